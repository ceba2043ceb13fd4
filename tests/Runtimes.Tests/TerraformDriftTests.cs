using System.IO.Compression;
using InfraAgent.Runtimes.Terraform;
using Microsoft.Extensions.Options;

namespace InfraAgent.Runtimes.Tests;

/// <summary>Terraform's built-in resource cannot drift, so a program that answers as terraform does stands in here; the whole road with real
/// providers is driven by the end-to-end tests.</summary>
public sealed class TerraformDriftTests : IDisposable
{
    readonly FakeTool tool = new();
    readonly MemoryStream log = new();

    public void Dispose() => tool.Dispose();

    TerraformRuntime Answering(string show, int planExit = 0)
    {
        File.WriteAllText(tool["show.json"], show);
        var script = tool.Script($$"""
            echo "$@" >> "$D/calls"
            case "$1" in
              version) echo "OpenTofu v1.9.1";;
              plan)
                for a in "$@"; do case "$a" in -out=*) cp "$D/plan.zip" "${a#-out=}";; esac; done
                echo '{"@level":"info","@message":"No changes.","type":"change_summary"}'
                exit {{planExit}};;
              show) cat "$D/show.json";;
            esac
            """);
        using (var archive = ZipFile.Open(tool["plan.zip"], ZipArchiveMode.Create))
        {
            using var writer = new StreamWriter(archive.CreateEntry("tfstate").Open());
            writer.Write("""{"version": 4, "serial": 3, "lineage": "l", "resources": []}""");
        }
        return new(Options.Create(new ToolOptions { Terraform = script }), new TestBox());
    }

    Workspace Workspace => new()
    {
        Directory = tool.Workspace, DeploymentId = "web-1", Environment = "dev", BundleDigest = "sha256:b", Log = log, Secrets = ["hunter2"],
    };

    const string Drift = """
        {"format_version": "1.2", "timestamp": "2026-01-01T00:00:00Z",
         "resource_drift": [
           {"address": "aws_b.x[\"hunter2\"]", "type": "aws_b", "mode": "managed", "change": {"actions": ["update"],
             "before": {"id": "1", "size": 1, "tags": {"Owner": "a", "Name": "n"}, "list": [1], "same": 1.0},
             "after": {"id": "1", "size": 2, "tags": {"Owner": "b", "Name": "n", "New": "x"}, "list": [1, 2], "same": 1}}},
           {"address": "aws_a.gone", "type": "aws_a", "mode": "managed", "change": {"actions": ["delete"], "before": {"id": "2"}, "after": null}},
           {"address": "aws_c.marked", "type": "aws_c", "mode": "managed", "change": {"actions": ["update"], "before": {"id": "3"}, "after": {"id": "3"},
             "before_sensitive": {}, "after_sensitive": {"id": true}}}],
         "output_changes": {"o": {"actions": ["no-op"], "before": "v", "after": "v", "before_sensitive": false, "after_sensitive": false},
           "hidden": {"actions": ["no-op"], "before": {"a": "has hunter2 in it"}, "after": {}, "before_sensitive": false, "after_sensitive": false},
           "new": {"actions": ["create"], "before": null, "after": 1, "before_sensitive": false, "after_sensitive": false}},
         "prior_state": {"values": {"root_module": {"resources": [{"address": "aws_b.x", "tainted": false}],
           "child_modules": [{"resources": [{"address": "module.m.aws_t.t", "tainted": true}]}]}}}}
        """;

    [Fact]
    public async Task A_scan_tells_what_differs_by_name_and_never_by_value()
    {
        var scan = await Answering(Drift).ScanAsync(Workspace, default);
        Assert.True(scan.Run.Succeeded, scan.Run.Message);
        Assert.True(scan.Drifted);
        Assert.Equal(["aws_a.gone", "aws_b.x[\"[redacted]\"]"], scan.Resources.Select(resource => resource.Address));
        Assert.Equal(["delete", "update"], scan.Resources.Select(resource => resource.Action));
        Assert.Equal(["list", "size", "tags.New", "tags.Owner"], scan.Resources[1].Attributes);
        Assert.Equal("tofu", scan.Run.Tool);
    }

    [Fact]
    public async Task Observing_changes_nothing_and_takes_no_lock()
    {
        await Answering(Drift).ScanAsync(Workspace, default);
        var plan = tool.Text("calls").Split('\n').Single(line => line.StartsWith("plan", StringComparison.Ordinal));
        Assert.Contains("-refresh-only", plan, StringComparison.Ordinal);
        Assert.Contains("-lock=false", plan, StringComparison.Ordinal);
        Assert.DoesNotContain("apply", tool.Text("calls"), StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(Path.Combine(tool.Workspace, ".agent"), "plan*"));
    }

    [Fact]
    public async Task Verifying_tells_drift_and_half_made_resources_and_hides_secret_outputs()
    {
        var verified = await Answering(Drift).VerifyAsync(Workspace, default);
        Assert.Contains("module.m.aws_t.t", verified.Degraded, StringComparison.Ordinal);
        Assert.Contains("aws_a.gone", verified.Degraded, StringComparison.Ordinal);
        Assert.Equal(["hidden", "o"], verified.Outputs.Keys.Order());
        Assert.Equal("v", verified.Outputs["o"].Value!.Value.GetString());
        Assert.Null(verified.Outputs["hidden"].Value);
        Assert.True(verified.Outputs["hidden"].Sensitive);
        Assert.Equal("state://web-1/outputs/hidden", verified.Outputs["hidden"].Reference);
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{\"resource_changes\": [{}]}")]
    [InlineData("{\"resource_drift\": [{\"change\": {\"actions\": 1}}]}")]
    public async Task An_answer_that_is_no_plan_is_a_failure_and_not_a_clean_bill(string show)
    {
        var scan = await Answering(show).ScanAsync(Workspace, default);
        Assert.False(scan.Run.Succeeded);
        Assert.NotNull(scan.Run.Message);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(11)]
    public async Task A_plan_that_fails_is_a_failure(int code)
    {
        var scan = await Answering(Drift, code).ScanAsync(Workspace, default);
        Assert.Equal(code, scan.Run.ExitCode);
        Assert.False(scan.Run.Succeeded);
    }

    [Fact]
    public async Task A_program_that_is_not_terraform_is_refused_by_its_answer()
    {
        var runtime = new TerraformRuntime(Options.Create(new ToolOptions { Terraform = tool.Script("echo Ansible 2.0") }), new TestBox());
        var plan = await runtime.PlanAsync(Workspace, PlanMode.Apply, default);
        Assert.True(plan.Run.Missing);
        Assert.Contains("Tools:Terraform", plan.Run.Message, StringComparison.Ordinal);
    }
}
