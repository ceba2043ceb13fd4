using System.Text.Json.Nodes;

namespace InfraAgent.ClusterSimulator.Fields;

/// <summary>Paths of single fields, as server-side apply tells who owns what. Which lists are maps by a key is a table for the kinds of Kubernetes: of
/// others, lists are single values.</summary>
static class FieldPaths
{
    public const char Separator = '\u0001';

    static readonly HashSet<string> AtomicMaps =
        ["selector", "nodeSelector", "labelSelector", "podSelector", "namespaceSelector", "secretKeyRef", "configMapKeyRef", "fieldRef", "resourceFieldRef", "roleRef"];

    static readonly HashSet<string> Identity =
    [
        "apiVersion", "kind", "metadata.name", "metadata.namespace", "metadata.creationTimestamp", "metadata.uid", "metadata.resourceVersion", "metadata.generation", "metadata.managedFields",
        "metadata.selfLink", "metadata.deletionTimestamp"
    ];

    public static bool IsAtomic(string field, bool custom) => !custom && AtomicMaps.Contains(field);

    public static bool IsCustom(JsonObject value) =>
        value.Text("apiVersion") is var version && (version.StartsWith("gateway.", StringComparison.Ordinal) || (version.Contains('.', StringComparison.Ordinal) && !version.Contains(".k8s.io/", StringComparison.Ordinal)));

    /// <summary>By what the items of a list are told apart; empty: by themselves; null: the list is one value.</summary>
    public static string[]? Keys(string field, JsonArray list, bool custom) => field switch
    {
        "ownerReferences" => ["uid"],
        "finalizers" => [],
        _ when custom => null,
        "containers" or "initContainers" or "ephemeralContainers" or "volumes" or "env" or "imagePullSecrets" => ["name"],
        "ports" when list.All(i => i is JsonObject o && o["containerPort"] is not null) => ["containerPort", "protocol"],
        // Those of a network policy are one value, and may have endPort; a service's have neither.
        "ports" when list.All(i => i is JsonObject o && o["port"] is not null && (o["targetPort"] is not null || o["nodePort"] is not null || o["endPort"] is null)) => ["port", "protocol"],
        "volumeMounts" => ["mountPath"],
        "volumeDevices" => ["devicePath"],
        "conditions" => ["type"],
        "hostAliases" => ["ip"],
        "topologySpreadConstraints" => ["topologyKey", "whenUnsatisfiable"],
        _ => null
    };

    public static string KeyOf(JsonNode? item, string[] keys)
    {
        if (keys.Length == 0) return "v:" + item!.ToJsonString();
        var key = new JsonObject();
        foreach (var name in keys) key[name] = item![name]?.DeepClone() ?? (name == "protocol" ? "TCP" : null);
        return "k:" + key.ToJsonString();
    }

    public static JsonNode? Item(JsonArray? list, string key)
    {
        if (list is null) return null;
        if (key[0] == 'v') return list.FirstOrDefault(i => i!.ToJsonString() == key[2..]);
        var wanted = JsonNode.Parse(key[2..])!.AsObject();
        return list.FirstOrDefault(i => wanted.All(k => JsonReading.Same(i?[k.Key] ?? (k.Key == "protocol" ? "TCP" : null), k.Value)));
    }

    /// <summary>Path → value of every field; items of lists that are maps have an entry of their own without a value.</summary>
    public static Dictionary<string, JsonNode?> Of(JsonObject value)
    {
        var fields = new Dictionary<string, JsonNode?>(StringComparer.Ordinal);
        Walk(value, "", "", "", IsCustom(value), fields);
        return fields;
    }

    static void Walk(JsonNode? node, string path, string field, string dotted, bool custom, Dictionary<string, JsonNode?> fields)
    {
        if (Identity.Contains(dotted)) return;
        if (node is JsonObject { Count: > 0 } members && !IsAtomic(field, custom))
        {
            foreach (var (key, value) in members) Walk(value, path.Length == 0 ? "f:" + key : $"{path}{Separator}f:{key}", key, dotted.Length == 0 ? key : $"{dotted}.{key}", custom, fields);
        }
        else if (node is JsonArray { Count: > 0 } list && Keys(field, list, custom) is { } keys)
        {
            foreach (var item in list)
            {
                var own = path + Separator + KeyOf(item, keys);
                fields[own] = null;
                foreach (var (key, value) in item as JsonObject ?? []) Walk(value, $"{own}{Separator}f:{key}", key, $"{dotted}[].{key}", custom, fields);
            }
        }
        else if (path.Length > 0) fields[path] = node;
    }

    public static bool IsItem(string path) => path[(path.LastIndexOf(Separator) + 1)..].StartsWith("k:", StringComparison.Ordinal);

    /// <summary>As messages write it: <c>.spec.containers[name="web"].image</c>.</summary>
    public static string Dotted(string path) => string.Concat(path.Split(Separator).Select(e => e[0] switch
    {
        'f' => "." + e[2..],
        'k' => "[" + string.Join(",", JsonNode.Parse(e[2..])!.AsObject().Select(k => $"{k.Key}={k.Value?.ToJsonString()}")) + "]",
        _ => $"[{e}]"
    }));

    /// <summary>Removes the field, and what is empty without it.</summary>
    public static void Remove(JsonObject root, string path)
    {
        var elements = path.Split(Separator);
        var chain = new List<JsonNode>();
        JsonNode? current = root;
        foreach (var element in elements)
        {
            if (current is null) return;
            chain.Add(current);
            current = element[0] == 'f' ? (current as JsonObject)?[element[2..]] : Item(current as JsonArray, element);
        }

        if (chain[^1] is JsonObject last) last.Remove(elements[^1][2..]);
        else if (chain[^1] is JsonArray list && Item(list, elements[^1]) is { } item) list.Remove(item);
        for (var i = chain.Count - 1; i > 0 && chain[i] is JsonObject { Count: 0 } or JsonArray { Count: 0 } && chain[i].Parent is JsonObject parent; i--) parent.Remove(elements[i - 1][2..]);
    }

    /// <summary>The form in <c>managedFields</c>.</summary>
    public static JsonObject Write(IEnumerable<string> paths)
    {
        var root = new JsonObject();
        foreach (var path in paths.Order(StringComparer.Ordinal))
        {
            var current = root;
            foreach (var element in path.Split(Separator)) current = current.Child(element);
            if (IsItem(path)) current["."] = new JsonObject();
        }

        return root;
    }

    public static HashSet<string> Read(JsonNode? written)
    {
        var paths = new HashSet<string>(StringComparer.Ordinal);
        if (written is JsonObject root) Read(root, "", paths);
        return paths;
    }

    static void Read(JsonObject node, string path, HashSet<string> paths)
    {
        if (path.Length > 0 && (node.Count == 0 || node.ContainsKey("."))) paths.Add(path);
        foreach (var (key, value) in node)
        {
            if (key != ".") Read((JsonObject)value!, path.Length == 0 ? key : path + Separator + key, paths);
        }
    }
}
