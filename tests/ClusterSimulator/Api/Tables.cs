using System.Globalization;
using System.Text.Json.Nodes;

namespace InfraAgent.ClusterSimulator.Api;

/// <summary>Objects as <c>kubectl get</c> prints them.</summary>
static class Tables
{
    static readonly Dictionary<string, (string Column, Func<JsonObject, JsonNode> Value)[]> Columns = new()
    {
        ["Deployment"] = [("Ready", Ready), ("Up-to-date", o => o.Object("status").Number("updatedReplicas")), ("Available", o => o.Object("status").Number("availableReplicas"))],
        ["ReplicaSet"] = [("Desired", o => o.Object("spec").Number("replicas")), ("Current", o => o.Object("status").Number("replicas")), ("Ready", o => o.Object("status").Number("readyReplicas"))],
        ["StatefulSet"] = [("Ready", Ready)],
        ["Pod"] =
        [
            ("Ready", o => $"{o.Object("status").Objects("containerStatuses").Count(s => s.Flag("ready"))}/{o.Object("spec").Objects("containers").Count()}"),
            ("Status", o => o.Object("status").Objects("containerStatuses").Select(s => s.Object("state").Object("waiting").Text("reason")).FirstOrDefault(r => r.Length > 0) ?? o.Object("status").Text("phase")),
            ("Restarts", o => o.Object("status").Objects("containerStatuses").Sum(s => s.Number("restartCount")))
        ],
        ["Service"] =
        [
            ("Type", o => o.Object("spec").Text("type")), ("Cluster-IP", o => o.Object("spec").Text("clusterIP")),
            ("Ports", o => string.Join(',', o.Object("spec").Objects("ports").Select(p => $"{p.Number("port")}/{p.Text("protocol")}")))
        ],
        ["Namespace"] = [("Status", o => o.Object("status").Text("phase", "Active"))]
    };

    public static JsonObject Of(ResourceType type, IReadOnlyList<JsonObject> objects, string version)
    {
        var columns = Columns.GetValueOrDefault(type.Kind, []);
        return new()
        {
            ["kind"] = "Table", ["apiVersion"] = "meta.k8s.io/v1", ["metadata"] = new JsonObject { ["resourceVersion"] = version },
            ["columnDefinitions"] = new JsonArray([Definition("Name"), .. columns.Select(c => Definition(c.Column)), Definition("Age")]),
            ["rows"] = new JsonArray([.. objects.Select(o => new JsonObject
            {
                ["cells"] = new JsonArray([o.Name(), .. columns.Select(c => c.Value(o)), Age(o)]),
                ["object"] = new JsonObject { ["kind"] = "PartialObjectMetadata", ["apiVersion"] = "meta.k8s.io/v1", ["metadata"] = o["metadata"]!.DeepClone() }
            })])
        };
    }

    static JsonObject Definition(string name) => new() { ["name"] = name, ["type"] = "string", ["format"] = name == "Name" ? "name" : "", ["description"] = name, ["priority"] = 0 };

    static JsonNode Ready(JsonObject value) => $"{value.Object("status").Number("readyReplicas")}/{value.Object("spec").Number("replicas")}";

    static string Age(JsonObject value)
    {
        var age = DateTime.UtcNow - DateTime.Parse(value.Meta().Text("creationTimestamp"), CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal);
        return string.Create(CultureInfo.InvariantCulture, $"{(int)age.TotalSeconds}s");
    }
}
