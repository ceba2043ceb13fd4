using System.Globalization;
using System.Text.Json;
using InfraAgent.Contracts;

namespace InfraAgent.Generator;

/// <summary>Reads <c>template_spec</c> against the catalog, and finds everything that is wrong with it.</summary>
sealed class SpecReader(ModuleCatalog catalog, FindingList findings)
{
    const string Root = "/template_spec";
    const int MostModules = 100;
    static readonly string[] Fields = ["cloud", "modules", "observability", "tags"];

    /// <summary>Null when so much is wrong that the rest cannot be looked at.</summary>
    public BundleSpec? Read(JsonElement json)
    {
        if (json.ValueKind != JsonValueKind.Object)
        {
            findings.Add(SpecRules.WrongType, Root, $"template_spec must be an object; it is {CarriableText.Show(json)}.",
                "Give an object with 'cloud' and 'modules'.");
            return null;
        }

        var members = JsonMembers.Of(json, "template_spec", Root, findings);
        foreach (var (name, _) in members.Where(m => !Fields.Contains(m.Name)))
        {
            findings.Add(SpecRules.UnknownField, Pointer.Member(Root, name), $"template_spec has no field {CarriableText.Show(name)}; known: {string.Join(", ", Fields)}.",
                Nearest.Advise(name, Fields, "Inputs stand in their module; what differs between environments stands in 'parameters'."));
        }

        var given = members.ToDictionary(m => m.Name, m => m.Value);
        var cloud = Cloud(given);
        var modules = Modules(given, cloud);
        if (cloud is null) return null;
        var observability = Observability(given, cloud);
        var tags = given.TryGetValue("tags", out var tagMap) ? Tags(tagMap, cloud) : [];
        return modules is null ? null : new BundleSpec { Cloud = cloud, Modules = modules, Observability = observability, Tags = tags };
    }

    CloudDefinition? Cloud(Dictionary<string, JsonElement> given)
    {
        const string pointer = Root + "/cloud";
        var known = string.Join(", ", catalog.Clouds);
        if (!given.TryGetValue("cloud", out var json))
        {
            findings.Add(SpecRules.Missing, pointer, "template_spec must name its 'cloud'.", $"Use one of: {known}.");
            return null;
        }

        if (Word(json, "cloud", pointer) is not { } name) return null;
        if (catalog.Cloud(name) is { } cloud) return cloud;
        if (catalog.Broken(name, "") is { } problem)
            findings.Add(SpecRules.BrokenCatalog, pointer, $"Cloud '{name}' cannot be used: its catalog is broken at {problem.File}:{problem.Line}.", "Have the catalog mended: the agent's log says what is wrong.");
        else
            findings.Add(SpecRules.UnknownCloud, pointer, $"Cloud {CarriableText.Show(name)} is not known; known: {known}.", Nearest.Advise(name, catalog.Clouds, $"Use one of: {known}."));
        return null;
    }

    List<ModuleSpec>? Modules(Dictionary<string, JsonElement> given, CloudDefinition? cloud)
    {
        const string pointer = Root + "/modules";
        if (!given.TryGetValue("modules", out var json))
        {
            findings.Add(SpecRules.Missing, pointer, "template_spec must list its 'modules'.", "Name at least one: [{\"name\": …}].");
            return null;
        }

        if (json.ValueKind != JsonValueKind.Array)
        {
            findings.Add(SpecRules.WrongType, pointer, $"modules must be a list; it is {CarriableText.Show(json)}.", "Give a list of objects: [{\"name\": …}].");
            return null;
        }

        if (json.GetArrayLength() is 0 or > MostModules)
        {
            findings.Add(SpecRules.NotAllowed, pointer, string.Create(CultureInfo.InvariantCulture, $"modules must have from 1 to {MostModules} items; it has {json.GetArrayLength()}."),
                "Split a large platform into several deployments.");
            return null;
        }

        var modules = new List<ModuleSpec>();
        var places = new Dictionary<string, int>(StringComparer.Ordinal);
        var complete = true;
        var i = 0;
        foreach (var item in json.EnumerateArray())
        {
            if (Module(item, i, Pointer.Item(pointer, i), places, cloud) is { } module) modules.Add(module);
            else complete = false;
            i++;
        }

        return complete ? [.. modules.OrderBy(m => m.Definition.Name, StringComparer.Ordinal)] : null;
    }

    ModuleSpec? Module(JsonElement json, int index, string pointer, Dictionary<string, int> places, CloudDefinition? cloud)
    {
        if (json.ValueKind != JsonValueKind.Object)
        {
            findings.Add(SpecRules.WrongType, pointer, $"A module must be an object; it is {CarriableText.Show(json)}.", "Write {\"name\": …}.");
            return null;
        }

        var members = JsonMembers.Of(json, "The module", pointer, findings);
        var given = members.ToDictionary(m => m.Name, m => m.Value);
        var namePointer = Pointer.Member(pointer, "name");
        if (!given.TryGetValue("name", out var nameJson))
        {
            findings.Add(SpecRules.Missing, namePointer, "The module has no 'name'.",
                cloud is null ? "Name a module of the cloud." : $"Use one of: {string.Join(", ", catalog.Modules(cloud.Name))}.");
            return null;
        }

        if (Word(nameJson, "name", namePointer) is not { } name) return null;
        if (!places.TryAdd(name, index))
        {
            findings.Add(SpecRules.SaidTwice, namePointer, $"Module {CarriableText.Show(name)} is already there as /template_spec/modules/{places[name].ToString(CultureInfo.InvariantCulture)}.",
                "Keep one of them; a second one of a kind is a deployment of its own.");
            return null;
        }

        if (cloud is null || Definition(cloud, name, given, namePointer, pointer) is not { } definition) return null;
        return Inputs(definition, members, pointer);
    }

    ModuleDefinition? Definition(CloudDefinition cloud, string name, Dictionary<string, JsonElement> given, string namePointer, string pointer)
    {
        if (catalog.Broken(cloud.Name, name) is { } problem)
        {
            findings.Add(SpecRules.BrokenCatalog, namePointer, $"Module '{name}' cannot be used: its catalog is broken at {problem.File}:{problem.Line}.", "Have the catalog mended: the agent's log says what is wrong.");
            return null;
        }

        var known = catalog.Modules(cloud.Name);
        if (catalog.Module(cloud.Name, name) is null)
        {
            var elsewhere = catalog.Clouds.Where(c => catalog.Module(c, name) is not null).ToArray();
            findings.Add(SpecRules.UnknownModule, namePointer, $"Module {CarriableText.Show(name)} is not known for cloud '{cloud.Name}'; known: {string.Join(", ", known)}.",
                elsewhere.Length > 0 ? $"It is a module of cloud '{elsewhere[0]}'." : Nearest.Advise(name, known, $"Use one of: {string.Join(", ", known)}."));
            return null;
        }

        if (!given.TryGetValue("version", out var versionJson)) return catalog.Module(cloud.Name, name);
        var versionPointer = Pointer.Member(pointer, "version");
        if (Word(versionJson, "version", versionPointer) is not { } version) return null;
        if (catalog.Module(cloud.Name, name, version) is { } module) return module;
        var versions = catalog.Versions(cloud.Name, name).Select(v => v.Text).ToArray();
        findings.Add(SpecRules.UnknownVersion, versionPointer, $"Module '{name}' has no version {CarriableText.Show(version)}; known: {string.Join(", ", versions)}.",
            Nearest.Advise(version, versions, $"Use {versions[^1]}, or leave it out for the newest."));
        return null;
    }

    ModuleSpec Inputs(ModuleDefinition module, IReadOnlyList<(string Name, JsonElement Value)> members, string pointer)
    {
        var inputs = new SortedDictionary<string, HclValue>(StringComparer.Ordinal);
        var refused = new HashSet<string>(StringComparer.Ordinal);
        var known = module.Inputs.Values.Where(d => d.Settable).Select(d => d.Name).ToArray();
        foreach (var (name, json) in members.Where(m => m.Name is not ("name" or "version")))
        {
            var place = Pointer.Member(pointer, name);
            if (!module.Inputs.TryGetValue(name, out var input) || !input.Settable)
            {
                findings.Add(SpecRules.UnknownField, place, $"Module '{module.Name}' {module.Version} has no input {CarriableText.Show(name)}; known: {string.Join(", ", known)}.",
                    Nearest.Advise(name, known, "Leave it out."));
            }
            else if (ValueReader.Read(json, input, $"Input '{name}' of module '{module.Name}'", place, findings) is { } value)
            {
                inputs.Add(name, value);
            }
            else
            {
                refused.Add(name);
            }
        }

        return new ModuleSpec(module, pointer, inputs) { Refused = refused };
    }

    Dictionary<string, string> Observability(Dictionary<string, JsonElement> given, CloudDefinition cloud)
    {
        const string pointer = Root + "/observability";
        var asked = new Dictionary<string, string>(StringComparer.Ordinal);
        if (!given.TryGetValue("observability", out var json)) return asked;
        if (json.ValueKind != JsonValueKind.Object)
        {
            findings.Add(SpecRules.WrongType, pointer, $"observability must be an object; it is {CarriableText.Show(json)}.", "Write {\"logging\": …}.");
            return asked;
        }

        foreach (var (kind, value) in JsonMembers.Of(json, "observability", pointer, findings))
        {
            var place = Pointer.Member(pointer, kind);
            if (!cloud.Observability.TryGetValue(kind, out var known))
            {
                findings.Add(SpecRules.UnknownField, place, $"observability has no field {CarriableText.Show(kind)}; known: {string.Join(", ", cloud.Observability.Keys)}.",
                    Nearest.Advise(kind, [.. cloud.Observability.Keys], "Leave it out."));
            }
            else if (Word(value, kind, place) is { } word)
            {
                if (known.Contains(word)) asked.Add(kind, word);
                else
                {
                    findings.Add(SpecRules.NotAllowed, place, $"observability.{kind} must be one of {string.Join(", ", known)} for cloud '{cloud.Name}'; it is {CarriableText.Show(word)}.",
                        Nearest.Advise(word, known, $"Use one of: {string.Join(", ", known)}."));
                }
            }
        }

        return asked;
    }

    SortedDictionary<string, string> Tags(JsonElement json, CloudDefinition cloud)
    {
        const string pointer = Root + "/tags";
        var tags = new SortedDictionary<string, string>(StringComparer.Ordinal);
        if (json.ValueKind != JsonValueKind.Object)
        {
            findings.Add(SpecRules.WrongType, pointer, $"tags must be an object whose values are strings; it is {CarriableText.Show(json)}.", "Write {\"team\": \"…\"}.");
            return tags;
        }

        foreach (var (name, value) in JsonMembers.Of(json, "tags", pointer, findings))
        {
            if (Word(value, $"tags.{name}", Pointer.Member(pointer, name)) is { } text) tags.Add(name, text);
        }

        TagCheck.Check(tags, [], cloud.Tags, pointer, findings);
        return tags;
    }

    string? Word(JsonElement json, string what, string pointer)
    {
        if (json.ValueKind != JsonValueKind.String)
        {
            findings.Add(SpecRules.WrongType, pointer, $"{what} must be a string; it is {CarriableText.Show(json)}.", "Write it in quotes.");
            return null;
        }

        if (CarriableText.TryRead(json, out var text) && CarriableText.Explain(text) is null) return text;
        findings.Add(SpecRules.Text, pointer, $"{what} contains {CarriableText.Explain(text) ?? "half of a surrogate pair, which is no Unicode character"}.", "Leave the character out.");
        return null;
    }
}
