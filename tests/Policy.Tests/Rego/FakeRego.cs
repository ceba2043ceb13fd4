using System.Text.Json;
using InfraAgent.Runtimes;
using InfraAgent.TestBed;

namespace InfraAgent.Policy.Tests.Rego;

/// <summary>Where <c>fake_rego.py</c> is opa and conftest, with policies for it to be asked.</summary>
sealed class FakeRego : IDisposable
{
    readonly TempFolder folder = new();

    public FakeRego()
    {
        var script = "#!/usr/bin/python3\n" + File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Rego", "fake_rego.py"));
        foreach (var name in (string[])["opa", "conftest"]) Executable(name, script);
    }

    /// <summary>Policies as the documentation shows them: what is public is denied, what has no owner is told.</summary>
    public const string Buckets = """
        package main

        deny contains {"msg": msg, "resource": change.address} if {
          some change in input.resource_changes
          change.type == "aws_s3_bucket_acl"
          change.change.after.acl == "public-read"
          msg := sprintf("%s can be read by everybody", [change.address])
        }

        warn contains msg if {
          some change in input.resource_changes
          change.change.actions == ["create"]
          not change.change.after.tags.owner
          msg := sprintf("%s has no owner", [change.address])
        }
        """;

    public const string BucketsInPython = """
        def changed(plan):
            return [(c["address"], c["type"], c["change"]["after"] or {}) for c in plan["resource_changes"]]

        def deny(plan):
            return [{"msg": f"{a} can be read by everybody", "resource": a} for a, t, v in changed(plan) if t == "aws_s3_bucket_acl" and v.get("acl") == "public-read"]

        def warn(plan):
            return [f"{a} has no owner" for a, _, v in changed(plan) if "owner" not in (v.get("tags") or {})]
        """;

    /// <summary>About each document: deny, where its <c>kind</c> is Pod; warn, where it has no name.</summary>
    public const string PodsInPython = """
        def deny_pods(document):
            return ["no bare pods"] if document.get("kind") == "Pod" else []

        def warn(document):
            return [] if "name" in document.get("metadata", {}) else [{"msg": "no name", "details": {"address": "the nameless"}}]
        """;

    public ToolOptions Opa => new() { Opa = folder.File("opa"), Conftest = folder.File("none") };

    public ToolOptions Conftest => new() { Opa = folder.File("none"), Conftest = folder.File("conftest") };

    public static ToolOptions None { get; } = new() { Opa = "/nonexistent/opa", Conftest = "/nonexistent/conftest" };

    public ToolOptions Named(string tool) => tool == "opa" ? Opa : Conftest;

    /// <summary>A folder for <c>Policy:Folders</c>.</summary>
    public string Folder => folder.Path;

    /// <returns>The policy's folder.</returns>
    public string Policy(string rego, string python, string name = "rego")
    {
        var policies = Directory.CreateDirectory(folder.File(name)).FullName;
        File.WriteAllText(Path.Combine(policies, "policy.rego"), rego);
        File.WriteAllText(Path.Combine(policies, "policy.py"), python);
        return policies;
    }

    public void Write(string name, string text) => folder.Write(name, text);

    /// <summary>A tool that only does what its script says, under either name.</summary>
    public ToolOptions Script(string tool, string body)
    {
        Executable(tool, $"#!/bin/sh\n{body}\n");
        return Named(tool);
    }

    /// <summary>How the tools were started.</summary>
    public IReadOnlyList<JsonElement> Asked => File.Exists(folder.File("asked.jsonl")) ? [.. File.ReadLines(folder.File("asked.jsonl")).Select(l => JsonElement.Parse(l))] : [];

    public static IEnumerable<string> Arguments(JsonElement asked) => asked.GetProperty("arguments").EnumerateArray().Select(a => a.GetString()!);

    public void Dispose() => folder.Dispose();

    void Executable(string name, string text)
    {
        var path = folder.Write(name, text);
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }
}
