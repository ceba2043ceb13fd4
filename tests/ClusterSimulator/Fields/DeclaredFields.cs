using System.Collections;
using System.Collections.Concurrent;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace InfraAgent.ClusterSimulator.Fields;

/// <summary>Holds an object against the type that KubernetesClient has for its kind: fields that are not declared, and values of another type.</summary>
sealed class DeclaredFields
{
    static readonly ConcurrentDictionary<Type, Dictionary<string, Type>> Known = new();

    public List<string> Unknown { get; } = [];
    public List<string> Wrong { get; } = [];

    public static DeclaredFields Check(JsonObject value, Type model)
    {
        var check = new DeclaredFields();
        check.Look(value, model, "");
        return check;
    }

    void Look(JsonNode? node, Type type, string path)
    {
        if (node is null) return;
        type = Nullable.GetUnderlyingType(type) ?? type;
        if (type == typeof(string) || type == typeof(DateTime)) Expect(node, path, "string", JsonValueKind.String);
        else if (type == typeof(int) || type == typeof(long) || type == typeof(double)) Expect(node, path, "number", JsonValueKind.Number);
        else if (type == typeof(bool)) Expect(node, path, "boolean", JsonValueKind.True, JsonValueKind.False);
        else if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IDictionary<,>)) Map(node, type.GetGenericArguments()[1], path);
        else if (type.IsGenericType && typeof(IEnumerable).IsAssignableFrom(type)) List(node, type.GetGenericArguments()[0], path);
        else if (type.Namespace == "k8s.Models" && FieldsOf(type) is { Count: > 0 } fields) Members(node, type, fields, path);
    }

    void Map(JsonNode node, Type values, string path)
    {
        if (Expect(node, path, "object", JsonValueKind.Object))
        {
            foreach (var (key, value) in node.AsObject()) Look(value, values, $"{path}.{key}");
        }
    }

    void List(JsonNode node, Type items, string path)
    {
        if (Expect(node, path, "array", JsonValueKind.Array))
        {
            foreach (var (i, item) in node.AsArray().Index()) Look(item, items, $"{path}[{i}]");
        }
    }

    void Members(JsonNode node, Type type, Dictionary<string, Type> fields, string path)
    {
        if (node is not JsonObject members)
        {
            // Written as a text or number: 25% or 1, 500m or 0.5.
            if (type.Name is not ("IntOrString" or "ResourceQuantity")) Expect(node, path, "object", JsonValueKind.Object);
            return;
        }

        foreach (var (key, value) in members)
        {
            var field = path.Length == 0 ? key : $"{path}.{key}";
            if (fields.TryGetValue(key, out var declared)) Look(value, declared, field);
            else Unknown.Add(field);
        }
    }

    bool Expect(JsonNode node, string path, string what, params JsonValueKind[] kinds)
    {
        var kind = node.GetValueKind();
        if (kinds.Contains(kind)) return true;
        Wrong.Add($"{path}: expected {what}, got {kind}");
        return false;
    }

    static Dictionary<string, Type> FieldsOf(Type type) => Known.GetOrAdd(type, t => t.GetProperties(BindingFlags.Public | BindingFlags.Instance)
        .Select(p => (p.GetCustomAttribute<JsonPropertyNameAttribute>()?.Name, p.PropertyType)).Where(p => p.Name is not null).ToDictionary(p => p.Name!, p => p.PropertyType));
}
