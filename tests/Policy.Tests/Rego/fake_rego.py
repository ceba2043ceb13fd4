"""Stands in for opa and conftest, which none of the registries that the tests install from carries: their documented command lines, JSON answers and
exit codes, in real processes. It cannot evaluate Rego: a policy is asked of the Python file beside it, FILE.py for FILE.rego, which has a function for
each of the policy's rules and gives the messages that it would. What it was asked is kept in asked.jsonl, in its own folder."""
import argparse, json, os, pathlib, re, runpy, sys

RULE = re.compile(r"^(deny|violation|warn)(_[a-zA-Z0-9]+)*$")
HERE = pathlib.Path(sys.argv[0]).parent


def builtins():
    return [{"name": n, "decl": {"type": "function"}} for n in ("count", "http.send", "net.lookup_ip_addr", "opa.runtime", "regex.match", "sprintf")]


def modules(folder, ignored, allowed):
    """The packages in a folder, each with its rules; or the first error, as opa tells one."""
    found = {}
    for path in sorted(pathlib.Path(folder).rglob("*.rego")):
        if path.match(ignored):
            continue
        for row, line in enumerate(path.read_text().splitlines(), 1):
            at = {"file": str(path), "row": row, "col": 1}
            if line.startswith("}}"):
                return None, {"message": "unexpected } token", "code": "rego_parse_error", "location": at}
            if "http.send" in line and "http.send" not in allowed:
                return None, {"message": "undefined function http.send", "code": "rego_type_error", "location": at}
        package = re.search(r"^package ([\w.]+)", path.read_text(), re.M).group(1)
        twin = runpy.run_path(str(path.with_suffix(".py")))
        found.setdefault(package, {}).update({n: f for n, f in twin.items() if callable(f)})
    return found, None


def opa(argv):
    if argv[0] == "capabilities":
        options = argparse.ArgumentParser()
        options.add_argument("--current", action="store_true", required=True)
        options.add_argument("--v0-compatible", action="store_true")
        options.parse_args(argv[1:])
        print(json.dumps({"builtins": builtins(), "future_keywords": ["in", "every"], "wasm_abi_versions": [{"version": 1, "minor_version": 2}], "features": ["rego_v1"]}))
        return 0
    options = argparse.ArgumentParser()
    for name in ("--v0-compatible", "--v1-compatible"):
        options.add_argument(name, action="store_true")
    for name in ("--format", "--capabilities", "--ignore", "--data", "--input"):
        options.add_argument(name, required=True)
    options.add_argument("query")
    given = options.parse_args(argv[1:])
    limits = json.load(open(given.capabilities))
    package = re.search(r"rules := data\.([\w.]+) with input as document", given.query).group(1)
    found, error = modules(given.data, given.ignore, {b["name"] for b in limits["builtins"]} if limits["allow_net"] == [] else set())
    if error:
        print(json.dumps({"errors": [error]}))
        return 2
    value = []
    for document in json.load(open(given.input)):
        if package in found:
            value.append({name: rule(document) for name, rule in found[package].items() if RULE.match(name)})
    print(json.dumps({"result": [{"expressions": [{"value": value, "text": given.query, "location": {"row": 1, "col": 1}}]}]}))
    return 0


def conftest(argv):
    options = argparse.ArgumentParser()
    options.add_argument("command", choices=["test"])
    options.add_argument("--no-color", action="store_true")
    for name in ("--output", "--rego-version", "--namespace", "--policy", "--data"):
        options.add_argument(name)
    options.add_argument("files", nargs="+")
    given = options.parse_args(argv)
    found, error = modules(given.policy, "*_test.rego", {b["name"] for b in builtins()})
    if error:
        at = error["location"]
        print(f"Error: running test: load: loading policies: get compiler: 1 error occurred: {at['file']}:{at['row']}: {error['code']}: {error['message']}", file=sys.stderr)
        return 1
    results = []
    for name in given.files:
        result = {"filename": name, "namespace": given.namespace, "successes": 0}
        for rule, ask in found.get(given.namespace, {}).items():
            if not RULE.match(rule):
                continue
            messages = ask(json.load(open(name)))
            if not messages:
                result["successes"] += 1
            for m in messages:
                m = {"msg": m} if isinstance(m, str) else m
                fields = {k: v for k, v in m.items() if k != "msg"} | {"query": f"data.{given.namespace}.{rule}"}
                result.setdefault("warnings" if rule.startswith("warn") else "failures", []).append({"msg": m["msg"], "metadata": fields})
        results.append(result)
    print(json.dumps(results, indent=2))
    return 1 if any("failures" in r for r in results) else 0


if __name__ == "__main__":
    with open(HERE / "asked.jsonl", "a") as asked:
        asked.write(json.dumps({"arguments": sys.argv[1:], "environment": dict(os.environ), "folder": os.getcwd()}) + "\n")
    sys.exit(opa(sys.argv[1:]) if pathlib.Path(sys.argv[0]).name == "opa" else conftest(sys.argv[1:]))
