using System.Text.Json.Nodes;

namespace InfraAgent.ClusterSimulator;

/// <summary>A refusal of the API, in the words of a real server: clients show and judge them.</summary>
sealed class ApiException(int code, string reason, string message, JsonObject? details = null) : Exception(message)
{
    public int Code => code;

    public JsonObject Status => new()
    {
        ["kind"] = "Status", ["apiVersion"] = "v1", ["metadata"] = new JsonObject(), ["status"] = "Failure",
        ["message"] = Message, ["reason"] = reason, ["details"] = details?.DeepClone() ?? new JsonObject(), ["code"] = code
    };

    public static ApiException NoSuchPath() => new(404, "NotFound", "the server could not find the requested resource");

    public static ApiException NotFound(ResourceType type, string name) => new(404, "NotFound", $"{type.Resource} \"{name}\" not found", Details(type, name));

    public static ApiException Exists(ResourceType type, string name) => new(409, "AlreadyExists", $"{type.Resource} \"{name}\" already exists", Details(type, name));

    public static ApiException Changed(ResourceType type, string name) => new(409, "Conflict",
        $"Operation cannot be fulfilled on {type.Resource} \"{name}\": the object has been modified; please apply your changes to the latest version and try again", Details(type, name));

    public static ApiException Forbidden(ResourceType type, string name, string why) => new(403, "Forbidden", $"{type.Resource} \"{name}\" is forbidden: {why}", Details(type, name));

    public static ApiException Bad(string message) => new(400, "BadRequest", message);

    public static ApiException UnknownMedia() => new(415, "UnsupportedMediaType", "the body of the request was in an unknown format");

    public static ApiException BadPatch() => new(422, "Invalid", "the server rejected our request due to an error in our request");

    public static ApiException Invalid(ResourceType type, string name, string field, string why) => new(
        422, "Invalid", $"{type.Kind}{(type.Group.Length == 0 ? "" : "." + type.Group)} \"{name}\" is invalid: {field}: {why}", new JsonObject
        {
            ["name"] = name, ["group"] = type.Group, ["kind"] = type.Kind,
            ["causes"] = new JsonArray(new JsonObject { ["reason"] = "FieldValueInvalid", ["message"] = why, ["field"] = field })
        });

    static JsonObject Details(ResourceType type, string name) => new() { ["name"] = name, ["group"] = type.Group, ["kind"] = type.Plural };
}
