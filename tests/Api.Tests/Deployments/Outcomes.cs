using System.Text.Json;
using InfraAgent.Api.Deployments;
using InfraAgent.Contracts;

namespace InfraAgent.Api.Tests.Deployments;

/// <summary>What workers answer about the live run of a deployment.</summary>
static class Outcomes
{
    public const string PlanDigest = "sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";

    public static Guid Run(DeploymentState saga) => saga.RunId ?? Guid.Empty;

    public static BundleRef Bundle(DeploymentState saga) => new()
    {
        Path = $"{saga.DeploymentId}/r1", Uri = $"file:///{saga.DeploymentId}/r1", Digest = "sha256:b", CodeDigest = "sha256:c", Files = [File(saga, "main.tf")],
        Entrypoints = new Dictionary<string, string> { ["iac"] = $"{saga.DeploymentId}/r1/main.tf" },
    };

    public static BundleGenerated Generated(DeploymentState saga) => new() { DeploymentId = saga.DeploymentId, RunId = Run(saga), Revision = 1, Bundle = Bundle(saga) };

    public static BundleRefused Refused(DeploymentState saga) => new() { DeploymentId = saga.DeploymentId, RunId = Run(saga), Findings = [new Finding { RuleId = "SPEC001", Message = "m" }] };

    public static BundleJudged Judged(DeploymentState saga, string verdict) => new()
    {
        DeploymentId = saga.DeploymentId, RunId = Run(saga), Verdict = verdict, Refused = verdict == Verdict.Fail, Checks = [new Check { Name = "validate", Status = "passed", Tool = "terraform" }],
        Findings = verdict == Verdict.Fail ? [new Finding { RuleId = "POL101", Message = "m" }] : [],
        Cost = Estimate(73),
    };

    public static PlanMade Planned(DeploymentState saga) => new()
    {
        DeploymentId = saga.DeploymentId, RunId = Run(saga), Attempt = Math.Max(1, saga.Attempt), PlanDigest = PlanDigest, HasChanges = true, Summary = new PlanSummary(1, 0, 0, 0),
        Changes = File(saga, "plan.json"), LogsRef = $"{saga.DeploymentId}/plan.log",
    };

    public static PlanJudged PlanJudged(DeploymentState saga, bool approval = false) => new()
    {
        DeploymentId = saga.DeploymentId, RunId = Run(saga), Attempt = Math.Max(1, saga.Attempt), PlanDigest = PlanDigest, Verdict = Verdict.Pass, Refused = false, ApprovalRequired = approval, Cost = Estimate(73) with { NowMonthlyUsd = 0, DifferenceUsd = 73, DifferenceComplete = true },
    };

    static CostEstimate Estimate(decimal usd) => new()
    {
        MonthlyUsd = usd, Complete = true,
        Resources =
        [
            new ResourceCost
            {
                Address = "aws_eks_cluster.this", Type = "aws_eks_cluster", MonthlyUsd = usd,
                Items = [new CostItem { What = "cluster", Quantity = 730, Unit = "hour", UsdPerUnit = 0.10m, MonthlyUsd = usd, Source = "https://aws.amazon.com/eks/pricing/", AsOf = new DateOnly(2025, 6, 1) }],
            },
        ],
    };

    public static PlanApplied Applied(DeploymentState saga) => new() { DeploymentId = saga.DeploymentId, RunId = Run(saga), Attempt = Math.Max(1, saga.Attempt), PlanDigest = PlanDigest };

    public static PlanOutdated Outdated(DeploymentState saga) => new()
    {
        DeploymentId = saga.DeploymentId, RunId = Run(saga), Attempt = Math.Max(1, saga.Attempt), PlanDigest = PlanDigest, Reason = "the world moved",
    };

    public static DeploymentVerified Verified(DeploymentState saga, string health = "healthy") => new()
    {
        DeploymentId = saga.DeploymentId, RunId = Run(saga), Attempt = Math.Max(1, saga.Attempt), Health = health,
        Outputs = new Dictionary<string, Output> { ["url"] = new() { Value = JsonSerializer.SerializeToElement("http://x") } },
    };

    public static StageFailed Failed(DeploymentState saga) => new()
    {
        DeploymentId = saga.DeploymentId, RunId = Run(saga), Attempt = Math.Max(1, saga.Attempt),
        Failure = new Failure { Stage = "apply", Message = "no", Tool = "terraform", ExitCode = 1, LogsRef = $"{saga.DeploymentId}/apply.log", Retryable = true },
    };

    public static RunCancelled Cancelled(DeploymentState saga) => new() { DeploymentId = saga.DeploymentId, RunId = Run(saga), Attempt = Math.Max(1, saga.Attempt) };

    public static RunProgressed Progressed(DeploymentState saga) => new() { DeploymentId = saga.DeploymentId, RunId = Run(saga), Attempt = Math.Max(1, saga.Attempt), Phase = "applying", Done = 1, Total = 2 };

    public static DriftScanned Scanned(string id, Guid scan, bool drifted) => new()
    {
        DeploymentId = id, RunId = scan, Drifted = drifted, Resources = drifted ? [new DriftedResource("a.b", "a", "update", ["x"])] : [],
    };

    public static Target Target(DeploymentState saga) => new() { Environment = "dev", Runtime = "terraform", Cloud = "local", Revision = 1, Bundle = Bundle(saga) };

    static ArtifactRef File(DeploymentState saga, string name) => new($"{saga.DeploymentId}/r1/{name}", $"file:///{saga.DeploymentId}/r1/{name}", "sha256:f", 1);
}
