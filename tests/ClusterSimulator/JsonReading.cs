using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace InfraAgent.ClusterSimulator;

/// <summary>Reading objects of the API, in which most members may be missing.</summary>
static class JsonReading
{
    public static JsonObject? Object(this JsonNode? node, string key) => (node as JsonObject)?[key] as JsonObject;

    /// <summary>Empty where there is no list.</summary>
    public static IEnumerable<JsonNode?> Items(this JsonNode? node, string key) => (node as JsonObject)?[key] as JsonArray ?? (IEnumerable<JsonNode?>)[];

    public static IEnumerable<JsonObject> Objects(this JsonNode? node, string key) => node.Items(key).OfType<JsonObject>();

    public static string Text(this JsonNode? node, string key, string otherwise = "") =>
        (node as JsonObject)?[key] is JsonValue value ? value.TryGetValue<string>(out var text) ? text : value.ToJsonString() : otherwise;

    public static int Number(this JsonNode? node, string key, int otherwise = 0) =>
        (node as JsonObject)?[key] is JsonValue value && value.GetValueKind() == JsonValueKind.Number ? (int)double.Parse(value.ToJsonString(), CultureInfo.InvariantCulture) : otherwise;

    public static bool Flag(this JsonNode? node, string key) => (node as JsonObject)?[key] is JsonValue value && value.GetValueKind() == JsonValueKind.True;

    /// <summary>The object under a key, which is made where it is missing.</summary>
    public static JsonObject Child(this JsonObject node, string key)
    {
        if (node[key] is not JsonObject child) node[key] = child = [];
        return child;
    }

    public static void Default(this JsonObject node, string key, JsonNode value)
    {
        if (node[key] is null) node[key] = value;
    }

    public static JsonObject Meta(this JsonObject node) => node.Child("metadata");

    public static string Name(this JsonObject node) => node.Object("metadata").Text("name");

    public static string Namespace(this JsonObject node) => node.Object("metadata").Text("namespace");

    public static string Uid(this JsonObject node) => node.Object("metadata").Text("uid");

    public static string Label(this JsonObject node, string key) => node.Object("metadata").Object("labels").Text(key);

    public static string Annotation(this JsonObject node, string key) => node.Object("metadata").Object("annotations").Text(key);

    public static bool IsOwnedBy(this JsonObject node, string uid) => node.Object("metadata").Items("ownerReferences").Any(o => o.Text("uid") == uid);

    public static JsonObject Copy(this JsonObject node) => (JsonObject)node.DeepClone();

    public static bool Same(JsonNode? left, JsonNode? right) => JsonNode.DeepEquals(left, right);

    public static string Now() => DateTime.UtcNow.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);
}
