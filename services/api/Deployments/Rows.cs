namespace InfraAgent.Api.Deployments;

/// <summary>One revision of a deployment: what was asked for, and the bundle made of it.</summary>
public sealed class RevisionRow
{
    public required string DeploymentId { get; set; }
    public required int Number { get; set; }
    /// <summary>Digest of the request's content; equal content asks for the same revision.</summary>
    public required string ContentDigest { get; set; }
    /// <summary>The <c>GenerateRequest</c> as JSON; <c>{}</c> once the generator has refused it.</summary>
    public required string Request { get; set; }
    public required string Environment { get; set; }
    public required string Runtime { get; set; }
    public required string Cloud { get; set; }
    public string? PolicyProfile { get; set; }
    /// <summary><c>OrganisationStandards</c> as JSON; null: the environment said nothing of names and providers.</summary>
    public string? Standards { get; set; }
    /// <summary><c>BundleRef</c> as JSON, once generated.</summary>
    public string? Bundle { get; set; }
    /// <summary>It passed its checks and can be deployed.</summary>
    public bool Usable { get; set; }
    public required long CreatedAt { get; set; }
    /// <summary>Last time a deployment of this revision was verified healthy: only such a revision is rolled back to.</summary>
    public long? HealthyAt { get; set; }
}

/// <summary>One run, for <c>/runs</c> and for callers that wait for its outcome.</summary>
public sealed class RunRow
{
    public required Guid RunId { get; set; }
    public required string DeploymentId { get; set; }
    public required string Kind { get; set; }
    public int? Revision { get; set; }
    public required string Actor { get; set; }
    public required long StartedAt { get; set; }
    public long? FinishedAt { get; set; }
    /// <summary>See <c>RunOutcome</c>; null while it is live.</summary>
    public string? Outcome { get; set; }
    /// <summary>The status word the run ended with.</summary>
    public string? Status { get; set; }
    /// <summary><c>Failure</c> as JSON.</summary>
    public string? Failure { get; set; }
    /// <summary>Findings as JSON: why a run was rejected, and what else was seen.</summary>
    public string? Findings { get; set; }
    public string? Checks { get; set; }
    public string? PlanDigest { get; set; }
}

/// <summary>The first answer to an idempotency key, kept for 24 hours.</summary>
public sealed class RememberedAnswer
{
    public required string DeploymentId { get; set; }
    public required string Key { get; set; }
    public required string Command { get; set; }
    public required string ContentDigest { get; set; }
    public Guid? RunId { get; set; }
    /// <summary><c>Answer</c> as JSON.</summary>
    public required string Answer { get; set; }
    public required long ExpiresAt { get; set; }
}
