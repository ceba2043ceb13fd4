using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using InfraAgent.Contracts;

namespace InfraAgent.Generator;

/// <summary>Finds the definition of each item of <c>modules</c>. Inputs are read later, when all instances are known.</summary>
sealed partial class ModuleListReader(ModuleCatalog catalog, CloudDefinition? cloud, string runtime, FindingList findings)
{
    public const int Most = 200;

    readonly Dictionary<string, string> places = new(StringComparer.Ordinal);

    /// <summary>In order of the instances' names; null when one of them could not be found.</summary>
    public IReadOnlyList<ModuleSpec>? Read(SpecNode list, int least = 1)
    {
        if (list.Kind != JsonValueKind.Array)
        {
            findings.Add(SpecRules.WrongType, list.Place, $"modules must be a list; it is {list.Show()}.", "Give a list of objects: [{\"name\": …}].");
            return null;
        }

        if (list.Items.Count < least || list.Items.Count > Most)
        {
            findings.Add(SpecRules.NotAllowed, list.Place, string.Create(CultureInfo.InvariantCulture, $"modules must have from {least} to {Most} items; it has {list.Items.Count}."),
                "Split a large platform into several deployments.");
            return null;
        }

        var modules = list.Items.Select(Module).ToArray();
        return modules.Contains(null) ? null : [.. modules.Select(m => m!).OrderBy(m => m.Name, StringComparer.Ordinal)];
    }

    ModuleSpec? Module(SpecNode node)
    {
        if (node.Kind != JsonValueKind.Object)
        {
            findings.Add(SpecRules.WrongType, node.Place, $"A module must be an object; it is {node.Show()}.", "Write {\"name\": …}.");
            return null;
        }

        if (node["name"] is not { } nameNode)
        {
            findings.Add(SpecRules.Missing, node.PlaceOf("name"), "The module has no 'name'.",
                cloud is null ? "Name a module of the cloud." : $"Use one of: {string.Join(", ", catalog.Modules(cloud.Name).Where(m => catalog.Module(cloud.Name, m)!.GoesWith(runtime)))}.");
            return null;
        }

        if (SpecFields.Text(nameNode, "name", findings) is not { } name || Instance(node, name) is not { } instance) return null;
        return cloud is not null && Definition(cloud, name, node) is { } definition ? new ModuleSpec(instance, definition, node) : null;
    }

    string? Instance(SpecNode node, string name)
    {
        var at = node["as"] ?? node["name"]!;
        var instance = name;
        if (node["as"] is not null)
        {
            if (SpecFields.Text(at, "as", findings) is not { } text) return null;
            if (!InstanceName().IsMatch(text))
            {
                findings.Add(SpecRules.NotAllowed, at.Place, $"The name of an instance must be lower-case letters, digits and '-', at most 40, a letter first and no '-' last; it is {CarriableText.Show(text)}.", "Choose another name, such as orders-db.");
                return null;
            }

            instance = text;
        }

        if (places.TryAdd(instance, node.Place)) return instance;
        findings.Add(SpecRules.SaidTwice, at.Place, $"Module {CarriableText.Show(instance)} is already there as {places[instance]}.",
            "Keep one of them, or name the instances: {\"name\": …, \"as\": \"orders-db\"}.");
        return null;
    }

    ModuleDefinition? Definition(CloudDefinition cloud, string name, SpecNode node)
    {
        var place = node.PlaceOf("name");
        if (catalog.Broken(cloud.Name, name) is { } problem)
        {
            findings.Add(SpecRules.BrokenCatalog, place, $"Module '{name}' cannot be used: its catalog is broken at {problem.File}:{problem.Line}.", "Have the catalog mended: the agent's log says what is wrong.");
            return null;
        }

        var known = catalog.Modules(cloud.Name).Where(m => catalog.Module(cloud.Name, m)!.GoesWith(runtime)).ToArray();
        if (catalog.Module(cloud.Name, name) is { } other && !other.GoesWith(runtime))
        {
            findings.Add(SpecRules.UnknownModule, place, $"Module '{name}' does not go with runtime '{runtime}'; modules that do: {(known.Length == 0 ? "none" : string.Join(", ", known))}.",
                other.Workload is null ? $"It is terraform code{(other.Pulumi?.Value.Problem is { } unread ? $", of which {unread}" : "")}: ask for runtime terraform." : $"It makes workloads: ask for one of the runtimes {string.Join(", ", cloud.Runtimes.Where(r => r != RuntimeNames.Terraform))}.");
            return null;
        }

        if (catalog.Module(cloud.Name, name) is not { } newest)
        {
            var elsewhere = catalog.Clouds.Where(c => catalog.Module(c, name) is not null).ToArray();
            findings.Add(SpecRules.UnknownModule, place, $"Module {CarriableText.Show(name)} is not known for cloud '{cloud.Name}'; known: {string.Join(", ", known)}.",
                runtime != RuntimeNames.Terraform && cloud.Instead.TryGetValue(name, out var instead) ? instead
                : elsewhere.Length > 0 ? $"It is a module of cloud '{elsewhere[0]}'." : Nearest.Advise(name, known, $"Use one of: {string.Join(", ", known)}."));
            return null;
        }

        if (node["version"] is not { } versionNode) return newest;
        return SpecFields.Text(versionNode, "version", findings) is { } version ? Version(cloud, name, version, versionNode.Place) : null;
    }

    ModuleDefinition? Version(CloudDefinition cloud, string name, string version, string place)
    {
        var versions = catalog.Versions(cloud.Name, name);
        var range = VersionRange.TryParse(version);
        if (range?.Newest(versions) is { } fits) return catalog.Module(cloud.Name, name, fits.Text);

        var known = versions.Select(v => v.Text).ToArray();
        var wrong = range is null ? $"{CarriableText.Show(version)} is no version and no range of versions" : $"Module '{name}' has no version {CarriableText.Show(version)}";
        findings.Add(SpecRules.UnknownVersion, place, $"{wrong}; known: {string.Join(", ", known)}.",
            Nearest.Advise(version, known, $"Use {known[^1]}, a range such as ~> 1.4, or leave it out for the newest."));
        // It is refused; what else is wrong, here and elsewhere, is told all the same.
        return catalog.Module(cloud.Name, name);
    }

    [GeneratedRegex(@"\A[a-z]([a-z0-9-]{0,38}[a-z0-9])?\z", RegexOptions.NonBacktracking)]
    public static partial Regex InstanceName();
}
