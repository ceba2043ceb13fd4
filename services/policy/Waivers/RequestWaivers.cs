using InfraAgent.Contracts;

namespace InfraAgent.Policy.Waivers;

/// <summary>The waivers that a request brings, and whose it is.</summary>
/// <param name="DeploymentId">Null for what nobody deploys.</param>
/// <param name="Requester">Who asks for the run.</param>
public sealed record RequestWaivers(string? DeploymentId, IReadOnlyList<GivenWaiver> Given, Actor? Requester);
