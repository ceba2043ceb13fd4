using System.Text.Json.Nodes;

namespace InfraAgent.ClusterSimulator.Fields;

/// <summary>Who set which fields of an object: an entry of <c>managedFields</c>.</summary>
sealed class FieldManager
{
    public required string Name { get; init; }
    /// <summary><c>Apply</c> or <c>Update</c>.</summary>
    public required string Operation { get; init; }
    public required string Subresource { get; init; }
    public string Time { get; set; } = "";
    public string ApiVersion { get; set; } = "";
    public HashSet<string> Fields { get; set; } = [];

    public static List<FieldManager> Load(JsonObject? from) => [.. from.Object("metadata").Objects("managedFields").Select(m => new FieldManager
    {
        Name = m.Text("manager"), Operation = m.Text("operation"), Subresource = m.Text("subresource"), Time = m.Text("time"), ApiVersion = m.Text("apiVersion"), Fields = FieldPaths.Read(m["fieldsV1"])
    })];

    public static void Save(JsonObject to, IEnumerable<FieldManager> managers)
    {
        var written = new JsonArray();
        foreach (var manager in managers.Where(m => m.Fields.Count > 0))
        {
            var entry = new JsonObject
            {
                ["manager"] = manager.Name, ["operation"] = manager.Operation, ["apiVersion"] = manager.ApiVersion, ["time"] = manager.Time, ["fieldsType"] = "FieldsV1",
                ["fieldsV1"] = FieldPaths.Write(manager.Fields)
            };
            if (manager.Subresource.Length > 0) entry["subresource"] = manager.Subresource;
            written.Add(entry);
        }

        if (written.Count > 0) to.Meta()["managedFields"] = written;
        else to.Meta().Remove("managedFields");
    }

    /// <summary>Finds the manager, or adds it.</summary>
    public static FieldManager In(List<FieldManager> managers, string name, string operation, string subresource)
    {
        var found = managers.FirstOrDefault(m => m.Name == name && m.Operation == operation && m.Subresource == subresource);
        if (found is null) managers.Add(found = new FieldManager { Name = name, Operation = operation, Subresource = subresource });
        return found;
    }

    /// <summary>After a write that is no apply: who changes a field owns it.</summary>
    public static void Track(ResourceType type, JsonObject? old, JsonObject written, string manager, string subresource)
    {
        var managers = Load(old is null || written["metadata"]?["managedFields"] is not null ? written : old);
        var (before, after) = (old is null ? [] : FieldPaths.Of(old), FieldPaths.Of(written));
        var changed = after.Where(f => subresource == "status" == f.Key.StartsWith("f:status", StringComparison.Ordinal) && !(before.TryGetValue(f.Key, out var value) && JsonReading.Same(value, f.Value)))
            .Select(f => f.Key).ToHashSet();
        foreach (var other in managers) other.Fields.RemoveWhere(p => (changed.Contains(p) && !FieldPaths.IsItem(p)) || (!after.ContainsKey(p) && before.ContainsKey(p)));
        if (changed.Count > 0)
        {
            var own = In(managers, manager, "Update", subresource);
            (own.ApiVersion, own.Time) = (type.ApiVersion, JsonReading.Now());
            own.Fields.UnionWith(changed);
        }

        Save(written, managers);
    }
}
