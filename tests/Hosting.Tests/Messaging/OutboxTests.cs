using System.Diagnostics;
using System.Text.Json;
using InfraAgent.Contracts;
using InfraAgent.Hosting.Database;
using InfraAgent.Hosting.Messaging;
using InfraAgent.TestBed;
using MassTransit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace InfraAgent.Hosting.Tests.Messaging;

public sealed class OutboxTests
{
    [Theory, Embedded, Distributed]
    public async Task A_message_saved_in_an_explicit_transaction_leaves_when_that_is_committed_and_never_when_it_is_not(Mode mode)
    {
        using var around = await Surroundings.OfAsync(mode);
        // A lease so long that only the commit itself can be what sends the message.
        await using var host = await SampleHost.StartAsync(around.Database, around.Options with { Lease = TimeSpan.FromHours(1) });

        foreach (var (deployment, commit) in new[] { ("kept", true), ("dropped", false) })
        {
            await using var scope = host.Services.CreateAsyncScope();
            var db = scope.ServiceProvider.GetRequiredService<AgentDb>();
            await using var transaction = await db.Database.BeginTransactionAsync();
            await scope.ServiceProvider.GetRequiredService<IPublishEndpoint>().Publish(new StartRun { DeploymentId = deployment });
            await db.SaveChangesAsync();
            if (commit) await transaction.CommitAsync();
            else await transaction.RollbackAsync();
        }

        await Eventually.Equal("Done", () => host.StateAsync("kept"), "state");
        Assert.Null(await host.StateAsync("dropped"));
    }

    [Theory, Embedded, Distributed]
    public async Task The_trace_of_whoever_sent_a_message_goes_on_in_its_consumer(Mode mode)
    {
        using var around = await Surroundings.OfAsync(mode);
        var consumed = new List<Activity>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name is "MassTransit" or "test",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = activity =>
            {
                lock (consumed)
                    if (activity.Kind == ActivityKind.Consumer) consumed.Add(activity);
            },
        };
        ActivitySource.AddActivityListener(listener);
        using var source = new ActivitySource("test");
        await using var host = await SampleHost.StartAsync(around.Database, around.Options);

        ActivityTraceId trace;
        using (var request = source.StartActivity("request")!)
        {
            trace = request.TraceId;
            await host.DispatchAsync(new StartRun { DeploymentId = "d" });
        }

        await Eventually.Equal("Done", () => host.StateAsync("d"), "state");
        // The dispatched command, two commands to the worker, two outcomes.
        await Eventually.True(() =>
        {
            lock (consumed) return consumed.Count(a => a.TraceId == trace) >= 5;
        }, "five consumers in one trace");
    }

    [Fact]
    public async Task A_second_embedded_process_on_the_same_file_is_refused()
    {
        using var around = await Surroundings.OfAsync(Mode.Embedded);
        await using var host = await SampleHost.StartAsync(around.Database, around.Options);

        var refused = await Assert.ThrowsAsync<InvalidOperationException>(() => SampleHost.StartAsync(around.Database, around.Options));

        Assert.Contains("Another agent process", refused.Message, StringComparison.Ordinal);
    }

    [Theory, Embedded, Distributed]
    public async Task A_message_arrives_as_it_was_sent(Mode mode)
    {
        using var around = await Surroundings.OfAsync(mode);
        var arrived = new TaskCompletionSource<GenerateBundle>();
        await using var host = await SampleHost.StartAsync(around.Database, around.Options, x => x.AddHandler((GenerateBundle message) =>
        {
            arrived.TrySetResult(message);
            return Task.CompletedTask;
        }));
        var nested = string.Concat(Enumerable.Repeat("{\"a\":[", 30)) + "1.10" + string.Concat(Enumerable.Repeat("]}", 30));
        var sent = new GenerateBundle
        {
            DeploymentId = "d",
            RunId = Guid.NewGuid(),
            Revision = 3,
            Environment = "dev",
            Runtime = "terraform",
            RequestDigest = "sha256:00",
            TemplateSpec = JsonDocument.Parse(nested).RootElement,
            Parameters = new Dictionary<string, JsonElement>
            {
                ["size"] = JsonDocument.Parse("1.0").RootElement,
                ["SIZE"] = JsonDocument.Parse("12345678901234567890.123").RootElement,
                ["none"] = JsonDocument.Parse("null").RootElement,
                ["text"] = JsonDocument.Parse("\"\\u0000 ${file(\\\"/etc/passwd\\\")} \\ud83d\\ude00\"").RootElement,
            },
            Labels = new Dictionary<string, string> { ["Team"] = "a", ["team"] = "b" },
        };

        await host.PublishAsync(sent);
        var got = await arrived.Task.WaitAsync(TimeSpan.FromSeconds(60));

        Assert.Equal(nested, got.TemplateSpec.GetRawText());
        Assert.Equal(sent.Parameters.Select(p => (p.Key, Text(p.Value))), got.Parameters.Select(p => (p.Key, Text(p.Value))));
        Assert.Equal(sent.Labels, got.Labels);
        Assert.Equal((sent.RunId, 3, 1), (got.RunId, got.Revision, got.Attempt));

        static string Text(JsonElement value) => value.ValueKind == JsonValueKind.String ? value.GetString()! : value.GetRawText();
    }

    [Fact]
    public async Task What_was_consumed_long_ago_is_forgotten_but_not_while_it_may_be_sent_again()
    {
        using var around = await Surroundings.OfAsync(Mode.Embedded);
        await using var host = await SampleHost.StartAsync(around.Database, around.Options);
        var (old, open, recent) = (Guid.NewGuid(), Guid.NewGuid(), Guid.NewGuid());
        var longAgo = DateTimeOffset.UtcNow.AddDays(-8).ToUnixTimeMilliseconds();
        await host.ReadAsync(async db =>
        {
            db.AddRange(
                new InboxMessage { MessageId = old, Endpoint = "e", ConsumedAt = longAgo },
                new InboxMessage { MessageId = open, Endpoint = "e", ConsumedAt = longAgo },
                new InboxMessage { MessageId = recent, Endpoint = "e", ConsumedAt = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds() },
                new OutboxMessage { Id = Guid.NewGuid(), MessageId = open, DueAt = long.MaxValue - 1 });
            return await db.SaveChangesAsync();
        });

        await host.Services.GetRequiredService<OutboxStore>().CleanInboxAsync(CancellationToken.None);

        var left = await host.ReadAsync(db => db.Set<InboxMessage>().Select(x => x.MessageId).ToListAsync());
        Assert.Equivalent(new[] { open, recent }, left, strict: true);
    }
}
