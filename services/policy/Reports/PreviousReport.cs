using System.Text.Json;
using System.Text.Json.Nodes;

namespace InfraAgent.Policy.Reports;

/// <summary>A result of the report before, as far as the next one needs it.</summary>
sealed record PreviousResult(string RuleId, string Message);

/// <summary>What the report before had found: fingerprint → result.</summary>
sealed record PreviousReport(IReadOnlyDictionary<string, PreviousResult> Results)
{
    /// <summary>Null for what is no report of ours: a baseline is a help, and no reason to refuse.</summary>
    public static PreviousReport? Read(ReadOnlySpan<byte> sarif)
    {
        try
        {
            var results = new Dictionary<string, PreviousResult>(StringComparer.Ordinal);
            foreach (var result in JsonNode.Parse(sarif)!["runs"]![0]!["results"]!.AsArray())
            {
                if ((string?)result!["baselineState"] == "absent") continue;
                results[(string)result["partialFingerprints"]![SarifReport.Fingerprint]!] = new((string)result["ruleId"]!, (string)result["message"]!["text"]!);
            }

            return new(results);
        }
        catch (Exception ex) when (ex is JsonException or NullReferenceException or InvalidOperationException or ArgumentException)
        {
            return null;
        }
    }
}
