using System.Text.Json;
using InfraAgent.Runtimes.Terraform;
using Microsoft.Extensions.Options;

namespace InfraAgent.Runtimes.Tests;

public sealed class TerraformRuntimeTests : IDisposable
{
    readonly TerraformBed bed = new();

    public void Dispose() => bed.Dispose();

    string Main(string more = "") => bed.LocalBackend + """
        variable "name" {
          type = string
        }
        resource "terraform_data" "a" {
          input = var.name
        }
        output "name" {
          value = terraform_data.a.output
        }

        """ + more;

    [Fact]
    public async Task A_deployment_is_planned_applied_verified_and_destroyed()
    {
        var plan = await bed.Runtime.PlanAsync(await bed.WorkspaceAsync(Main(), """{"name": "web"}"""), PlanMode.Apply, default);
        Assert.True(plan.Run.Succeeded, plan.Run.Message);
        Assert.True(plan.HasChanges);
        Assert.Equal(new(1, 0, 0, 0), plan.Summary);
        Assert.StartsWith("sha256:", plan.Digest, StringComparison.Ordinal);

        var workspace = await bed.WorkspaceAsync(Main(), """{"name": "web"}""");
        var started = 0;
        var apply = await bed.Runtime.ApplyAsync(workspace, PlanMode.Apply, plan.Digest!, () => { started++; return Task.CompletedTask; }, default);
        Assert.True(apply.Run.Succeeded, apply.Run.Message);
        Assert.True(apply.Started);
        Assert.Equal(1, started);
        Assert.Equal((1, 1), bed.Progress[^1]);

        var verified = await bed.Runtime.VerifyAsync(workspace, default);
        Assert.True(verified.Run.Succeeded, verified.Run.Message);
        Assert.Null(verified.Degraded);
        Assert.Equal("web", verified.Outputs["name"].Value!.Value.GetString());

        var scan = await bed.Runtime.ScanAsync(workspace, default);
        Assert.True(scan.Run.Succeeded, scan.Run.Message);
        Assert.False(scan.Drifted);

        var again = await bed.Runtime.PlanAsync(workspace, PlanMode.Apply, default);
        Assert.False(again.HasChanges);
        Assert.NotEqual(plan.Digest, again.Digest);

        var destroy = await bed.PlanAndApplyAsync(workspace, PlanMode.Destroy);
        Assert.True(destroy.Run.Succeeded, destroy.Run.Message);
        using var state = JsonDocument.Parse(await File.ReadAllTextAsync(bed.StateFile));
        Assert.Equal(0, state.RootElement.GetProperty("resources").GetArrayLength());
    }

    [Fact]
    public async Task A_missing_binary_is_told_with_how_to_get_it()
    {
        var runtime = new TerraformRuntime(Options.Create(new ToolOptions { Terraform = "terraform-that-is-not-there" }), bed.Box);
        var workspace = await bed.WorkspaceAsync(Main());

        var plan = await runtime.PlanAsync(workspace, PlanMode.Apply, default);
        Assert.True(plan.Run.Missing);
        Assert.Contains("Tools:Terraform", plan.Run.Message, StringComparison.Ordinal);

        var checks = await runtime.CheckAsync(workspace, default);
        Assert.Equal(3, checks.Count);
        Assert.All(checks, check => Assert.Equal("not_run", check.Check.Status));
        Assert.All(checks, check => Assert.NotNull(check.Check.Reason));
    }

    [Fact]
    public async Task An_environment_without_values_is_refused_by_name()
    {
        var workspace = await bed.WorkspaceAsync(Main(), """{"name": "web"}""") with { Environment = "prod" };
        var plan = await bed.Runtime.PlanAsync(workspace, PlanMode.Apply, default);
        Assert.False(plan.Run.Succeeded);
        Assert.Contains("env/prod.tfvars.json", plan.Run.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_failing_plan_says_what_and_where()
    {
        var workspace = await bed.WorkspaceAsync(Main("""
            resource "terraform_data" "b" {
              input = file("nowhere.txt")
            }
            """), """{"name": "web"}""");
        var plan = await bed.Runtime.PlanAsync(workspace, PlanMode.Apply, default);
        Assert.Equal(1, plan.Run.ExitCode);
        Assert.Contains("nowhere.txt", plan.Run.Message, StringComparison.Ordinal);
        Assert.Contains("main.tf line ", plan.Run.Message, StringComparison.Ordinal);
        Assert.Null(plan.Digest);
    }

    [Fact]
    public async Task Checks_name_file_line_and_rule()
    {
        var good = await bed.Runtime.CheckAsync(await bed.WorkspaceAsync(Main()), default);
        Assert.All(good, check => Assert.Equal("passed", check.Check.Status));
        Assert.All(good, check => Assert.Equal("terraform", check.Check.Tool));
        Assert.All(good, check => Assert.Matches(@"^\d+\.\d+\.\d+", check.Check.Version));

        var badly = await bed.Runtime.CheckAsync(await bed.WorkspaceAsync("resource \"terraform_data\" \"x\" {\n      inputt = 1\n}\n"), default);
        var format = Assert.Single(badly[0].Findings);
        Assert.Equal(("STATIC001", "main.tf"), (format.RuleId, format.File));
        Assert.Equal("failed", badly[0].Check.Status);
        Assert.Equal("passed", badly[1].Check.Status);
        var invalid = Assert.Single(badly[2].Findings);
        Assert.Equal(("STATIC003", "main.tf", 2), (invalid.RuleId, invalid.File, invalid.Line!.Value));
        Assert.Equal("failed", badly[2].Check.Status);

        var broken = await bed.Runtime.CheckAsync(await bed.WorkspaceAsync("resource \"x\" {\n"), default);
        Assert.All(broken, check => Assert.Equal("failed", check.Check.Status));
        Assert.All(broken, check => Assert.Equal("main.tf", check.Findings[0].File));
    }

    [Fact]
    public async Task Providers_that_cannot_be_had_leave_checks_not_run_and_blame_no_bundle()
    {
        var empty = bed.Path("mirror");
        Directory.CreateDirectory(empty);
        var runtime = new TerraformRuntime(Options.Create(new ToolOptions { ProviderMirror = empty }), bed.Box);
        var checks = await runtime.CheckAsync(await bed.WorkspaceAsync("resource \"random_id\" \"x\" {\n  byte_length = 4\n}\n"), default);
        Assert.Equal(["passed", "not_run", "not_run"], checks.Select(check => check.Check.Status));
        Assert.All(checks, check => Assert.Empty(check.Findings));
        Assert.Contains("random", checks[1].Check.Reason, StringComparison.Ordinal);
    }
}
