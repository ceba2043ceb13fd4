using System.Text.Json;
using System.Text.Json.Nodes;
using InfraAgent.Api.Deployments;
using InfraAgent.Contracts;

namespace InfraAgent.Api.Endpoints;

/// <summary>The folded status plus what depends on who reads it and where: links, and what may be called now.</summary>
public static class StatusDocument
{
    public static JsonObject Write(DeploymentStatus status, HttpContext http, PublicAddress address)
    {
        var document = JsonSerializer.SerializeToNode(status, Json.Options)!.AsObject();
        document["artifacts"] = new JsonArray([.. status.Artifacts.Select(a => (JsonNode)new JsonObject
        {
            ["path"] = a.Path, ["href"] = address.Of(http, $"/artifacts/{a.Path}"), ["uri"] = a.Uri, ["digest"] = a.Digest, ["size"] = a.Size,
        })]);
        document["reports"] = new JsonObject(status.Reports.Select(r => KeyValuePair.Create(r.Key, (JsonNode?)new JsonObject
        {
            ["href"] = address.Of(http, $"/deployments/{status.DeploymentId}/reports/{r.Key}"), ["digest"] = r.Value.Digest, ["size"] = r.Value.Size,
        })));
        document["actions"] = new JsonArray([.. Links.Actions(status).Select(a => (JsonNode)new JsonObject
        {
            ["name"] = a.Key, ["method"] = "POST", ["href"] = address.Of(http, a.Value),
        })]);
        var root = $"/deployments/{status.DeploymentId}";
        document["links"] = new JsonObject
        {
            ["self"] = address.Of(http, $"/status/{status.DeploymentId}"),
            ["events"] = address.Of(http, $"{root}/events"),
            ["runs"] = address.Of(http, $"{root}/runs"),
            ["plan"] = address.Of(http, $"{root}/plan"),
            ["outputs"] = address.Of(http, $"{root}/outputs"),
            ["audit"] = address.Of(http, $"{root}/audit"),
        };
        if (status.Failure?.LogsRef is { } logs)
            document["links"]!["logs"] = address.Of(http, $"/logs/{logs}");
        return document;
    }
}
