using InfraAgent.SimulatedProvider;

namespace InfraAgent.TestBed.Terraform;

/// <summary>The real providers' schemas (<c>terraform providers schema -json</c>), which are not part of this project.</summary>
public static class RealSchemas
{
    /// <summary>Holds <c>NAME.json.gz</c> for each provider; null where <c>INFRA_AGENT_PROVIDER_SCHEMAS</c> names none.</summary>
    public static string? Folder { get; } = Environment.GetEnvironmentVariable("INFRA_AGENT_PROVIDER_SCHEMAS") is { Length: > 0 } folder
        ? new[] { Path.Combine(folder, "full"), folder }.FirstOrDefault(f => SimulatedPlugin.All.All(p => File.Exists(Path.Combine(f, p.Name + ".json.gz"))))
        : null;

    /// <summary>Why a test is skipped without them.</summary>
    public static string Missing { get; } =
        $"INFRA_AGENT_PROVIDER_SCHEMAS names no folder with {string.Join(", ", SimulatedPlugin.All.Select(p => p.Name + ".json.gz"))}, or with these in full/ (terraform providers schema -json)";
}
