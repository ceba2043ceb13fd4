using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using k8s;
using Microsoft.AspNetCore.Http;

namespace InfraAgent.ClusterSimulator.Api;

/// <summary>A request for objects of one kind: <c>/apis/apps/v1/namespaces/shop/deployments/web/scale</c>.</summary>
/// <param name="Name">Empty: all of them.</param>
/// <param name="Rest">What follows a subresource, as with a proxy.</param>
sealed record ApiRequest(HttpContext Http, ResourceType Type, string Space, string Name, string Subresource, string Rest)
{
    public IQueryCollection Query => Http.Request.Query;

    public bool IsDryRun => Query["dryRun"].ToString() == "All";

    public bool WantsTable => Http.Request.Headers.Accept.ToString().Contains("as=Table", StringComparison.Ordinal);

    /// <summary>Who writes: as it calls itself, or its program.</summary>
    public string Manager => Query["fieldManager"].ToString() is { Length: > 0 } manager ? manager
        : Http.Request.Headers.UserAgent.ToString().Split('/')[0] is { Length: > 0 } agent ? agent : "unknown";

    /// <param name="rest">The path's parts after group and version.</param>
    public static ApiRequest Parse(HttpContext http, ResourceTypes types, string group, string version, string[] rest)
    {
        var space = "";
        if (rest is ["namespaces", var name, not ("status" or "finalize"), ..]) (space, rest) = (name, rest[2..]);
        var type = types.Find(group, version, rest[0]) ?? throw ApiException.NoSuchPath();
        return new(http, type, space, rest.Length > 1 ? Uri.UnescapeDataString(rest[1]) : "", rest.Length > 2 ? rest[2] : "", "/" + string.Join('/', rest.Skip(3)));
    }

    public Task AnswerAsync(JsonNode body, int code = 200) => AnswerAsync(Http, body, code);

    public static async Task AnswerAsync(HttpContext http, JsonNode body, int code = 200, string type = "application/json")
    {
        (http.Response.StatusCode, http.Response.ContentType) = (code, type);
        await http.Response.Body.WriteAsync(JsonSerializer.SerializeToUtf8Bytes(body));
    }

    public Task<JsonObject> BodyAsync() => BodyAsync(Http);

    /// <summary>JSON, YAML, or protobuf of the kinds that clients send so. Empty where there is none.</summary>
    public static async Task<JsonObject> BodyAsync(HttpContext http)
    {
        using var buffer = new MemoryStream();
        await http.Request.Body.CopyToAsync(buffer);
        var type = http.Request.ContentType ?? "";
        if (type.Contains("cbor", StringComparison.Ordinal)) throw ApiException.UnknownMedia();
        if (type.Contains("protobuf", StringComparison.Ordinal)) return Protobuf.Decode(buffer.ToArray()) ?? throw ApiException.UnknownMedia();
        var text = Encoding.UTF8.GetString(buffer.ToArray()).Trim();
        if (text.Length == 0) return [];
        if (text[0] == '[') return new() { ["operations"] = JsonNode.Parse(text) };
        if (text[0] != '{') text = KubernetesJson.Serialize(KubernetesYaml.Deserialize<object>(text));
        return JsonNode.Parse(text) as JsonObject ?? throw ApiException.Bad("not an object");
    }
}
