using System.Text.Json;
using InfraAgent.Policy.Rego;
using InfraAgent.Runtimes.Costs;

namespace InfraAgent.Policy.Cost;

/// <summary>Has masked plans priced by infracost, where it is configured.</summary>
public sealed class InfracostPricing(InfracostTool tool, PolicyOptions options)
{
    /// <param name="changes">Masked, as the executor has them.</param>
    /// <param name="region">Of resources that do not tell theirs; null when it is not known.</param>
    /// <param name="cancel">Throws.</param>
    /// <returns>Null where infracost is not configured.</returns>
    internal async Task<InfracostAnswer?> AskAsync(ReadOnlyMemory<byte> changes, string? region, CancellationToken cancel)
    {
        if (!tool.IsConfigured || options.InfracostKey is not { } key) return null;
        ReadOnlyMemory<byte> plan;
        try
        {
            plan = TerraformPlanInput.WithState(changes, region);
        }
        catch (JsonException ex)
        {
            return new() { Failure = $"the plan cannot be read: {ex.Message}" };
        }

        using var folder = new ScratchFolder(options.ScratchFolder, "infracost");
        return await tool.AskAsync(plan, key, folder.Path, options.AnalysisTimeout, cancel);
    }
}
