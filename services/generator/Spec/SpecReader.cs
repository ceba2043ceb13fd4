using System.Text.Json;

namespace InfraAgent.Generator;

/// <summary>Reads <c>template_spec</c> against the catalog, and finds everything that is wrong with it.</summary>
sealed class SpecReader(ModuleCatalog catalog, FindingList findings)
{
    static readonly string[] Known = ["cloud", "modules", "observability", "tags"];

    /// <summary>Null when so much is wrong that the rest cannot be looked at.</summary>
    public BundleSpec? Read(SpecNode root)
    {
        if (SpecFields.Open(root, "template_spec", Known, "an object with 'cloud' and 'modules'", findings, "Inputs stand in their module; what differs between environments stands in 'parameters'.")
            is not { } fields) return null;

        var cloud = Cloud(fields);
        var modules = Modules(fields, cloud);
        if (cloud is null) return null;
        var observability = Observability(fields, cloud);
        var tags = Tags(fields, cloud);
        return modules is null ? null : new BundleSpec { Cloud = cloud, Modules = modules, Observability = observability, Tags = tags };
    }

    CloudDefinition? Cloud(SpecFields fields)
    {
        var place = fields.Node.PlaceOf("cloud");
        var known = string.Join(", ", catalog.Clouds);
        if (!fields.Has("cloud"))
        {
            findings.Add(SpecRules.Missing, place, "template_spec must name its 'cloud'.", $"Use one of: {known}.");
            return null;
        }

        if (fields.Text("cloud") is not { } name) return null;
        if (catalog.Cloud(name) is { } cloud) return cloud;
        if (catalog.Broken(name, "") is { } problem)
            findings.Add(SpecRules.BrokenCatalog, place, $"Cloud '{name}' cannot be used: its catalog is broken at {problem.File}:{problem.Line}.", "Have the catalog mended: the agent's log says what is wrong.");
        else
            findings.Add(SpecRules.UnknownCloud, place, $"Cloud {CarriableText.Show(name)} is not known; known: {known}.", Nearest.Advise(name, catalog.Clouds, $"Use one of: {known}."));
        return null;
    }

    IReadOnlyList<ModuleSpec>? Modules(SpecFields fields, CloudDefinition? cloud)
    {
        if (fields.Node["modules"] is { } list) return new ModuleListReader(catalog, cloud, findings).Read(list);
        findings.Add(SpecRules.Missing, fields.Node.PlaceOf("modules"), "template_spec must list its 'modules'.", "Name at least one: [{\"name\": …}].");
        return null;
    }

    Dictionary<string, string> Observability(SpecFields fields, CloudDefinition cloud)
    {
        var asked = new Dictionary<string, string>(StringComparer.Ordinal);
        if (fields.Node["observability"] is not { } node
            || SpecFields.Open(node, "observability", [.. cloud.Observability.Keys], "{\"logging\": …}", findings) is not { } kinds) return asked;

        foreach (var (kind, value) in node.Members)
        {
            if (!cloud.Observability.TryGetValue(kind, out var known) || kinds.Text(kind) is not { } word) continue;
            if (known.Contains(word)) asked.Add(kind, word);
            else
            {
                findings.Add(SpecRules.NotAllowed, value.Place, $"observability.{kind} must be one of {string.Join(", ", known)} for cloud '{cloud.Name}'; it is {CarriableText.Show(word)}.",
                    Nearest.Advise(word, known, $"Use one of: {string.Join(", ", known)}."));
            }
        }

        return asked;
    }

    SortedDictionary<string, string> Tags(SpecFields fields, CloudDefinition cloud)
    {
        var tags = new SortedDictionary<string, string>(StringComparer.Ordinal);
        if (fields.Node["tags"] is not { } node) return tags;
        if (node.Kind != JsonValueKind.Object)
        {
            findings.Add(SpecRules.WrongType, node.Place, $"tags must be an object whose values are strings; it is {node.Show()}.", "Write {\"team\": \"…\"}.");
            return tags;
        }

        foreach (var (name, value) in node.Members)
        {
            if (SpecFields.Text(value, $"tags.{name}", findings) is { } text) tags.Add(name, text);
        }

        TagCheck.Check(tags, [], cloud.Tags, node.PlaceOf, node.Place, findings);
        return tags;
    }
}
