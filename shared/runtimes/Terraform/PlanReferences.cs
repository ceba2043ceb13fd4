using System.Text.Json;

namespace InfraAgent.Runtimes.Terraform;

/// <summary>
/// Which resources take attributes of which others, as the plan's <c>configuration</c> says: through variables into modules and through outputs
/// out of them. Addresses are those of the configuration, without instance keys (<c>module.logs.aws_s3_bucket.this</c>). The plan does not tell
/// what locals are made of, so a reference by way of one is not seen.
/// </summary>
sealed class PlanReferences
{
    // A reference can go around through a module's variables and outputs; a real one is never this long.
    const int MaxHops = 64;

    readonly Dictionary<string, JsonElement> modules = new(StringComparer.Ordinal);
    readonly Dictionary<string, SortedSet<string>> found = new(StringComparer.Ordinal);

    public PlanReferences(JsonElement plan)
    {
        if (!plan.TryGetProperty("configuration", out var configuration) || !configuration.TryGetProperty("root_module", out var root)) return;
        Register("", root);
        foreach (var (path, module) in modules)
        {
            foreach (var resource in PlanJson.Items(module, "resources"))
            {
                if (PlanJson.Text(resource, "address") is not { } address) continue;
                var references = new SortedSet<string>(StringComparer.Ordinal);
                foreach (var name in new[] { "expressions", "for_each_expression", "count_expression" })
                    if (resource.TryGetProperty(name, out var expression)) Collect(path, expression, references, 0);
                references.Remove(path + address);
                found[path + address] = references;
            }
        }
    }

    /// <summary>Of a resource's address, with or without instance keys; in ordinal order.</summary>
    public IEnumerable<string> Of(string address) => found.GetValueOrDefault(WithoutKeys(address)) ?? Enumerable.Empty<string>();

    /// <summary><c>module.a["x"].aws_b.c[0]</c> is made by <c>module.a.aws_b.c</c>.</summary>
    public static string WithoutKeys(string address)
    {
        if (!address.Contains('[', StringComparison.Ordinal)) return address;
        var text = new System.Text.StringBuilder(address.Length);
        var quoted = false;
        var within = false;
        for (var i = 0; i < address.Length; i++)
        {
            var c = address[i];
            if (quoted && c == '\\') i++;
            else if (c == '"' && within) quoted = !quoted;
            else if (c == '[' && !quoted) within = true;
            else if (c == ']' && !quoted) within = false;
            else if (!within) text.Append(c);
        }
        return text.ToString();
    }

    void Register(string path, JsonElement module)
    {
        modules[path] = module;
        foreach (var call in PlanJson.Members(module, "module_calls"))
            if (call.Value.TryGetProperty("module", out var inner)) Register($"{path}module.{call.Name}.", inner);
    }

    void Collect(string path, JsonElement expression, SortedSet<string> into, int hops)
    {
        switch (expression.ValueKind)
        {
            case JsonValueKind.Array:
                foreach (var item in expression.EnumerateArray()) Collect(path, item, into, hops);
                break;
            case JsonValueKind.Object:
                foreach (var member in expression.EnumerateObject())
                {
                    if (member.Name == "references" && member.Value.ValueKind == JsonValueKind.Array)
                        foreach (var reference in member.Value.EnumerateArray()) Follow(path, reference.GetString() ?? "", into, hops);
                    else if (member.Name != "constant_value")
                        Collect(path, member.Value, into, hops);
                }
                break;
        }
    }

    void Follow(string path, string reference, SortedSet<string> into, int hops)
    {
        if (hops > MaxHops) return;
        switch (WithoutKeys(reference).Split('.'))
        {
            case ["var", var name, ..] when Parent(path) is ({ } parent, { } call)
                && modules[parent].GetProperty("module_calls").GetProperty(call).TryGetProperty("expressions", out var given) && given.TryGetProperty(name, out var value):
                Collect(parent, value, into, hops + 1);
                break;
            case ["module", var name, var output, ..] when modules.TryGetValue($"{path}module.{name}.", out var inner)
                && inner.TryGetProperty("outputs", out var outputs) && outputs.TryGetProperty(output, out var made):
                Collect($"{path}module.{name}.", made, into, hops + 1);
                break;
            case ["var" or "local" or "module" or "each" or "count" or "self" or "path" or "terraform", ..]:
                break;
            case ["data", var type, var name, ..]:
                into.Add($"{path}data.{type}.{name}");
                break;
            case [var type, var name, ..]:
                into.Add($"{path}{type}.{name}");
                break;
        }
    }

    static (string? Parent, string? Call) Parent(string path)
    {
        if (path.Length == 0) return default;
        var parts = path.TrimEnd('.').Split('.');
        var parent = string.Join('.', parts[..^2]);
        return (parent.Length == 0 ? "" : parent + ".", parts[^1]);
    }
}
