using System.Text.Json;

namespace InfraAgent.Policy.Rego;

/// <summary>A module of <c>planned_values</c> or of the state: what is in it, in the order of the plan.</summary>
sealed class PlannedModule(string address, Func<PlannedResource, JsonElement> values)
{
    readonly List<PlannedResource> resources = [];
    readonly List<PlannedModule> children = [];
    readonly Dictionary<string, PlannedModule> byAddress = new(StringComparer.Ordinal);

    public static PlannedModule Tree(IEnumerable<PlannedResource> resources, Func<PlannedResource, JsonElement> values)
    {
        var root = new PlannedModule("", values);
        foreach (var resource in resources)
            resource.Modules.Aggregate(root, (module, child) => module.Child(child)).resources.Add(resource);
        return root;
    }

    public void Write(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        if (address.Length > 0) writer.WriteString("address", address);
        writer.WriteStartArray("resources");
        foreach (var resource in resources) resource.WriteValues(writer, values(resource));
        writer.WriteEndArray();
        if (children.Count > 0)
        {
            writer.WriteStartArray("child_modules");
            foreach (var child in children) child.Write(writer);
            writer.WriteEndArray();
        }
        writer.WriteEndObject();
    }

    PlannedModule Child(string of)
    {
        if (byAddress.TryGetValue(of, out var known)) return known;
        var child = byAddress[of] = new PlannedModule(of, values);
        children.Add(child);
        return child;
    }
}
