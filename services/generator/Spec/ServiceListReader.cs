using System.Globalization;
using System.Text.Json;

namespace InfraAgent.Generator;

/// <summary>Finds the names of the items of <c>services</c>. What is in them is read later, when all instances are known.</summary>
sealed class ServiceListReader(FindingList findings)
{
    public const int Most = 1000;

    /// <summary>In order of their names; null when one of them has none that can be used.</summary>
    public IReadOnlyList<ServiceSpec>? Read(SpecNode list, IReadOnlyList<ModuleSpec> modules)
    {
        if (list.Kind != JsonValueKind.Array)
        {
            findings.Add(SpecRules.WrongType, list.Place, $"services must be a list; it is {list.Show()}.", "Give a list of objects: [{\"name\": …, \"image\": …}].");
            return null;
        }

        if (list.Items.Count > Most)
        {
            findings.Add(SpecRules.NotAllowed, list.Place, string.Create(CultureInfo.InvariantCulture, $"services must have at most {Most} items; it has {list.Items.Count}."),
                "Split a large platform into several deployments.");
            return null;
        }

        var places = modules.ToDictionary(m => m.Name, m => m.Node.Place, StringComparer.Ordinal);
        var services = list.Items.Select(node => Service(node, places)).ToArray();
        return services.Contains(null) ? null : [.. services.Select(s => s!).OrderBy(s => s.Name, StringComparer.Ordinal)];
    }

    ServiceSpec? Service(SpecNode node, Dictionary<string, string> places)
    {
        if (node.Kind != JsonValueKind.Object)
        {
            findings.Add(SpecRules.WrongType, node.Place, $"A service must be an object; it is {node.Show()}.", "Write {\"name\": …, \"image\": …}.");
            return null;
        }

        if (node["name"] is not { } nameNode)
        {
            findings.Add(SpecRules.Missing, node.PlaceOf("name"), "The service has no 'name'.", "Choose one, such as web.");
            return null;
        }

        if (SpecFields.Text(nameNode, "name", findings) is not { } name) return null;
        if (!ModuleListReader.InstanceName().IsMatch(name))
        {
            findings.Add(SpecRules.NotAllowed, nameNode.Place, $"The name of a service must be lower-case letters, digits and '-', at most 40, a letter first and no '-' last; it is {CarriableText.Show(name)}.", "Choose another name, such as web.");
            return null;
        }

        if (places.TryAdd(name, node.Place)) return new ServiceSpec(name, node);
        findings.Add(SpecRules.SaidTwice, nameNode.Place, $"The name {CarriableText.Show(name)} is already taken by {places[name]}.", "Names of services and instances of modules differ: choose another one.");
        return null;
    }
}
