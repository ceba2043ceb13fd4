using InfraAgent.Contracts;
using InfraAgent.Policy.Assertions;
using InfraAgent.Policy.Rules;

namespace InfraAgent.Policy.Cost;

/// <summary>What an estimate needs beside the resources.</summary>
/// <param name="Region">Of resources that do not tell theirs; null when it is not known.</param>
/// <param name="Usage">As <see cref="CostRequest.Usage"/>.</param>
sealed record CostQuestion(string? Region, IReadOnlyDictionary<string, IReadOnlyDictionary<string, decimal>> Usage)
{
    public static CostQuestion Plain { get; } = new(null, new Dictionary<string, IReadOnlyDictionary<string, decimal>>());

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
