using InfraAgent.SimulatedProvider.Values;

namespace InfraAgent.SimulatedProvider.World;

/// <summary>Finds the rule for a call. The file is read anew each time, so that rules can change while Terraform runs.</summary>
public sealed class FaultRules(WorldFolder world)
{
    /// <summary>The first rule that hits this call; null for none.</summary>
    public Fault? For(string op, string type, object? value)
    {
        foreach (var (i, rule) in FaultFile.Read(world.Root).Rules.Index())
        {
            if (!Covers(rule.Op, op) || !Covers(rule.Type, type) || !rule.Match.All(m => Covers(m.Value, At(value, m.Key)))) continue;
            if (rule is { Skip: 0, Times: null }) return rule;
            var met = world.Next($"fault {rule.Id ?? (i + 1).ToString()}");
            if (met > rule.Skip && (rule.Times is not { } times || met <= (long)rule.Skip + times)) return rule;
        }
        return null;
    }

    static bool Covers(string pattern, string? text) =>
        text is not null && (pattern.EndsWith('*') ? text.StartsWith(pattern[..^1], StringComparison.Ordinal) : text == pattern);

    static string? At(object? value, string path)
    {
        foreach (var step in path.Split('.'))
            value = Cty.AsList(value) is { } list
                ? int.TryParse(step, out var index) ? list.ElementAtOrDefault(index) : null
                : Cty.Get(value, step);
        return Cty.Scalar(value);
    }
}
