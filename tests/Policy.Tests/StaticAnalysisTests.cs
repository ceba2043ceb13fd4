using InfraAgent.Contracts;
using InfraAgent.Runtimes;
using InfraAgent.Runtimes.Checks;
using InfraAgent.TestBed;
using Microsoft.Extensions.Options;

namespace InfraAgent.Policy.Tests;

public sealed class StaticAnalysisTests
{
    [Fact]
    public async Task Fifty_equal_bundles_at_once_run_the_tool_once()
    {
        var begun = new TaskCompletionSource();
        var go = new TaskCompletionSource();
        var runtime = new FakeRuntime(async (_, _) =>
        {
            begun.TrySetResult();
            await go.Task;
            return FakeRuntime.Results("passed");
        });
        await using var bench = new Bench(runtime);
        var commands = new List<JudgeBundle>();
        for (var i = 0; i < 50; i++) commands.Add(await bench.SeedCommandAsync(id: $"d-{i}"));

        var judging = commands.Select(c => Task.Run(() => bench.JudgeAsync(c))).ToList();
        await begun.Task;
        go.SetResult();
        var judged = await Task.WhenAll(judging);

        Assert.Equal(1, runtime.Runs);
        Assert.All(judged, j => Assert.Equal(Verdict.Pass, j.Verdict));
        Assert.Equal(50, judged.Select(j => j.DeploymentId).Distinct().Count());
    }

    [Fact]
    public async Task A_verdict_is_remembered_by_code_and_tool_version()
    {
        await using var bench = new Bench();

        await bench.JudgeAsync(await bench.SeedCommandAsync(id: "a"));
        await bench.JudgeAsync(await bench.SeedCommandAsync(id: "b", environment: "dev"));
        Assert.Equal(1, bench.Runtime.Runs);

        await bench.JudgeAsync(await bench.SeedCommandAsync(code: "sha256:other"));
        Assert.Equal(2, bench.Runtime.Runs);

        bench.Runtime.Version = "terraform 1.12.0";
        await bench.JudgeAsync(await bench.SeedCommandAsync());
        Assert.Equal(3, bench.Runtime.Runs);
    }

    [Fact]
    public async Task Failures_of_the_code_are_remembered_too()
    {
        await using var bench = new Bench(new FakeRuntime((_, _) => Task.FromResult(FakeRuntime.Results("failed", new Finding { RuleId = "STATIC003", Message = "m" }))));

        await bench.JudgeAsync(await bench.SeedCommandAsync());
        var again = await bench.JudgeAsync(await bench.SeedCommandAsync());

        Assert.Equal((1, Verdict.Fail), (bench.Runtime.Runs, again.Verdict));
    }

    [Fact]
    public async Task A_missing_tool_is_told_never_passed_and_never_remembered()
    {
        var installed = false;
        await using var bench = new Bench(new FakeRuntime((_, _) => Task.FromResult(FakeRuntime.Results(installed ? "passed" : "not_run"))));

        var missing = await bench.JudgeAsync(await bench.SeedCommandAsync());
        installed = true;
        var present = await bench.JudgeAsync(await bench.SeedCommandAsync());

        Assert.Equal(Verdict.Incomplete, missing.Verdict);
        Assert.Equal(("not_run", "Terraform is not installed."), (missing.Checks[1].Status, missing.Checks[1].Reason));
        Assert.Equal(Verdict.Pass, present.Verdict);
    }

    [Fact]
    public async Task A_tool_that_is_an_addition_is_listed_when_it_is_missing_and_the_verdict_does_not_wait_for_it()
    {
        await using var bench = new Bench(added: new TflintCheck(Options.Create(new ToolOptions { Tflint = "/nonexistent/tflint" })));

        var judged = await bench.JudgeAsync(await bench.SeedCommandAsync());
        await bench.JudgeAsync(await bench.SeedCommandAsync(id: "another"));

        Assert.Equal((Verdict.Pass, 1), (judged.Verdict, bench.Runtime.Runs));
        Assert.Equal([("terraform_validate", "passed", null), ("tflint", "not_run", true)], judged.Checks.Skip(1).Select(c => (c.Name, c.Status, c.Optional)));
    }

    [Fact]
    public async Task What_an_added_tool_finds_is_in_the_report_and_once_it_is_there_it_must_answer()
    {
        using var folder = new TempFolder();
        var tflint = folder.Write("tflint", """
            #!/bin/sh
            echo "{\"issues\":[{\"rule\":{\"name\":\"r\",\"severity\":\"warning\"},\"message\":\"m in $PWD\",\"range\":{\"filename\":\"modules/vpc/main.tf\",\"start\":{\"line\":1,\"column\":1}}}],\"errors\":[]}"; exit 2
            """);
        File.SetUnixFileMode(tflint, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        await using var bench = new Bench(added: new TflintCheck(Options.Create(new ToolOptions { Tflint = tflint })));

        var found = await bench.JudgeAsync(await bench.SeedCommandAsync());
        File.WriteAllText(tflint, "#!/bin/sh\nexit 1\n");
        var broken = await bench.JudgeAsync(await bench.SeedCommandAsync());

        Assert.Equal((Verdict.Pass, false), (found.Verdict, found.Refused));
        Assert.Contains(found.Findings, f => (f.RuleId, f.Severity, f.Message, f.File, f.Line) == ("STATIC004", "warning", "m in . (r)", "modules/vpc/main.tf", 1));
        Assert.Equal((Verdict.Incomplete, false, "not_run"), (broken.Verdict, broken.Refused, broken.Checks[^1].Status));
    }

    [Fact]
    public async Task What_a_runtime_renders_is_what_an_added_tool_looks_at_and_its_errors_refuse_with_their_file()
    {
        using var folder = new TempFolder();
        var kubeconform = folder.Write("kubeconform", """
            #!/bin/sh
            [ "$1" = -v ] && exec echo v0.6.7
            for file; do :; done
            [ "$(cat "$file")" = "kind: Deployment" ] || exit 3
            echo '{"resources":[{"filename":"x","kind":"Deployment","name":"web","version":"apps/v1","status":"statusInvalid","msg":"no"}],"summary":{"valid":0,"invalid":1,"errors":0,"skipped":0}}'; exit 1
            """);
        File.SetUnixFileMode(kubeconform, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        var runtime = new FakeRuntime((_, _) => Task.FromResult<IReadOnlyList<CheckResult>>([FakeRuntime.Results("passed")[0] with { Rendered = "kind: Deployment" }])) { Name = "kubernetes" };
        await using var bench = new Bench(runtime, added: new KubeconformCheck(Options.Create(new ToolOptions { Kubeconform = kubeconform, KubeconformSchemas = folder.Path })));
        var bundle = await bench.BundleAsync("d", "sha256:code", new() { ["base/web-deployment.yaml"] = "apiVersion: apps/v1\nkind: Deployment\n" });

        var judged = await bench.JudgeAsync(await bench.SeedCommandAsync() with { Runtime = "kubernetes", PolicyProfile = null, Bundle = bundle });

        Assert.Equal((Verdict.Fail, true), (judged.Verdict, judged.Refused));
        Assert.Contains(judged.Findings, f => (f.RuleId, f.Severity, f.Resource, f.File, f.Line) == ("STATIC041", "error", "Deployment/web", "base/web-deployment.yaml", 2));
    }

    [Fact]
    public async Task A_tool_that_does_not_end_is_stopped_and_asked_again_next_time()
    {
        var hang = true;
        var stopped = new TaskCompletionSource();
        await using var bench = new Bench(
            new FakeRuntime(async (_, cancel) =>
            {
                if (!hang) return FakeRuntime.Results("passed");
                await using var registration = cancel.Register(() => stopped.SetResult());
                await Task.Delay(Timeout.Infinite, cancel);
                return [];
            }),
            o => o with { AnalysisTimeout = TimeSpan.FromMilliseconds(50) });

        var late = await bench.JudgeAsync(await bench.SeedCommandAsync());
        await stopped.Task;
        hang = false;
        var next = await bench.JudgeAsync(await bench.SeedCommandAsync());

        Assert.Equal((Verdict.Incomplete, "not_run"), (late.Verdict, late.Checks[1].Status));
        Assert.Contains("did not end", late.Checks[1].Reason, StringComparison.Ordinal);
        Assert.Equal(Verdict.Pass, next.Verdict);
        Assert.Empty(Directory.EnumerateFileSystemEntries(bench.Scratch));
    }

    [Fact]
    public async Task A_driver_that_breaks_is_a_fault_and_not_remembered()
    {
        var broken = true;
        await using var bench = new Bench(new FakeRuntime((_, _) => broken ? throw new IOException("disk full") : Task.FromResult(FakeRuntime.Results("passed"))));

        await Assert.ThrowsAsync<IOException>(async () => await bench.JudgeAsync(await bench.SeedCommandAsync()));
        broken = false;

        Assert.Equal(Verdict.Pass, (await bench.JudgeAsync(await bench.SeedCommandAsync())).Verdict);
        Assert.Empty(Directory.EnumerateFileSystemEntries(bench.Scratch));
    }

    [Fact]
    public async Task One_caller_that_gives_up_takes_nothing_from_the_others()
    {
        var begun = new TaskCompletionSource();
        var go = new TaskCompletionSource();
        using var analysis = new Analysis.StaticAnalysis(
            [new FakeRuntime(async (_, _) => { begun.TrySetResult(); await go.Task; return FakeRuntime.Results("passed"); })],
            [], new MemoryArtifacts(), new PolicyOptions(), TimeProvider.System);
        await using var bench = new Bench();
        var command = await bench.SeedCommandAsync() with { Bundle = await bench.BundleAsync("x", "c", []) };
        using var impatient = new CancellationTokenSource();

        var first = analysis.AnalyseAsync(command, impatient.Token);
        await begun.Task;
        var second = analysis.AnalyseAsync(command, default);
        await impatient.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        go.SetResult();

        Assert.Equal("passed", Assert.Single(await second).Check.Status);
    }

    [Fact]
    public async Task Only_the_latest_used_verdicts_are_kept()
    {
        await using var bench = new Bench(options: o => o with { CachedVerdicts = 2 });
        async Task Judge(string code) => await bench.JudgeAsync(await bench.SeedCommandAsync(code: code));

        await Judge("a");
        await Judge("b");
        await Judge("a");
        await Judge("c"); // b goes
        Assert.Equal(3, bench.Runtime.Runs);

        await Judge("a");
        await Judge("c");
        Assert.Equal(3, bench.Runtime.Runs);

        await Judge("b");
        Assert.Equal(4, bench.Runtime.Runs);
    }

    [Fact]
    public async Task A_verdict_that_is_too_old_is_made_anew()
    {
        await using var bench = new Bench(options: o => o with { CacheLifetime = TimeSpan.FromTicks(-1) });

        await bench.JudgeAsync(await bench.SeedCommandAsync());
        await bench.JudgeAsync(await bench.SeedCommandAsync());

        Assert.Equal(2, bench.Runtime.Runs);
    }

    [Fact]
    public async Task The_tool_sees_the_bundles_files_in_a_private_folder_that_is_gone_afterwards()
    {
        string? directory = null;
        string[] files = [];
        UnixFileMode mode = default;
        await using var bench = new Bench(new FakeRuntime((workspace, _) =>
        {
            directory = workspace.Directory;
            files = [.. Directory.EnumerateFiles(directory, "*", SearchOption.AllDirectories).Select(f => Path.GetRelativePath(directory, f)).Order(StringComparer.Ordinal)];
            if (!OperatingSystem.IsWindows()) mode = File.GetUnixFileMode(directory);
            return Task.FromResult(FakeRuntime.Results("failed", new Finding { RuleId = "STATIC003", Message = $"Error in {directory}/main.tf", File = $"{directory}/main.tf" }));
        }));

        var judged = await bench.JudgeAsync(await bench.SeedCommandAsync());

        Assert.Equal(["env/staging.tfvars.json", "main.tf", "modules/vpc/main.tf"], files);
        if (!OperatingSystem.IsWindows()) Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, mode);
        Assert.False(Directory.Exists(directory));
        var finding = Assert.Single(judged.Findings, f => f.RuleId == "STATIC003");
        Assert.Equal(("Error in main.tf", "main.tf"), (finding.Message, finding.File));
    }

    [Theory]
    [InlineData("../outside.tf")]
    [InlineData("a/../../outside.tf")]
    [InlineData("/etc/cron.d/x")]
    [InlineData("a//b.tf")]
    [InlineData(".terraform/plugins/x")]
    [InlineData("a\\b.tf")]
    [InlineData(".terraformrc")]
    [InlineData("terraform.tfstate")]
    public async Task A_path_that_leaves_the_folder_is_a_fault(string path)
    {
        await using var bench = new Bench();
        var command = await bench.SeedCommandAsync();
        command = command with { Bundle = await bench.BundleAsync("d", "c", new() { [path] = "x" }) };

        await Assert.ThrowsAsync<InvalidDataException>(() => bench.JudgeAsync(command));
        Assert.Equal(0, bench.Runtime.Runs);
        Assert.Empty(Directory.EnumerateFileSystemEntries(bench.Scratch));
    }

    [Fact]
    public async Task A_runtime_without_a_driver_is_told_and_never_passed()
    {
        await using var bench = new Bench();

        var judged = await bench.JudgeAsync(await bench.SeedCommandAsync() with { Runtime = "pulumi" });

        Assert.Equal(Verdict.Incomplete, judged.Verdict);
        Assert.Contains("known: terraform", judged.Checks[1].Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_driver_that_makes_no_check_has_not_passed()
    {
        await using var bench = new Bench(new FakeRuntime((_, _) => Task.FromResult<IReadOnlyList<CheckResult>>([])));

        Assert.Equal(Verdict.Incomplete, (await bench.JudgeAsync(await bench.SeedCommandAsync())).Verdict);
    }
}
