using InfraAgent.Contracts;
using InfraAgent.Runtimes;

namespace InfraAgent.Policy.Tests;

/// <summary>Checks that are the test's to decide.</summary>
sealed class FakeRuntime(Func<Workspace, CancellationToken, Task<IReadOnlyList<CheckResult>>> check) : IBundleChecks
{
    int runs;

    public int Runs => runs;

    public string Name { get; init; } = "terraform";

    public string? Version { get; set; } = "terraform 1.11.4";

    public static FakeRuntime Passing() => new((_, _) => Task.FromResult(Results("passed")));

    public static IReadOnlyList<CheckResult> Results(string status, params Finding[] findings) =>
        [new CheckResult(new Check { Name = "terraform_validate", Status = status, Tool = "terraform", Version = "1.11.4", Reason = status == "not_run" ? "Terraform is not installed." : null }, findings)];

    public Task<string?> VersionAsync(CancellationToken cancel) => Task.FromResult(Version);

    public Task<IReadOnlyList<CheckResult>> CheckAsync(Workspace workspace, CancellationToken cancel)
    {
        Interlocked.Increment(ref runs);
        return check(workspace, cancel);
    }
}
