using System.Text.Json.Nodes;
using InfraAgent.ClusterSimulator.Fields;
using Microsoft.AspNetCore.Http;

namespace InfraAgent.ClusterSimulator.Api;

/// <summary>Refuses fields that the kind does not have, as far as a request asks for it.</summary>
static class FieldCheck
{
    public static void Written(ApiRequest request, JsonObject value)
    {
        var type = request.Type;
        if (type.Model is null)
        {
            KindIs(type, value);
            return;
        }

        // Typed clients may leave both out.
        value.Default("kind", type.Kind);
        value.Default("apiVersion", type.ApiVersion);
        KindIs(type, value);
        var check = DeclaredFields.Check(value, type.Model);
        if (check.Wrong.Count > 0) throw Refusal(type, "json: cannot unmarshal: " + check.Wrong[0]);
        if (check.Unknown.Count == 0) return;
        var unknown = string.Join(", ", check.Unknown.Select(u => $"unknown field \"{u}\""));
        switch (request.Query["fieldValidation"].ToString())
        {
            case "Strict": throw Refusal(type, "strict decoding error: " + unknown);
            case "Ignore": break;
            default: request.Http.Response.Headers.Append("Warning", $"299 - \"{unknown.Replace("\"", "\\\"", StringComparison.Ordinal)}\""); break;
        }
    }

    /// <summary>What is applied must be typed, whatever the request asks for.</summary>
    public static void Applied(ApiRequest request, JsonObject value)
    {
        var type = request.Type;
        KindIs(type, value);
        if (type.Model is null) return;
        var check = DeclaredFields.Check(value, type.Model);
        var wrong = check.Unknown.Count > 0 ? check.Unknown[0] + ": field not declared in schema" : check.Wrong.FirstOrDefault();
        if (wrong is not null)
            throw new ApiException(500, "", $"failed to create typed patch object ({(type.IsNamespaced ? value.Namespace() + "/" : "")}{value.Name()}; {type.ApiVersion}, Kind={type.Kind}): .{wrong}");
    }

    static void KindIs(ResourceType type, JsonObject value)
    {
        if (value.Text("kind") != type.Kind) throw ApiException.Bad($"{value.Text("kind")} in version \"{type.Version}\" cannot be handled as a {type.Kind}");
    }

    static ApiException Refusal(ResourceType type, string why) => ApiException.Bad($"{type.Kind} in version \"{type.Version}\" cannot be handled as a {type.Kind}: {why}");
}
