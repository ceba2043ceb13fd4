using System.Globalization;
using System.Text;

namespace InfraAgent.Generator.Tests;

/// <summary>Writes <c>docs/catalog.md</c>: what the catalog's files say, for those who read before they ask.</summary>
static class CatalogPage
{
    public static string Write(ModuleCatalog catalog)
    {
        var page = new StringBuilder();
        void Line(string text = "") => page.Append(CultureInfo.InvariantCulture, $"{text}\n");

        Line("# The catalog");
        Line();
        Line("Every module with its newest version's inputs and outputs, as `services/generator/Catalog` has them. A test holds this page against the catalog;");
        Line("`UPDATE_GOLDEN=1` writes it again. What the columns mean: [generator.md](generator.md).");
        foreach (var cloud in catalog.Clouds)
        {
            Line();
            Line($"## {cloud}");
            Line();
            Line("| module | versions | |");
            Line("|---|---|---|");
            foreach (var name in catalog.Modules(cloud))
                Line($"| [`{name}`](#{cloud}-{name}) | {string.Join(", ", catalog.Versions(cloud, name).Select(v => v.Text))} | {Markdown.Prose(catalog.Module(cloud, name)!.Description)} |");
            foreach (var name in catalog.Modules(cloud)) Module(cloud, catalog.Module(cloud, name)!, Line);
        }

        return page.ToString();
    }

    static void Module(string cloud, ModuleDefinition module, Action<string> line)
    {
        line("");
        line($"### {cloud}: {module.Name}");
        line("");
        line($"<a id=\"{cloud}-{module.Name}\"></a>Version {module.Version.Text}. {Markdown.Prose(module.Description)}");
        line("");
        line("| input | type | default | |");
        line("|---|---|---|---|");
        foreach (var input in module.Inputs.Values.Where(i => i.Settable))
            line($"| `{input.Name}` | `{input.Type.Word()}` | {Default(input)} | {Markdown.Prose(input.Description)}{Markdown.Prose(Limits(input))} |");
        foreach (var (condition, i) in module.Conditions.Select((c, i) => (c, i)))
        {
            if (i == 0) line("");
            line($"- {Markdown.Prose(condition.Message)} {Markdown.Prose(condition.Advice)}");
        }

        if (module.Connection is { } connection)
        {
            line("");
            line($"Services beside it have {string.Join(", ", connection.Variables.Keys.Concat(connection.Secrets.Keys).Order(StringComparer.Ordinal).Select(v => $"`{v}`"))}.");
        }

        if (module.CostDrivers.Count > 0)
        {
            line("");
            line($"What it costs depends on {string.Join("; ", module.CostDrivers.Select(d => $"`{d.Input}`: {Markdown.Prose(d.Why)}"))}.");
        }

        line("");
        line("| output | |");
        line("|---|---|");
        foreach (var output in module.Outputs) line($"| `{output.Name}` | {Markdown.Prose(output.Description)} |");
    }

    static string Default(InputDefinition input) => (input.From, input.Default) switch
    {
        ({ Kind: InputSourceKind.Module } from, null) => $"from `{from.Name}`",
        ({ Kind: InputSourceKind.Module } from, var value) => $"from `{from.Name}`, or {Show(value)}",
        ({ Kind: InputSourceKind.Observability } from, var value) => $"`observability.{from.Name}`" + (value is null ? "" : $", or {Show(value)}"),
        (_, null) => "required",
        (_, var value) => Show(value)
    };

    static string Show(HclValue value) => value switch
    {
        HclNull => "open",
        HclText text => Markdown.Code(text.Value),
        HclList list => Markdown.Code(HclWriter.Line(list.Items)),
        _ => Markdown.Code(HclWriter.Write(value))
    };

    static string Limits(InputDefinition input) =>
        input.Enum.Count > 0 ? $" One of {InputCheck.OneOf(input.Enum)}."
        : input.Minimum is null && input.Maximum is null ? ""
        : $" {char.ToUpperInvariant(InputCheck.Range(input)[0])}{InputCheck.Range(input)[1..]}.";
}
