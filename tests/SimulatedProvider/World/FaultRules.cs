using System.Text.Json;
using InfraAgent.SimulatedProvider.Values;

namespace InfraAgent.SimulatedProvider.World;

/// <summary>The rules in <c>faults.json</c>, read anew for each call so that they can change while Terraform runs.</summary>
public sealed class FaultRules(WorldFolder world)
{
    static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        UnmappedMemberHandling = System.Text.Json.Serialization.JsonUnmappedMemberHandling.Disallow,
    };

    sealed record FaultFile(IReadOnlyList<Fault> Rules);

    /// <summary>The first rule that hits this call; null for none.</summary>
    /// <exception cref="FormatException">The file cannot be read as rules.</exception>
    public Fault? For(string op, string type, object? value)
    {
        var rules = Read();
        for (var i = 0; i < rules.Count; i++)
        {
            var rule = rules[i];
            if (!Covers(rule.Op, op) || !Covers(rule.Type, type) || !rule.Match.All(m => Covers(Wanted(m.Value), At(value, m.Key)))) continue;
            if (rule.Skip == 0 && rule.Times is null) return rule;
            var met = world.Next("fault " + (rule.Id ?? (i + 1).ToString()));
            if (met > rule.Skip && (rule.Times is not { } times || met <= (long)rule.Skip + times)) return rule;
        }
        return null;
    }

    IReadOnlyList<Fault> Read()
    {
        var path = Path.Combine(world.Root, "faults.json");
        try
        {
            return JsonSerializer.Deserialize<FaultFile>(File.ReadAllBytes(path), Json)?.Rules ?? [];
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return [];
        }
        catch (JsonException e)
        {
            throw new FormatException($"{path}: {e.Message}", e);
        }
    }

    static bool Covers(string pattern, string? text) =>
        text is not null && (pattern.EndsWith('*') ? text.StartsWith(pattern[..^1], StringComparison.Ordinal) : text == pattern);

    static string Wanted(JsonElement value) => value.ValueKind == JsonValueKind.String ? value.GetString()! : value.GetRawText();

    static string? At(object? value, string path)
    {
        foreach (var step in path.Split('.'))
            value = Cty.AsList(value) is { } list
                ? int.TryParse(step, out var index) ? list.ElementAtOrDefault(index) : null
                : Cty.Get(value, step);
        return Cty.Scalar(value);
    }
}
