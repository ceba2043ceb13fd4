using System.Text;
using InfraAgent.Contracts;
using InfraAgent.Policy.Rules;
using InfraAgent.Runtimes;
using InfraAgent.TestBed;

namespace InfraAgent.Policy.Tests.Rego;

/// <summary>Rules that are policies in Rego, in profiles as others are.</summary>
public sealed class RegoRulesTests : IDisposable
{
    const string Rule = "id: ACME900, title: Buckets are not public, remediation: Make it private.";

    const string Public = """
        {"resource_changes":[
          {"address":"aws_s3_bucket_acl.a","type":"aws_s3_bucket_acl","mode":"managed","provider":"p","actions":["create"],"after":{"acl":"public-read","tags":{"owner":"x"}},"before":null},
          {"address":"aws_sqs_queue.q","type":"aws_sqs_queue","mode":"managed","provider":"p","actions":["create"],"after":{"tags":{}},"before":null}]}
        """;

    readonly FakeRego rego = new();

    [Fact]
    public void The_example_in_the_documentation_is_one_that_loads()
    {
        using var folder = new TempFolder();
        var policy = PolicyPage.Text.Split("```rego\n")[1].Split("```")[0];
        folder.Write("acme.yaml", PolicyPage.Text.Split("```yaml\n").Single(part => part.Contains("    rego:", StringComparison.Ordinal)).Split("```")[0]);
        Directory.CreateDirectory(folder.File("rego/terraform"));
        folder.Write("rego/terraform/policy.rego", policy);

        var catalog = PolicyCatalog.Load([folder.Path]);

        Assert.Empty(catalog.Problems);
        Assert.NotNull(catalog.Rules.Single(r => r.Id == "ACME004").Rego);
        Assert.Equal(FakeRego.Buckets, policy.TrimEnd());
    }

    public RegoRulesTests() => rego.Policy(FakeRego.Buckets, FakeRego.BucketsInPython);

    public void Dispose() => rego.Dispose();

    Bench Bench(ToolOptions? tools = null, string phase = "plan", string level = "mandatory", string more = "", FakeRuntime? runtime = null)
    {
        rego.Write("acme.yaml", $$"""
            rules:
              - { {{Rule}}, phase: {{phase}}, rego: { directory: rego }, runtimes: [{{(phase == "plan" ? "terraform" : "kubernetes, docker-compose")}}] }
            profiles:
              - { name: acme, title: t, rules: { ACME900: { level: {{level}}{{more}} } } }
            """);
        return new Bench(runtime, o => o with { Folders = [rego.Folder] }, tools: tools ?? rego.Opa);
    }

    [Theory]
    [InlineData("opa")]
    [InlineData("conftest")]
    public async Task What_a_policy_denies_is_found_at_its_resource_and_what_it_warns_of_is_advice(string tool)
    {
        await using var bench = Bench(rego.Named(tool));

        var judged = await bench.JudgePlanAsync(Public, profile: "acme");

        Assert.Equal(Verdict.Fail, judged.Verdict);
        Assert.Equal(
            [("ACME900", "error", "aws_s3_bucket_acl.a can be read by everybody", "aws_s3_bucket_acl.a"), ("ACME900", "warning", "aws_sqs_queue.q has no owner", null)],
            judged.Findings.Select(f => (f.RuleId, f.Severity, f.Message, f.Resource)).Order());
        Assert.All(judged.Findings, f => Assert.Equal("Make it private.", f.Remediation));
        Assert.Empty(Directory.EnumerateFileSystemEntries(bench.Scratch));
    }

    [Theory]
    [InlineData("advisory", Verdict.Pass, false)]
    [InlineData("approval", Verdict.Pass, true)]
    [InlineData("\"off\"", Verdict.Pass, false)]
    public async Task The_profile_says_what_follows(string level, string verdict, bool approval)
    {
        await using var bench = Bench(level: level);

        var judged = await bench.JudgePlanAsync(Public, profile: "acme");

        Assert.Equal((verdict, approval), (judged.Verdict, judged.ApprovalRequired));
        Assert.Equal(level == "\"off\"", judged.Findings.Count == 0);
        Assert.Equal(level == "\"off\"", rego.Asked.Count == 0);
    }

    [Fact]
    public async Task A_plan_that_keeps_the_policy_passes()
    {
        await using var bench = Bench();

        Assert.Equal(Verdict.Pass, (await bench.JudgePlanAsync("""{"resource_changes":[]}""", profile: "acme")).Verdict);
    }

    [Fact]
    public async Task Where_no_tool_is_installed_the_profile_is_refused_with_the_rules_that_need_it()
    {
        await using var bench = Bench(FakeRego.None);

        var plan = await bench.JudgePlanAsync("""{"resource_changes":[]}""", profile: "acme");
        var bundle = await bench.JudgeAsync(await bench.SeedCommandAsync(profile: "acme"));

        Assert.Equal((Verdict.Fail, Verdict.Fail), (plan.Verdict, bundle.Verdict));
        var refusal = Assert.Single(plan.Findings, f => f.RuleId == "POL021");
        Assert.Equal(("error", "/policy_profile", "The policy profile 'acme' has rules in Rego, ACME900, and neither opa nor conftest is installed here."), (refusal.Severity, refusal.Pointer, refusal.Message));
        Assert.Contains("Tools:Opa", refusal.Remediation, StringComparison.Ordinal);
        // What the plan will need is told before there is a plan.
        Assert.Contains(bundle.Findings, f => f is { RuleId: "POL021", Severity: "error" });
        Assert.Contains(plan.Findings, f => f.RuleId == "ACME900");
    }

    [Fact]
    public async Task Where_no_rule_needs_a_tool_none_is_asked_for()
    {
        await using var off = Bench(FakeRego.None, level: "\"off\"");

        Assert.Equal(Verdict.Pass, (await off.JudgePlanAsync("""{"resource_changes":[]}""", profile: "acme")).Verdict);
        Assert.DoesNotContain((await off.JudgeAsync(await off.SeedCommandAsync(profile: "acme"))).Findings, f => f.RuleId == "POL021");
    }

    [Theory]
    [InlineData("", Verdict.Incomplete, true)]
    [InlineData(", unknown: advisory", Verdict.Incomplete, false)]
    public async Task A_tool_that_fails_leaves_the_rule_unknown_with_the_reason(string unknown, string verdict, bool refused)
    {
        await using var bench = Bench(rego.Script("opa", "echo out of memory >&2; exit 2"), more: unknown);

        var judged = await bench.JudgePlanAsync(Public, profile: "acme");

        Assert.Equal((verdict, refused), (judged.Verdict, judged.Refused));
        Assert.StartsWith("Buckets are not public: this could not be judged: opa", Assert.Single(judged.Findings).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_tool_that_does_not_end_leaves_it_unknown()
    {
        await using var bench = Bench(rego.Script("conftest", "exec sleep 300"));
        await using var impatient = new Bench(options: o => o with { Folders = [rego.Folder], AnalysisTimeout = TimeSpan.FromMilliseconds(200) }, tools: rego.Conftest);

        var judged = await impatient.JudgePlanAsync(Public, profile: "acme");

        Assert.Equal(Verdict.Incomplete, judged.Verdict);
        Assert.Contains("did not end within 0.2 s", Assert.Single(judged.Findings).Message, StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFileSystemEntries(impatient.Scratch));
    }

    [Fact]
    public async Task Each_object_of_a_rendered_bundle_is_judged_by_itself()
    {
        rego.Policy("package main\n\ndeny_pods contains \"no bare pods\" if input.kind == \"Pod\"\n", FakeRego.PodsInPython);
        await using var bench = Bench(phase: "bundle", runtime: Rendering("kubernetes", "kind: Pod\nmetadata: { name: bare, namespace: shop }\nspec: { containers: [{ name: c }] }\n---\nkind: Service\nmetadata: { name: web }\n"));
        var command = await bench.SeedCommandAsync(profile: "acme");

        var judged = await bench.JudgeAsync(command with { Runtime = "kubernetes", Bundle = await bench.BundleAsync("d", "c", new() { ["base/bare-pod.yaml"] = "" }) });

        Assert.Equal(Verdict.Fail, judged.Verdict);
        var finding = Assert.Single(judged.Findings);
        Assert.Equal(("ACME900", "error", "no bare pods", "Pod/shop/bare", "base/bare-pod.yaml"), (finding.RuleId, finding.Severity, finding.Message, finding.Resource, finding.File));
    }

    [Fact]
    public async Task A_compose_project_is_judged_as_a_whole()
    {
        rego.Policy("package main\n\ndeny contains {\"msg\": name, \"resource\": concat(\".\", [\"services\", name])} if some name, _ in input.services\n",
            "def deny(project): return [{'msg': f'{n} of {len(project)}', 'resource': 'services.' + n} for n in sorted(project['services'])]");
        await using var bench = Bench(phase: "bundle", runtime: Rendering("docker-compose", "name: shop\nservices:\n  db: { image: a }\n  web: { image: b }\n"));
        var command = await bench.SeedCommandAsync(profile: "acme");

        var judged = await bench.JudgeAsync(command with { Runtime = "docker-compose", Bundle = await bench.BundleAsync("d", "c", new() { ["compose.yaml"] = "" }) });

        Assert.Equal([("db of 2", "compose.yaml"), ("web of 2", "compose.yaml")], judged.Findings.Select(f => (f.Message, f.File)));
    }

    [Fact]
    public async Task A_bundle_that_could_not_be_rendered_is_unknown()
    {
        await using var bench = Bench(phase: "bundle", runtime: new FakeRuntime((_, _) => Task.FromResult(FakeRuntime.Results("not_run"))) { Name = "kubernetes" });
        var command = await bench.SeedCommandAsync(profile: "acme");

        var judged = await bench.JudgeAsync(command with { Runtime = "kubernetes" });

        Assert.Equal("Buckets are not public: this could not be judged: the bundle could not be rendered.", Assert.Single(judged.Findings).Message);
        Assert.NotEqual(Verdict.Pass, judged.Verdict);
    }

    [Fact]
    public async Task A_check_without_a_deployment_asks_no_tool_and_passes_nothing()
    {
        await using var bench = Bench(rego.Opa);
        var check = bench.Check();

        var plan = check.Plan("staging", "acme", Encoding.UTF8.GetBytes("""{"format_version":"1.2","resource_changes":[]}"""));

        Assert.Equal((Verdict.Incomplete, true), (plan.Verdict, plan.Refused));
        Assert.Contains("judged by opa or conftest", Assert.Single(plan.Findings).Message, StringComparison.Ordinal);
        Assert.Empty(rego.Asked);

        await using var bundles = Bench(rego.Opa, phase: "bundle");
        var manifests = bundles.Check().Manifests("staging", "acme", "kubernetes", "kind: Service\nmetadata: { name: web }\n");
        Assert.Equal((Verdict.Incomplete, true), (manifests.Verdict, manifests.Refused));
        Assert.Empty(rego.Asked);
    }

    [Theory]
    [InlineData("phase: plan, rego: { directory: none }", "'directory' is 'none', and there are no *.rego files in")]
    [InlineData("phase: plan, rego: { directory: '' }", "'directory' is missing")]
    [InlineData("phase: plan, rego: { directory: rego, package: 'main; x := 1' }", "is no package of Rego")]
    [InlineData("phase: plan, rego: { directory: rego, version: v2 }", "'version' is 'v2'")]
    [InlineData("phase: plan, rego: { directory: rego }, check: any-change", "one of 'check', 'assert' and 'rego'")]
    [InlineData("phase: plan, rego: { directory: rego }, resource_types: [a], assert: { attribute: a, operator: exists }", "one of 'check', 'assert' and 'rego'")]
    [InlineData("phase: bundle, rego: { directory: rego }", "'runtimes' is missing")]
    [InlineData("phase: plan, rego: { directory: rego }, with: { a: 1 }", "one of 'check', 'assert' and 'rego'")]
    [InlineData("phase: plan, rego: { folder: rego }", "'folder'")]
    public void A_rule_that_is_wrong_says_why(string said, string reason)
    {
        var name = Path.Combine(rego.Folder, "acme.yaml");

        var refused = Assert.ThrowsAny<PolicyFileException>(() => PolicyCatalog.FromTexts((name, $"rules:\n  - {{ {Rule}, {said} }}\n")));

        Assert.Contains(reason, refused.Message.Replace("Property ", "", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    static FakeRuntime Rendering(string runtime, string yaml) => new((_, _) => Task.FromResult<IReadOnlyList<CheckResult>>(
        [new CheckResult(new Check { Name = "rendered", Status = "passed", Tool = "t", Version = "1" }, []) { Rendered = yaml }])) { Name = runtime };
}
