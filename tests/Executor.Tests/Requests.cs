using InfraAgent.Contracts;

namespace InfraAgent.Executor.Tests;

/// <summary>Commands as the saga sends them.</summary>
static class Requests
{
    public static Target Target(string environment = "dev", string deploymentId = "d1") => new()
    {
        Environment = environment,
        Runtime = "terraform",
        Cloud = "local",
        Revision = 1,
        Bundle = new BundleRef { Path = $"{deploymentId}/r1", Uri = "file:///bundle", Digest = "sha256:bundle", CodeDigest = "sha256:code", Files = [] },
    };

    public static PlanDeployment Plan(string deploymentId, Guid? run = null, string environment = "dev", int attempt = 1) => new()
    {
        DeploymentId = deploymentId, RunId = run ?? Guid.CreateVersion7(), Attempt = attempt, Target = Target(environment, deploymentId),
    };

    public static ApplyPlan Apply(string deploymentId, Guid? run = null, string environment = "dev", int attempt = 1) => new()
    {
        DeploymentId = deploymentId, RunId = run ?? Guid.CreateVersion7(), Attempt = attempt, Target = Target(environment, deploymentId), PlanDigest = "sha256:plan",
    };

    public static VerifyDeployment Verify(string deploymentId, Guid run) => new() { DeploymentId = deploymentId, RunId = run, Target = Target(deploymentId: deploymentId) };

    public static ScanDrift Scan(string deploymentId, Guid? run = null) => new() { DeploymentId = deploymentId, RunId = run ?? Guid.CreateVersion7(), Target = Target(deploymentId: deploymentId) };

    public static CancelRun Cancel(string deploymentId, Guid run) => new() { DeploymentId = deploymentId, RunId = run };
}
