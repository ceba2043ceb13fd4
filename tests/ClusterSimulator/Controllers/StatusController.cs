using System.Text.Json.Nodes;

namespace InfraAgent.ClusterSimulator.Controllers;

/// <summary>For kinds of which nothing but their status comes.</summary>
sealed class StatusController(ControllerStore store, string kind, Func<JsonObject, JsonObject> status) : IController
{
    public string Kind => kind;

    public void Reconcile(JsonObject value) => store.SetStatus(value, status(value));

    public static JsonObject OfClaim(JsonObject claim) => new()
    {
        ["phase"] = "Bound", ["accessModes"] = claim.Object("spec")?["accessModes"]?.DeepClone() ?? new JsonArray(),
        ["capacity"] = claim.Object("spec").Object("resources").Object("requests")?.DeepClone() ?? new JsonObject()
    };

    public static JsonObject OfIngress(JsonObject ingress) => new() { ["loadBalancer"] = new JsonObject { ["ingress"] = new JsonArray(new JsonObject { ["ip"] = "127.0.0.1" }) } };

    public static JsonObject OfDefinition(JsonObject definition) => new()
    {
        ["acceptedNames"] = definition.Object("spec").Object("names")?.DeepClone(),
        ["storedVersions"] = new JsonArray([.. definition.Object("spec").Objects("versions").Select(v => (JsonNode)v.Text("name"))]),
        ["conditions"] = new JsonArray(
            Conditions.Of(definition, "NamesAccepted", true, "NoConflicts", "no conflicts found"), Conditions.Of(definition, "Established", true, "InitialNamesAccepted", "the initial names have been accepted"))
    };

    /// <summary>As the operator tells it once it has made the Secret.</summary>
    public static JsonObject OfExternalSecret(JsonObject secret) => new() { ["conditions"] = new JsonArray(Conditions.Of(secret, "Ready", true, "SecretSynced", "secret synced")) };
}
