using InfraAgent.TestBed;

namespace InfraAgent.EndToEnd.Tests;

/// <summary>A profile whose rules need a tool that is not there is never passed.</summary>
public sealed class RegoPolicyTests
{
    [WholeAgentFact]
    public async Task Without_opa_and_conftest_a_profile_with_policies_in_Rego_is_refused_with_the_rules_that_need_it()
    {
        using var folder = new TempFolder();
        Directory.CreateDirectory(folder.File("rego"));
        folder.Write("rego/main.rego", "package main\n\ndeny contains \"never\" if false\n");
        folder.Write("acme.yaml", """
            rules: [{ id: ACME900, title: Nothing is wrong, phase: plan, rego: { directory: rego }, remediation: Mend it. }]
            profiles: [{ name: acme, title: Ours, extends: baseline, rules: { ACME900: { level: advisory } } }]
            """);
        await using var agent = await Agent.StartAsync(Way.Embedded, settings: new Dictionary<string, string>
        {
            ["Policy:Folders:0"] = folder.Path, ["Tools:Opa"] = "/nonexistent/opa", ["Tools:Conftest"] = "/nonexistent/conftest",
        });
        var body = Requests.Local("rego");
        body["policy_profile"] = "acme";

        var refused = await agent.PostAsync("/generate", body, "wait=120");

        Assert.Equal((422, "urn:infra-agent:problem:policy-violation"), (refused.Code, refused.Word("type")));
        var error = Assert.Single(refused.Body!["errors"]!.AsArray(), e => e!["rule_id"]!.GetValue<string>() == "POL021")!;
        Assert.Contains("ACME900", error["message"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.Contains("Tools:Opa", error["remediation"]!.GetValue<string>(), StringComparison.Ordinal);
    }
}
