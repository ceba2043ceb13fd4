using System.Text.Json;

namespace InfraAgent.Generator;

/// <summary>Reads <c>template_spec</c> against the catalog, and finds everything that is wrong with it.</summary>
sealed class SpecReader(ModuleCatalog catalog, string runtime, FindingList findings)
{
    public static readonly IReadOnlyList<string> Known = ["cloud", "environments", "modules", "observability", "patches", "pulumi", "score", "services", "tags"];

    /// <summary>Null when so much is wrong that the rest cannot be looked at. Overrides and a Score file are already in it.</summary>
    public BundleSpec? Read(SpecNode root)
    {
        if (SpecFields.Open(root, "template_spec", Known, "an object with 'cloud' and 'modules'", findings, "Inputs stand in their module; what differs between environments stands in 'parameters'.")
            is not { } fields) return null;

        var cloud = Cloud(fields);
        var writes = cloud is null || cloud.Runtimes.Contains(runtime) ? runtime : cloud.Runtimes[0];
        var modules = Modules(fields, cloud, writes);
        var services = Services(fields, modules);
        if (cloud is null) return null;
        var observability = Observability(fields, cloud);
        var tags = Tags(fields, cloud);
        var patches = new PatchReader(findings).Read(root);
        var language = Language(fields);
        return modules is null || services is null ? null
            : new BundleSpec { Cloud = cloud, Runtime = writes, Modules = modules, Services = services, Patches = patches, PulumiLanguage = language, Observability = observability, Tags = tags };
    }

    // A specification serves every runtime: the others have no use for it.
    PulumiLanguage Language(SpecFields fields)
    {
        const string Example = "{\"language\": \"typescript\"}";
        if (fields.Node["pulumi"] is not { } node || SpecFields.Open(node, "pulumi", ["language"], Example, findings) is not { } pulumi || pulumi.Text("language") is not { } word) return PulumiLanguage.Yaml;
        if (!PulumiLanguages.Words.Contains(word))
        {
            findings.Add(SpecRules.NotAllowed, node.PlaceOf("language"), $"pulumi.language must be one of {string.Join(", ", PulumiLanguages.Words)}; it is {CarriableText.Show(word)}.",
                Nearest.Advise(word, PulumiLanguages.Words, $"Use one of: {string.Join(", ", PulumiLanguages.Words)}."));
        }

        return PulumiLanguages.Parse(word);
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

    IReadOnlyList<ModuleSpec>? Modules(SpecFields fields, CloudDefinition? cloud, string writes)
    {
        if (fields.Node["modules"] is { } list) return new ModuleListReader(catalog, cloud, writes, findings).Read(list, least: fields.Has("services") ? 0 : 1);
        if (fields.Node["services"] is { } services && (services.Kind != JsonValueKind.Array || services.Items.Count > 0)) return [];
        findings.Add(SpecRules.Missing, fields.Node.PlaceOf("modules"), "template_spec must list its 'modules', its 'services', or both.", "Name at least one: [{\"name\": …}].");
        return null;
    }

    IReadOnlyList<ServiceSpec>? Services(SpecFields fields, IReadOnlyList<ModuleSpec>? modules) =>
        fields.Node["services"] is { } list ? new ServiceListReader(findings).Read(list, modules ?? []) : [];

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
