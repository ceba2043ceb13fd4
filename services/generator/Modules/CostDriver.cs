namespace InfraAgent.Generator;

/// <summary>An input that the price of a module depends on, and how.</summary>
public sealed record CostDriver(string Input, string Why);
