using InfraAgent.Api.Edge;
using InfraAgent.Contracts;

namespace InfraAgent.Api.Tests.Deployments;

/// <summary>Profiles of folders, of which one has a mistake, and an environment that asks for one.</summary>
public sealed class FolderPolicyTests : IAsyncLifetime
{
    readonly string folder = Directory.CreateTempSubdirectory("infra-agent-policy-").FullName;
    SagaBed? bed;

    public async Task InitializeAsync()
    {
        await File.WriteAllTextAsync(Path.Combine(folder, "acme.yaml"), "profiles:\n  - { name: acme, title: t, environments: [dev] }\n  - { name: broken, title: t, rules: { NONE001: { level: advisory } } }\n");
        bed = new SagaBed { Settings = [$"--Policy:Folders:0={folder}"] };
        await bed.InitializeAsync();
    }

    public async Task DisposeAsync()
    {
        await bed!.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    [Theory]
    [InlineData("acme", "dev", null)]
    [InlineData("acme", "staging", "POL012")]
    [InlineData("broken", "dev", "POL011")]
    [InlineData("baseline", "dev", null)]
    public async Task What_is_broken_or_not_for_the_environment_is_refused_and_all_else_is_served(string profile, string environment, string? rule)
    {
        var id = $"fp-{profile}-{environment}";
        var answer = await bed!.AskAsync(CommandKind.Generate,
            $$$"""{"deployment_id":"{{{id}}}","environment":"{{{environment}}}","runtime":"terraform","policy_profile":"{{{profile}}}","template_spec":{"cloud":"local","modules":[{"name":"config"}]}}""");

        Assert.Equal(rule, answer.Refusal?.Errors![0].RuleId);
        if (rule == "POL011") Assert.Contains($"{folder}/acme.yaml:3: ", answer.Refusal!.Errors![0].Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_list_of_profiles_says_what_is_wrong_and_where()
    {
        using var http = bed!.Client();

        var list = System.Text.Json.Nodes.JsonNode.Parse(await http.GetStringAsync("/policy/profiles"))!;

        Assert.Equal("broken", (string)list["unusable"]![0]!["name"]!);
        Assert.Equal((folder + "/acme.yaml", 3), ((string)list["problems"]![0]!["file"]!, (int)list["problems"]![0]!["line"]!));
        Assert.Equal("dev", (string)list["profiles"]!.AsArray().Single(p => (string)p!["name"]! == "acme")!["environments"]![0]![0]!);
    }
}
