using InfraAgent.Contracts;
using InfraAgent.Runtimes.Checks;
using Microsoft.Extensions.Options;

namespace InfraAgent.Runtimes.Tests;

/// <summary>What tflint and kubeconform are asked, and what their answers are taken for. Neither can be had from the registries that the tests install from: scripts stand in for them, with the
/// command lines, answers and exit codes that their documentation describes.</summary>
public sealed class AddedChecksTests : IDisposable
{
    const string Issues = """
        {"issues":[
          {"rule":{"name":"terraform_unused_declarations","severity":"warning","link":"https://github.com/terraform-linters/tflint-ruleset-terraform/blob/v0.10.0/docs/rules/terraform_unused_declarations.md"},
           "message":"variable \"size\" is declared but not used","range":{"filename":"modules/vpc/variables.tf","start":{"line":3,"column":1},"end":{"line":3,"column":16}},"callers":[]},
          {"rule":{"name":"terraform_comment_syntax","severity":"info","link":""},"message":"Single line comments should begin with #","range":{"filename":"","start":{"line":0,"column":0},"end":{"line":0,"column":0}},"callers":[]}
        ],"errors":[]}
        """;

    readonly FakeTool tool = new();
    readonly string schemas;

    public AddedChecksTests() => schemas = Directory.CreateDirectory(tool["schemas-json"]).FullName;

    public void Dispose() => tool.Dispose();

    [Fact]
    public async Task What_tflint_finds_has_its_file_line_and_rule_and_refuses_nothing_that_it_calls_no_error()
    {
        var result = await Tflint($"""echo "$@" > "$D/asked"; echo "$TFLINT_DISABLE_VERSION_CHECK $(pwd)" >> "$D/asked"; cat <<'END'{"\n"}{Issues}{"\n"}END{"\n"}exit 2""").CheckAsync(Workspace(), null, default);

        Assert.Equal(("tflint", "passed", "0.54.0", (bool?)null), (result.Check.Name, result.Check.Status, result.Check.Version, result.Check.Optional));
        Assert.Equal(
            [("STATIC004", "warning", "modules/vpc/variables.tf", 3, "variable \"size\" is declared but not used (terraform_unused_declarations)"), ("STATIC004", "note", null, null, "Single line comments should begin with # (terraform_comment_syntax)")],
            result.Findings.Select(f => (f.RuleId, f.Severity, f.File, f.Line, f.Message)));
        Assert.StartsWith("See https://github.com/terraform-linters/", result.Findings[0].Remediation, StringComparison.Ordinal);
        Assert.Equal($"--recursive --format json --no-color\n1 {tool.Workspace}\n", tool.Text("asked"));
    }

    [Fact]
    public async Task What_tflint_calls_an_error_is_one_and_code_without_findings_passes()
    {
        var failed = await Tflint($"cat <<'END'\n{Issues.Replace("\"warning\"", "\"error\"", StringComparison.Ordinal)}\nEND\nexit 2").CheckAsync(Workspace(), null, default);
        var passed = await Tflint("""echo '{"issues":[],"errors":[]}'""").CheckAsync(Workspace(), null, default);

        Assert.Equal(("failed", "error"), (failed.Check.Status, failed.Findings[0].Severity));
        Assert.Equal(("passed", 0), (passed.Check.Status, passed.Findings.Count));
    }

    [Theory]
    [InlineData("""echo '{"issues":[],"errors":[{"summary":"Unsupported block type","message":"main.tf:1,1-9: Unsupported block type","severity":"error"}]}'; exit 1""", "tflint: main.tf:1,1-9: Unsupported block type")]
    [InlineData("echo 'Failed to initialize plugins; Plugin \"aws\" not found' >&2; exit 1", "Plugin \"aws\" not found")]
    [InlineData("exit 1", "it ended with exit code 1 and said nothing that can be read")]
    [InlineData("echo '[]'", "exit code 0")]
    [InlineData("""echo '{"issues":[]}'; exit 1""", "exit code 1")]
    [InlineData("""echo '{"issues":[{"rule":{},"message":"x"}]}'; exit 2""", "an issue without 'message' or 'rule.name'")]
    [InlineData("kill -9 $$", "ended by signal 9")]
    [InlineData("yes '{}' | head -c 20000000", "more than the 16 MiB")]
    public async Task An_answer_of_tflint_that_says_nothing_is_not_run_and_leaves_the_verdict_open(string body, string why)
    {
        var result = await Tflint(body).CheckAsync(Workspace(), null, default);

        Assert.Equal(("not_run", true), (result.Check.Status, result.Check.LeavesOpen));
        Assert.Contains(why, result.Check.Reason, StringComparison.Ordinal);
        Assert.Empty(result.Findings);
    }

    [Fact]
    public async Task A_tool_that_does_not_end_is_killed_and_leaves_the_verdict_open()
    {
        var check = new TflintCheck(Options.Create(new ToolOptions { Tflint = tool.Script("exec sleep 300"), QuickLimit = TimeSpan.FromMilliseconds(200) }));

        var result = await check.CheckAsync(Workspace(), null, default);

        Assert.Equal((true, "tflint --recursive did not end within 0.2 s and was killed."), (result.Check.LeavesOpen, result.Check.Reason));
    }

    [Fact]
    public async Task A_tool_that_nobody_installed_is_told_and_nothing_waits_for_it()
    {
        var options = Options.Create(new ToolOptions { Tflint = tool["none"], Kubeconform = tool["none"], KubeconformSchemas = schemas });

        foreach (var (check, setting) in new (AddedCheck, string)[] { (new TflintCheck(options), "Tools:Tflint"), (new KubeconformCheck(options), "Tools:Kubeconform") })
        {
            var result = await check.CheckAsync(Workspace(), "kind: Pod", default);

            Assert.Equal((check.Name, "not_run", true, false), (result.Check.Name, result.Check.Status, result.Check.Optional, result.Check.LeavesOpen));
            Assert.Contains(setting, result.Check.Reason, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task What_is_rendered_is_held_against_the_schemas_of_a_folder_and_what_has_none_is_named()
    {
        var check = Kubeconform("""
            for a in "$@"; do echo "$a"; done > "$D/asked"; for last; do :; done; cat "$last" > "$D/seen"
            echo '{"resources":[
              {"filename":"x","kind":"Deployment","name":"web","version":"apps/v1","status":"statusValid","msg":""},
              {"filename":"x","kind":"ExternalSecret","name":"db","version":"external-secrets.io/v1","status":"statusSkipped","msg":""}],
              "summary":{"valid":1,"invalid":0,"errors":0,"skipped":1}}'
            """);

        var result = await check.CheckAsync(Workspace(), "kind: Deployment\n", default);

        Assert.Equal(("kubeconform", "passed", "0.6.7", "not looked at, for want of a schema: ExternalSecret/db"), (result.Check.Name, result.Check.Status, result.Check.Version, result.Check.Reason));
        Assert.Equal("kind: Deployment\n", tool.Text("seen"));
        Assert.Equal(
            ["-output", "json", "-summary", "-verbose", "-strict", "-ignore-missing-schemas", "-schema-location",
                schemas + "/{{ .NormalizedKubernetesVersion }}-standalone{{ .StrictSuffix }}/{{ .ResourceKind }}{{ .KindSuffix }}.json"],
            tool.Text("asked").Split('\n')[..8]);
    }

    [Fact]
    public async Task An_object_that_is_not_as_its_schema_says_is_an_error_about_the_object()
    {
        var check = Kubeconform("""
            echo '{"resources":[{"filename":"x","kind":"Deployment","name":"web","version":"apps/v1","status":"statusInvalid",
              "msg":"problem validating schema. Check JSON formatting: jsonschema validation failed","validationErrors":[{"path":"/spec/replicas","msg":"got string, want null or integer"}]}],
              "summary":{"valid":0,"invalid":1,"errors":0,"skipped":0}}'; exit 1
            """);

        var result = await check.CheckAsync(Workspace(), "kind: Deployment\n", default);

        Assert.Equal("failed", result.Check.Status);
        var finding = Assert.Single(result.Findings);
        Assert.Equal(("STATIC041", "error", "Deployment/web", "Deployment/web is not as Kubernetes has it: /spec/replicas: got string, want null or integer"), (finding.RuleId, finding.Severity, finding.Resource, finding.Message));
    }

    [Theory]
    [InlineData("""echo '{"resources":[{"kind":"Pod","name":"a","status":"statusSkipped"}],"summary":{"valid":0,"invalid":0,"errors":0,"skipped":1}}'""", "has no schema for anything that is rendered")]
    [InlineData("""echo '{"resources":[{"kind":"Pod","name":"a","status":"statusError","msg":"could not read schema"}],"summary":{"valid":0,"invalid":0,"errors":1,"skipped":0}}'; exit 1""", "kubeconform: Pod/a: could not read schema")]
    [InlineData("""echo '{"resources":[{"kind":"Pod","name":"a","status":"statusValid"}],"summary":{"valid":2,"invalid":0,"errors":0,"skipped":0}}'""", "exit code 0")]
    [InlineData("""echo '{"resources":[{"kind":"Pod","name":"a","status":"statusValid"}],"summary":{"valid":1,"invalid":0,"errors":0,"skipped":0}}'; exit 1""", "exit code 1")]
    [InlineData("""echo '{"resources":[]}'""", "no 'resources' or 'summary'")]
    [InlineData("echo nonsense", "exit code 0")]
    [InlineData("echo 'failed parsing command line: flag provided but not defined' >&2; exit 1", "flag provided but not defined")]
    public async Task An_answer_of_kubeconform_that_says_nothing_is_not_run_and_leaves_the_verdict_open(string body, string why)
    {
        var result = await Kubeconform(body).CheckAsync(Workspace(), "kind: Pod\n", default);

        Assert.Equal(("not_run", true), (result.Check.Status, result.Check.LeavesOpen));
        Assert.Contains(why, result.Check.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Kubeconform_is_not_asked_where_it_would_go_to_the_network_or_nothing_was_rendered()
    {
        var script = tool.Script("""touch "$D/asked" """);
        var withoutSchemas = await new KubeconformCheck(Options.Create(new ToolOptions { Kubeconform = script })).CheckAsync(Workspace(), "kind: Pod", default);
        var withoutRendering = await new KubeconformCheck(Options.Create(new ToolOptions { Kubeconform = script, KubeconformSchemas = schemas })).CheckAsync(Workspace(), null, default);
        var withoutFolder = await new KubeconformCheck(Options.Create(new ToolOptions { Kubeconform = tool.Script(""), KubeconformSchemas = tool["gone"] })).CheckAsync(Workspace(), "kind: Pod", default);

        Assert.Equal(("not_run", true), (withoutSchemas.Check.Status, withoutSchemas.Check.Optional));
        Assert.Contains("Tools:KubeconformSchemas", withoutSchemas.Check.Reason, StringComparison.Ordinal);
        Assert.Equal(("not_run", true, "Nothing was rendered that it could look at."), (withoutRendering.Check.Status, withoutRendering.Check.Optional, withoutRendering.Check.Reason));
        Assert.False(File.Exists(tool["asked"]));
        Assert.True(withoutFolder.Check.LeavesOpen);
        Assert.Contains("which is not a folder", withoutFolder.Check.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void What_was_learned_with_one_tool_is_not_known_of_another()
    {
        var here = Tflint("exit 0");

        Assert.NotEqual(here.Identity, new TflintCheck(Options.Create(new ToolOptions { Tflint = tool["none"] })).Identity);
        Assert.NotEqual(Kubeconform("").Identity, new KubeconformCheck(Options.Create(new ToolOptions { Kubeconform = tool["none"], KubeconformSchemas = schemas })).Identity);
    }

    TflintCheck Tflint(string body) => new(Options.Create(new ToolOptions
    {
        Tflint = tool.Script($"if [ \"$1\" = --version ]; then echo 'TFLint version 0.54.0'; echo '+ ruleset.terraform (0.10.0-bundled)'; exit 0; fi\n{body}"),
    }));

    KubeconformCheck Kubeconform(string body) => new(Options.Create(new ToolOptions { Kubeconform = tool.Script($"if [ \"$1\" = -v ]; then echo v0.6.7; exit 0; fi\n{body}"), KubeconformSchemas = schemas }));

    Workspace Workspace() => new() { Directory = tool.Workspace, DeploymentId = "d", Environment = "dev", BundleDigest = "sha256:0", Log = Stream.Null };
}
