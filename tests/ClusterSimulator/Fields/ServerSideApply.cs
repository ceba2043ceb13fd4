using System.Text.Json.Nodes;

namespace InfraAgent.ClusterSimulator.Fields;

/// <summary>Merges what one manager applies into what there is: its own fields follow, others' are conflicts unless it forces them.</summary>
static class ServerSideApply
{
    public static JsonObject Apply(ResourceType type, JsonObject? live, JsonObject applied, string manager, bool force, string subresource)
    {
        WithoutNulls(applied);
        var managers = FieldManager.Load(live);
        var (wanted, present) = (FieldPaths.Of(applied), live is null ? [] : FieldPaths.Of(live));
        var own = FieldManager.In(managers, manager, "Apply", subresource);
        var conflicts = managers.Where(m => m != own)
            .SelectMany(m => wanted.Keys.Where(p => m.Fields.Contains(p) && !FieldPaths.IsItem(p) && !JsonReading.Same(wanted[p], present.GetValueOrDefault(p))).Select(p => (Manager: m, Path: p))).ToList();
        if (conflicts.Count > 0 && !force) throw Refusal(conflicts);
        foreach (var (other, path) in conflicts) other.Fields.Remove(path);

        var merged = live?.Copy() ?? new JsonObject { ["apiVersion"] = applied["apiVersion"]?.DeepClone(), ["kind"] = applied["kind"]?.DeepClone() };
        // What it applied before and does not apply now goes, unless somebody else has it; the deepest first.
        foreach (var path in own.Fields.Where(p => !wanted.Keys.Any(k => IsWithin(k, p)) && !managers.Any(m => m != own && m.Fields.Any(q => IsWithin(q, p)))).OrderByDescending(p => p.Count(c => c == FieldPaths.Separator)))
            FieldPaths.Remove(merged, path);
        Merge(merged, applied, FieldPaths.IsCustom(applied));
        (own.ApiVersion, own.Time, own.Fields) = (type.ApiVersion, JsonReading.Now(), [.. wanted.Keys]);
        FieldManager.Save(merged, managers);
        return merged;
    }

    static bool IsWithin(string path, string outer) => path == outer || path.StartsWith(outer + FieldPaths.Separator, StringComparison.Ordinal);

    static ApiException Refusal(List<(FieldManager Manager, string Path)> conflicts)
    {
        static string By(FieldManager m) => $"with \"{m.Name}\"{(m.Subresource.Length > 0 ? $" with subresource \"{m.Subresource}\"" : "")}{(m.Operation == "Update" ? " using " + m.ApiVersion : "")}";
        var lines = conflicts.GroupBy(c => c.Manager).Select(g => g.Count() == 1
            ? $"conflict {By(g.Key)}: {FieldPaths.Dotted(g.First().Path)}"
            : $"conflicts {By(g.Key)}:\n{string.Join('\n', g.Select(c => "- " + FieldPaths.Dotted(c.Path)))}");
        return new ApiException(409, "Conflict", $"Apply failed with {conflicts.Count} conflict{(conflicts.Count > 1 ? "s" : "")}: {string.Join('\n', lines)}", new JsonObject
        {
            ["causes"] = new JsonArray([.. conflicts.Select(c => new JsonObject { ["reason"] = "FieldManagerConflict", ["message"] = "conflict " + By(c.Manager), ["field"] = FieldPaths.Dotted(c.Path) })])
        });
    }

    static void WithoutNulls(JsonNode? node)
    {
        if (node is JsonArray list)
        {
            foreach (var item in list) WithoutNulls(item);
        }

        foreach (var (key, value) in (node as JsonObject ?? []).ToArray())
        {
            if (value is null) ((JsonObject)node!).Remove(key);
            else WithoutNulls(value);
        }
    }

    static void Merge(JsonObject target, JsonObject source, bool custom)
    {
        foreach (var (key, value) in source)
        {
            if (value is JsonObject members && target[key] is JsonObject present && !FieldPaths.IsAtomic(key, custom)) Merge(present, members, custom);
            else if (value is JsonArray list && target[key] is JsonArray items && FieldPaths.Keys(key, list.Count > 0 ? list : items, custom) is { } keys) Merge(items, list, keys, custom);
            else target[key] = value?.DeepClone();
        }
    }

    static void Merge(JsonArray target, JsonArray source, string[] keys, bool custom)
    {
        foreach (var item in source)
        {
            var present = target.FirstOrDefault(i => FieldPaths.KeyOf(i, keys) == FieldPaths.KeyOf(item, keys));
            if (present is null) target.Add(item!.DeepClone());
            else if (present is JsonObject members) Merge(members, (JsonObject)item!, custom);
        }
    }
}
