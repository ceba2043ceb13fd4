"""A client in another language: publishes plain JSON commands, reads the answers and the rollout events.

usage: deploy.py <amqp-url> <instance> < body-of-generate.json

Prints one JSON object: {"replies": [...], "events": [...]}. Each reply has the properties it came with. Needs pika.
"""
import json
import sys
import time
import uuid

import pika

PATIENCE = 240  # seconds; a guard against waiting for ever


def main(url, instance):
    body = json.load(sys.stdin)
    deployment = body["deployment_id"]
    connection = pika.BlockingConnection(pika.URLParameters(url))
    channel = connection.channel()
    channel.confirm_delivery()
    answers = channel.queue_declare("", exclusive=True).method.queue
    feed = channel.queue_declare("", exclusive=True).method.queue
    channel.queue_bind(feed, instance + ".events", "*.*." + deployment)
    replies, events = [], []

    def on_reply(_channel, _method, properties, message):
        replies.append({"correlation_id": properties.correlation_id, "content_type": properties.content_type, "body": json.loads(message)})

    def on_event(_channel, method, properties, message):
        events.append({"routing_key": method.routing_key, "message_id": properties.message_id, "type": properties.type, "body": json.loads(message)})

    channel.basic_consume(answers, on_reply, auto_ack=True)
    channel.basic_consume(feed, on_event, auto_ack=True)

    def wait_for(condition, what):
        end = time.monotonic() + PATIENCE
        while not condition():
            if time.monotonic() > end:
                raise TimeoutError(what)
            connection.process_data_events(time_limit=1)

    def ask(command, message):
        correlation = str(uuid.uuid4())
        channel.basic_publish(
            instance + ".commands",
            "commands." + deployment,
            json.dumps({"command": command, **message}).encode(),
            pika.BasicProperties(content_type="application/json", delivery_mode=2, reply_to=answers, correlation_id=correlation),
            mandatory=True,
        )
        wait_for(lambda: any(r["correlation_id"] == correlation for r in replies), "an answer to " + command)
        return replies[-1]["body"].get("run_id")

    def run(command, message):
        run_id = ask(command, message)
        if run_id:
            wait_for(lambda: any(e["type"] == "run_finished" and e["body"]["run_id"] == run_id for e in events), "the end of " + command)

    run("generate", body)
    run("deploy", {"deployment_id": deployment})
    # Refused: answered as over REST, and told on the event exchange.
    ask("deploy", {"deployment_id": deployment, "revsion": 1})
    wait_for(lambda: any(e["type"] == "command_refused" for e in events), "the refusal's event")
    json.dump({"replies": replies, "events": events}, sys.stdout)
    connection.close()


main(sys.argv[1], sys.argv[2])
