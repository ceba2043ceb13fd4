using System.Globalization;
using System.Text.Json.Nodes;

namespace InfraAgent.ClusterSimulator.Fields;

/// <summary>The patches beside server-side apply: strategic merge, merge (RFC 7386), JSON Patch (RFC 6902).</summary>
static class OtherPatches
{
    const string DeleteFromList = "$deleteFromPrimitiveList/";

    public static JsonObject Merge(JsonObject target, JsonObject patch)
    {
        foreach (var (key, value) in patch)
        {
            if (value is null) target.Remove(key);
            else target[key] = value is JsonObject members ? Merge(target[key] is JsonObject present ? present.Copy() : [], members) : value.DeepClone();
        }

        return target;
    }

    public static void StrategicMerge(JsonObject target, JsonObject patch)
    {
        if (patch.Text("$patch") == "replace")
        {
            target.Clear();
            foreach (var (key, value) in patch.Where(m => m.Key != "$patch")) target[key] = value?.DeepClone();
            return;
        }

        if (patch["$retainKeys"] is JsonArray kept)
        {
            foreach (var key in target.Select(m => m.Key).Where(k => !kept.Any(r => r!.GetValue<string>() == k)).ToArray()) target.Remove(key);
        }

        foreach (var (key, value) in patch)
        {
            if (key.StartsWith(DeleteFromList, StringComparison.Ordinal)) Without(target[key[DeleteFromList.Length..]] as JsonArray, (JsonArray)value!);
            else if (key[0] == '$') continue;
            else if (value is null || value.Text("$patch") == "delete") target.Remove(key);
            else if (value is JsonObject members) StrategicMerge(target.Child(key), members);
            else if (value is JsonArray list && (FieldPaths.Keys(key, list, custom: false) ?? (list.Any(i => i is JsonObject o && o.ContainsKey("$patch")) ? ["name"] : null)) is { } keys) StrategicMerge(target, key, list, keys);
            else target[key] = value.DeepClone();
        }
    }

    static void StrategicMerge(JsonObject target, string key, JsonArray patch, string[] keys)
    {
        if (target[key] is not JsonArray items) target[key] = items = [];
        if (patch.OfType<JsonObject>().Any(i => i.Text("$patch") == "replace")) items.Clear();
        foreach (var item in patch.Where(i => i.Text("$patch") != "replace"))
        {
            var present = items.FirstOrDefault(i => FieldPaths.KeyOf(i, keys) == FieldPaths.KeyOf(item, keys));
            if (item.Text("$patch") == "delete") items.Remove(present);
            else if (present is JsonObject members) StrategicMerge(members, (JsonObject)item!);
            else if (present is null) items.Add(item!.DeepClone());
        }
    }

    static void Without(JsonArray? list, JsonArray items)
    {
        foreach (var item in items) list?.Remove(list.FirstOrDefault(i => JsonReading.Same(i, item)));
    }

    public static void JsonPatch(JsonObject target, JsonArray operations)
    {
        foreach (var operation in operations.OfType<JsonObject>())
        {
            var path = operation.Text("path").Split('/').Skip(1).Select(e => e.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal)).ToArray();
            JsonNode? parent = target;
            foreach (var element in path[..^1]) parent = parent is JsonArray list ? list[Index(element)] : parent?[element];
            JsonPatch(operation.Text("op"), parent, path[^1], operation["value"]);
        }
    }

    static void JsonPatch(string operation, JsonNode? parent, string key, JsonNode? value)
    {
        switch (operation, parent)
        {
            case ("add", JsonObject members): members[key] = value?.DeepClone(); break;
            case ("replace", JsonObject members) when members.ContainsKey(key): members[key] = value?.DeepClone(); break;
            case ("remove", JsonObject members) when members.Remove(key): break;
            case ("test", JsonObject members) when JsonReading.Same(members[key], value): break;
            case ("add", JsonArray list) when key == "-": list.Add(value?.DeepClone()); break;
            case ("add", JsonArray list): list.Insert(Index(key), value?.DeepClone()); break;
            case ("replace", JsonArray list): list[Index(key)] = value?.DeepClone(); break;
            case ("remove", JsonArray list): list.RemoveAt(Index(key)); break;
            case ("test", JsonArray list) when JsonReading.Same(list[Index(key)], value): break;
            default: throw ApiException.BadPatch();
        }
    }

    static int Index(string element) => int.Parse(element, CultureInfo.InvariantCulture);
}
