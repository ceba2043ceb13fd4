using InfraAgent.Api.Deployments;

namespace InfraAgent.Api.Status;

/// <summary>A run that has ended, or that waits for a person, and the revision it was about. To be read only.</summary>
public sealed record EndedRun(RunRow Run, RevisionRow? Revision);
