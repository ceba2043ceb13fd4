using System.Text.Json;

namespace InfraAgent.Runtimes.Terraform;

/// <summary>
/// Which resources take attributes of which others, as the plan's <c>configuration</c> says: through variables into modules and through outputs
/// out of them. Addresses are those of the configuration, without instance keys (<c>module.logs.aws_s3_bucket.this</c>). The plan does not tell
/// what locals are made of, so a reference by way of one is not seen.
/// </summary>
sealed class PlanReferences
{
    // A reference goes around through variables and outputs of modules; a real one is never this long.
    const int MaxHops = 64;

    readonly PlanConfiguration configuration;
    readonly Dictionary<string, SortedSet<string>> found = new(StringComparer.Ordinal);
    // Each variable and output is followed once, however often it is used.
    readonly Dictionary<string, SortedSet<string>> followed = new(StringComparer.Ordinal);

    public PlanReferences(PlanConfiguration configuration)
    {
        this.configuration = configuration;
        foreach (var (address, (module, code)) in configuration.Resources)
        {
            var references = new SortedSet<string>(StringComparer.Ordinal);
            foreach (var name in new[] { "expressions", "for_each_expression", "count_expression" })
                if (code.TryGetProperty(name, out var expression)) Collect(module, expression, references, 0);
            references.Remove(address);
            found[address] = references;
        }
    }

    /// <summary>Of a resource's address, with or without instance keys; in ordinal order.</summary>
    public IEnumerable<string> Of(string address) => found.GetValueOrDefault(PlanConfiguration.WithoutKeys(address)) ?? Enumerable.Empty<string>();

    void Collect(PlanModule module, JsonElement expression, SortedSet<string> into, int hops)
    {
        switch (expression.ValueKind)
        {
            case JsonValueKind.Array:
                foreach (var item in expression.EnumerateArray()) Collect(module, item, into, hops);
                break;
            case JsonValueKind.Object:
                foreach (var member in expression.EnumerateObject())
                {
                    if (member.Name == "references" && member.Value.ValueKind == JsonValueKind.Array)
                        foreach (var reference in member.Value.EnumerateArray()) Follow(module, PlanConfiguration.WithoutKeys(reference.GetString() ?? "").Split('.'), into, hops);
                    else if (member.Name != "constant_value")
                        Collect(module, member.Value, into, hops);
                }
                break;
        }
    }

    void Follow(PlanModule module, string[] reference, SortedSet<string> into, int hops)
    {
        switch (reference)
        {
            case ["var", var name, ..] when module.Parent is { } parent && PlanJson.Member(PlanJson.Member(module.Call, "expressions"), name) is { } given:
                into.UnionWith(Behind(parent, given, $"{module.Path}var.{name}", hops));
                break;
            case ["module", var name, var output, ..] when configuration.Called(module, name) is { } inner && PlanJson.Member(PlanJson.Member(inner.Code, "outputs"), output) is { } made:
                into.UnionWith(Behind(inner, made, $"{inner.Path}output.{output}", hops));
                break;
            case ["var" or "local" or "module" or "each" or "count" or "self" or "path" or "terraform" or "ephemeral", ..]:
                break;
            case ["data", var type, var name, ..]:
                into.Add($"{module.Path}data.{type}.{name}");
                break;
            case [var type, var name, ..]:
                into.Add($"{module.Path}{type}.{name}");
                break;
        }
    }

    SortedSet<string> Behind(PlanModule module, JsonElement expression, string key, int hops)
    {
        if (followed.TryGetValue(key, out var known)) return known;
        // Also while it is followed: what leads back to itself adds nothing.
        followed[key] = known = new SortedSet<string>(StringComparer.Ordinal);
        if (hops < MaxHops) Collect(module, expression, known, hops + 1);
        return known;
    }
}
