using System.Security.Cryptography;
using InfraAgent.Contracts;
using InfraAgent.Hosting;
using InfraAgent.Policy.Rules;

namespace InfraAgent.Policy.Reports;

/// <summary>Keeps judgements as SARIF beside the run that they belong to: <c>{deployment_id}/runs/{run_id}/{stage}-{attempt}.sarif</c>.</summary>
public sealed class ReportStore(IArtifactStore artifacts, PolicyCatalog catalog)
{
    const long MostPreviousBytes = 4 << 20;

    internal async Task<ArtifactRef> PutAsync(IRunMessage judged, string stage, IReadOnlyList<Check> checks, IReadOnlyList<Finding> findings, ArtifactRef? previous, CancellationToken cancel)
    {
        var report = SarifReport.Write(stage, judged.DeploymentId, checks, findings, catalog, await PreviousAsync(previous, cancel));
        var path = $"{judged.DeploymentId}/runs/{judged.RunId:D}/{stage}-{judged.Attempt}";
        try
        {
            return await artifacts.PutAsync(path + ".sarif", report, cancel);
        }
        catch (ArtifactConflictException)
        {
            // Judged once more, after an outcome that nobody received, and other than then: a tool is there now, or a rule was changed.
            return await artifacts.PutAsync($"{path}-{Convert.ToHexStringLower(SHA256.HashData(report))[..12]}.sarif", report, cancel);
        }
    }

    async Task<PreviousReport?> PreviousAsync(ArtifactRef? previous, CancellationToken cancel)
    {
        if (previous is not { Size: <= MostPreviousBytes } || await artifacts.OpenAsync(previous.Path, cancel) is not { } stream) return null;
        await using (stream)
        {
            var bytes = new byte[stream.Length];
            await stream.ReadExactlyAsync(bytes, cancel);
            return PreviousReport.Read(bytes);
        }
    }
}
