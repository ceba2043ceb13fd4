using System.Text.Json;

namespace InfraAgent.Generator.Tests.Playbooks;

public sealed class PlaybookFileTests
{
    [Theory]
    [MemberData(nameof(GoldenTests.Examples), MemberType = typeof(GoldenTests))]
    public void Every_bundle_has_a_playbook_for_people_and_programs_that_says_the_same(string example)
    {
        var bundle = Renderers.Bundle(Requests.Example(example));

        Assert.Equal("playbook.json", bundle.Entrypoints["playbook"]);
        var steps = JsonDocument.Parse(bundle.Files["playbook.json"]).RootElement.GetProperty("steps").EnumerateArray().ToArray();
        var text = bundle.Text("PLAYBOOK.md");
        Assert.Equal(steps.Length, text.Split("\n## ").Length - 1);
        Assert.Equal(steps.Length, steps.Select(s => s.GetProperty("id").GetString()).Distinct().Count());
        Assert.Contains(steps, s => s.GetProperty("approval").GetString() == "environment" && s.GetProperty("rollback").GetArrayLength() > 0 && s.TryGetProperty("verify", out _));
        foreach (var shell in Lines(steps)) Assert.Contains(shell, text, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_file_that_a_command_names_is_in_the_bundle()
    {
        foreach (var example in (string[])["local.json", "shop-kubernetes.json", "shop-helm.json", "shop-compose.json"])
        {
            var bundle = Renderers.Bundle(Requests.Example(example));
            var steps = JsonDocument.Parse(bundle.Files["playbook.json"]).RootElement.GetProperty("steps").EnumerateArray();
            var paths = steps.SelectMany(s => s.GetProperty("command").EnumerateArray()).Select(a => a.GetString()!.Split('=')[^1])
                .Where(a => a.Contains('/', StringComparison.Ordinal) || a.EndsWith(".yaml", StringComparison.Ordinal))
                .Where(a => !a.StartsWith("../previous/", StringComparison.Ordinal) && !a.StartsWith("secrets/", StringComparison.Ordinal) && a[0] != '/' && !a.Contains(' ', StringComparison.Ordinal))
                .Where(a => !a.StartsWith("deployment/", StringComparison.Ordinal) && !a.StartsWith("statefulset/", StringComparison.Ordinal)).ToArray();

            Assert.NotEmpty(paths);
            Assert.All(paths, path => Assert.Contains(bundle.Files.Keys, f => f == path || f.StartsWith(path + "/", StringComparison.Ordinal)));
        }
    }

    static IEnumerable<string> Lines(IEnumerable<JsonElement> steps) => steps.SelectMany(s => new[] { s }
        .Concat(s.TryGetProperty("verify", out var verify) ? [verify] : [])
        .Concat(s.GetProperty("rollback").EnumerateArray().SelectMany(r => r.GetProperty("commands").EnumerateArray())))
        .Select(c => c.GetProperty("shell").GetString()!);
}
