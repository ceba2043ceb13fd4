using System.Globalization;
using System.Text;

namespace InfraAgent.Generator;

/// <summary>What goes in and what comes out, as tables of a bundle's <c>README.md</c>.</summary>
static class ReadmeTables
{
    const int Most = 200;

    /// <summary>Of bundles whose code is the same for all values of parameters.</summary>
    public const string Lead = "What `parameters` of a request can set without a change of the code's shape; `parameters/` has what this one did set.";

    /// <summary>Both, as bundles of workloads have them; nothing for what is empty.</summary>
    public static void Append(StringBuilder text, IEnumerable<SettableParameter> settable, IEnumerable<(string Name, string Description)> outputs)
    {
        foreach (var table in new[] { Inputs(settable, Lead), Outputs(outputs, "What services and modules of the specification can refer to, as `{\"ref\": …}`.") })
        {
            if (table.Length > 0) text.Append('\n').Append(table);
        }
    }

    /// <summary>Empty when nothing can be set.</summary>
    public static string Inputs(IEnumerable<SettableParameter> settable, string lead)
    {
        var rows = settable.Take(Most + 1).ToArray();
        if (rows.Length == 0) return "";
        var text = new StringBuilder($"## Inputs\n\n{lead}\n\n| parameter | type | without it | what it is |\n|---|---|---|---|\n");
        foreach (var row in rows.Take(Most))
        {
            var without = row.Without switch { null => "has to be given", "" => "", { } value => Markdown.Code(CarriableText.Show(value)[1..^1]) };
            text.Append(CultureInfo.InvariantCulture, $"| {Markdown.Code(row.Name)} | {Markdown.Code(row.Type)} | {without} | {Markdown.Prose(row.Description)} |\n");
        }

        if (rows.Length > Most) text.Append(CultureInfo.InvariantCulture, $"\nThese are the first {Most}; the others are called alike, after their instance or service.\n");
        return text.ToString();
    }

    /// <summary>Empty when there are none.</summary>
    public static string Outputs(IEnumerable<(string Name, string Description)> outputs, string lead)
    {
        var rows = outputs.Take(Most + 1).ToArray();
        if (rows.Length == 0) return "";
        var text = new StringBuilder($"## Outputs\n\n{lead}\n\n| output | what it is |\n|---|---|\n");
        foreach (var (name, description) in rows.Take(Most)) text.Append(CultureInfo.InvariantCulture, $"| {Markdown.Code(name)} | {Markdown.Prose(description)} |\n");
        if (rows.Length > Most) text.Append(CultureInfo.InvariantCulture, $"\nThese are the first {Most}; the others are called alike, after their instance or service.\n");
        return text.ToString();
    }
}
