using System.Text.Json.Nodes;
using InfraAgent.TestBed;

namespace InfraAgent.EndToEnd.Tests;

/// <summary>Tools that nobody has to have, in a whole agent: those that are missing are listed, and the one that is configured is asked by its key.</summary>
public sealed class AddedToolsTests
{
    [WholeAgentFact]
    public async Task A_deployment_says_which_added_tools_were_missing_and_why_infracost_did_not_price_it()
    {
        using var folder = new TempFolder();
        folder.Write("key", "ico-hunter2hunter2\n");
        var infracost = folder.Write("infracost", "#!/bin/sh\necho \"Error: no prices for $1 with $INFRACOST_API_KEY\" >&2\nexit 1\n");
        File.SetUnixFileMode(infracost, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        await using var agent = await Agent.StartAsync(Way.Embedded, settings: new Dictionary<string, string>
        {
            ["Tools:Tflint"] = "/nonexistent/tflint", ["Tools:Infracost"] = infracost, ["Tools:InfracostKey"] = $"{{file:{folder.File("key")}}}",
        });

        var generated = await agent.PostAsync("/generate", Requests.Local("added"), "wait=120");
        Assert.True(generated.Code == 200, generated.Text);
        var tflint = Assert.Single(generated.Body!["checks"]!.AsArray(), c => c!["name"]!.GetValue<string>() == "tflint")!;
        Assert.Equal(("not_run", true), (tflint["status"]!.GetValue<string>(), tflint["optional"]!.GetValue<bool>()));

        var deployed = await agent.PostAsync("/deploy", Requests.Of("added"), "wait=240");
        Assert.True(deployed.Code == 200, deployed.Text);
        var status = await agent.GetAsync("/status/added");
        Assert.Equal("Error: no prices for breakdown with [redacted]", JsonNode.Parse(status.Text)!["costs"]!["plan"]!["not_by_infracost"]!.GetValue<string>());
        Assert.DoesNotContain("hunter2", status.Text, StringComparison.Ordinal);
    }
}
