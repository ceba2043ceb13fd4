using System.Text.Json;
using InfraAgent.Contracts;
using InfraAgent.Policy.Assertions;
using InfraAgent.Policy.Rules;

namespace InfraAgent.Policy.Cost;

/// <summary>What an estimate needs beside the resources.</summary>
/// <param name="Region">Of resources that do not tell theirs; null when it is not known.</param>
/// <param name="Usage">As <see cref="CostRequest.Usage"/>.</param>
sealed record CostQuestion(string? Region, IReadOnlyDictionary<string, IReadOnlyDictionary<string, decimal>> Usage)
{
    static readonly string[] RegionParameters = ["aws_region", "azure_location", "gcp_region"];

    public static CostQuestion Plain { get; } = new(null, new Dictionary<string, IReadOnlyDictionary<string, decimal>>());

    /// <param name="parameters">Of the bundle, by name; undefined where there are none.</param>
    public static CostQuestion Of(CostRequest? request, JsonElement parameters) => new(
        parameters.ValueKind != JsonValueKind.Object ? null
            : RegionParameters.Select(p => parameters.TryGetProperty(p, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null).FirstOrDefault(r => r is not null),
        request?.Usage ?? Plain.Usage);

    /// <summary>What the request says of a use that nothing is priced by: a mistake in writing would go unseen otherwise.</summary>
    public IEnumerable<Finding> Unknown(PriceTable prices)
    {
        foreach (var (key, uses) in Usage)
        {
            foreach (var name in uses.Keys.Where(n => !prices.UsageNames.Contains(n)))
            {
                var near = Nearest.Of(name, prices.UsageNames);
                yield return new Finding
                {
                    RuleId = PolicyRules.UnknownUsage, Severity = "warning", Pointer = $"/cost/usage/{Escaped(key)}/{Escaped(name)}",
                    Message = $"Nothing is priced by '{name}', so that what is said of it changes no estimate.",
                    Remediation = near is null ? "Use a name that estimates show in 'assumption'." : $"Did you mean '{near}'?",
                };
            }
        }
    }

    static string Escaped(string name) => name.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal);

    /// <summary>What the request says of a resource: for its address, then its module, then its type. Of patterns, the longest that fits.</summary>
    public decimal? Said(Subject subject, string name)
    {
        if (Usage.Count == 0) return null;
        var said = Usage.Where(u => u.Value.ContainsKey(name)).Select(u => (Rank: Rank(u.Key, subject), u.Key, Value: u.Value[name])).Where(u => u.Rank > 0).ToList();
        return said.Count == 0 ? null : said.OrderByDescending(u => u.Rank).ThenByDescending(u => u.Key.Length).ThenBy(u => u.Key, StringComparer.Ordinal).First().Value;
    }

    static int Rank(string key, Subject subject) =>
        key == subject.Address || key == subject.Declaration ? 4
        : key.Contains('*') && Wildcard.Matches(key, subject.Address) ? 3
        : ModuleOf(subject.Address) is { } module && key.Replace('-', '_') == module ? 2
        : key == subject.Type ? 1
        : 0;

    static string? ModuleOf(string address) =>
        address.StartsWith("module.", StringComparison.Ordinal) ? address["module.".Length..].Split('.', '[')[0].Replace('-', '_') : null;
}
