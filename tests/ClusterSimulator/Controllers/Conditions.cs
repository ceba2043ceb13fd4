using System.Text.Json.Nodes;

namespace InfraAgent.ClusterSimulator.Controllers;

static class Conditions
{
    /// <summary>With the time of its last change, as the object has it so far.</summary>
    public static JsonObject Of(JsonObject value, string type, bool holds, string reason, string message)
    {
        var (old, status) = (Find(value, type), holds ? "True" : "False");
        return new()
        {
            ["type"] = type, ["status"] = status, ["reason"] = reason, ["message"] = message,
            ["lastTransitionTime"] = old.Text("status") == status ? old.Text("lastTransitionTime", JsonReading.Now()) : JsonReading.Now()
        };
    }

    /// <summary>With the time of its last update as well.</summary>
    public static JsonObject Updated(JsonObject value, string type, bool holds, string reason, string message)
    {
        var (old, condition) = (Find(value, type), Of(value, type, holds, reason, message));
        condition["lastUpdateTime"] = old.Text("reason") == reason && old.Text("message") == message ? old.Text("lastUpdateTime", JsonReading.Now()) : JsonReading.Now();
        return condition;
    }

    static JsonObject? Find(JsonObject value, string type) => value.Object("status").Objects("conditions").FirstOrDefault(c => c.Text("type") == type);
}
