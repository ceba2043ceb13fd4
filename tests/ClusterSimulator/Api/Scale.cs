using System.Text.Json.Nodes;

namespace InfraAgent.ClusterSimulator.Api;

/// <summary>The subresource by which replicas are set, whatever the kind.</summary>
static class Scale
{
    public static JsonObject Of(JsonObject value) => new()
    {
        ["kind"] = "Scale", ["apiVersion"] = "autoscaling/v1",
        ["metadata"] = new JsonObject(new[] { "name", "namespace", "uid", "resourceVersion", "creationTimestamp" }.Select(k => KeyValuePair.Create(k, (JsonNode?)value.Meta().Text(k)))),
        ["spec"] = new JsonObject { ["replicas"] = value.Object("spec").Number("replicas") },
        ["status"] = new JsonObject
        {
            ["replicas"] = value.Object("status").Number("replicas"),
            ["selector"] = string.Join(',', (value.Object("spec").Object("selector").Object("matchLabels") ?? []).Select(l => $"{l.Key}={l.Value}"))
        }
    };

    public static JsonObject Apply(JsonObject value, JsonObject scale)
    {
        var scaled = value.Copy();
        scaled.Meta().Remove("resourceVersion");
        scaled.Child("spec")["replicas"] = scale.Object("spec").Number("replicas");
        return scaled;
    }
}
