using System.Text.Json.Nodes;

namespace InfraAgent.ClusterSimulator.Api;

/// <summary>What kinds there are, as clients ask before anything else.</summary>
sealed class Discovery(ResourceTypes types)
{
    public const string AggregatedType = "application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList";

    static JsonArray Verbs => ["create", "delete", "deletecollection", "get", "list", "patch", "update", "watch"];

    /// <summary>All groups in one answer; the core group is asked for by itself.</summary>
    public JsonObject Aggregated(bool core) => new()
    {
        ["kind"] = "APIGroupDiscoveryList", ["apiVersion"] = "apidiscovery.k8s.io/v2", ["metadata"] = new JsonObject(),
        ["items"] = new JsonArray([.. types.All.Where(t => t.Group.Length == 0 == core).GroupBy(t => t.Group).Select(group => new JsonObject
        {
            ["metadata"] = group.Key.Length == 0 ? new JsonObject() : new JsonObject { ["name"] = group.Key },
            ["versions"] = new JsonArray([.. group.GroupBy(t => t.Version).Select(version => new JsonObject
            {
                ["version"] = version.Key, ["freshness"] = "Current", ["resources"] = new JsonArray([.. version.Select(Aggregated)])
            })])
        })])
    };

    static JsonObject Aggregated(ResourceType type)
    {
        var resource = new JsonObject
        {
            ["resource"] = type.Plural, ["responseKind"] = KindOf(type), ["scope"] = type.IsNamespaced ? "Namespaced" : "Cluster", ["singularResource"] = type.Kind.ToLowerInvariant(), ["verbs"] = Verbs
        };
        if (type.ShortNames.Count > 0) resource["shortNames"] = new JsonArray([.. type.ShortNames.Select(n => (JsonNode)n)]);
        if (type.IsInAll) resource["categories"] = new JsonArray("all");
        if (type.Subresources.Count > 0)
        {
            resource["subresources"] = new JsonArray([.. type.Subresources.Select(s => new JsonObject
            {
                ["subresource"] = s, ["verbs"] = new JsonArray("get", "patch", "update"),
                ["responseKind"] = s == "scale" ? new JsonObject { ["group"] = "autoscaling", ["version"] = "v1", ["kind"] = "Scale" } : KindOf(type)
            })]);
        }

        return resource;
    }

    public static JsonObject CoreVersions() => new() { ["kind"] = "APIVersions", ["versions"] = new JsonArray("v1"), ["serverAddressByClientCIDRs"] = new JsonArray() };

    public JsonObject Groups() => new()
    {
        ["kind"] = "APIGroupList", ["apiVersion"] = "v1",
        ["groups"] = new JsonArray([.. types.All.Where(t => t.Group.Length > 0).GroupBy(t => t.Group).Select(group =>
        {
            var versions = group.Select(t => t.Version).Distinct().Select(v => new JsonObject { ["groupVersion"] = $"{group.Key}/{v}", ["version"] = v }).ToArray<JsonNode>();
            return new JsonObject { ["name"] = group.Key, ["versions"] = new JsonArray(versions), ["preferredVersion"] = versions[0].DeepClone() };
        })])
    };

    /// <summary>Null where there is no such group or version.</summary>
    public JsonObject? Resources(string group, string version)
    {
        var resources = new JsonArray();
        foreach (var type in types.All.Where(t => t.Group == group && t.Version == version))
        {
            var resource = Plain(type, type.Plural, type.Kind, Verbs);
            if (type.ShortNames.Count > 0) resource["shortNames"] = new JsonArray([.. type.ShortNames.Select(n => (JsonNode)n)]);
            resources.Add(resource);
            foreach (var sub in type.Subresources) resources.Add(Plain(type, $"{type.Plural}/{sub}", sub == "scale" ? "Scale" : type.Kind, ["get", "patch", "update"]));
        }

        return resources.Count == 0 ? null
            : new() { ["kind"] = "APIResourceList", ["apiVersion"] = "v1", ["groupVersion"] = group.Length == 0 ? version : $"{group}/{version}", ["resources"] = resources };
    }

    static JsonObject Plain(ResourceType type, string name, string kind, JsonArray verbs) => new()
    {
        ["name"] = name, ["singularName"] = name == type.Plural ? type.Kind.ToLowerInvariant() : "", ["namespaced"] = type.IsNamespaced, ["kind"] = kind, ["verbs"] = verbs
    };

    public JsonObject OpenApiIndex()
    {
        var paths = new JsonObject();
        var all = types.All;
        foreach (var path in all.Select(t => t.Path).Distinct()) paths[path] = new JsonObject { ["serverRelativeURL"] = $"/openapi/v3/{path}?hash={all.Count}" };
        return new() { ["paths"] = paths };
    }

    /// <summary>Just enough for clients to see that a patch takes <c>fieldValidation</c>: the server validates, they need not. Without a strategic merge
    /// among the types of its body, kubectl patches by the types that it has itself.</summary>
    public JsonObject OpenApi(string path)
    {
        var (paths, schemas) = (new JsonObject(), new JsonObject());
        foreach (var type in types.All.Where(t => t.Path == path))
        {
            paths[$"/{path}/{(type.IsNamespaced ? "namespaces/{namespace}/" : "")}{type.Plural}/{{name}}"] = new JsonObject
            {
                ["patch"] = new JsonObject
                {
                    ["x-kubernetes-action"] = "patch", ["x-kubernetes-group-version-kind"] = KindOf(type),
                    ["parameters"] = new JsonArray([.. new[] { "fieldValidation", "fieldManager", "force", "dryRun" }.Select(n => new JsonObject { ["name"] = n, ["in"] = "query", ["schema"] = new JsonObject { ["type"] = "string" } })]),
                    ["requestBody"] = new JsonObject { ["content"] = new JsonObject { ["application/apply-patch+yaml"] = new JsonObject(), ["application/merge-patch+json"] = new JsonObject() } },
                    ["responses"] = new JsonObject { ["200"] = new JsonObject { ["description"] = "OK" } }
                }
            };
            schemas["simulated." + type.Kind] = new JsonObject { ["type"] = "object", ["x-kubernetes-preserve-unknown-fields"] = true, ["x-kubernetes-group-version-kind"] = new JsonArray(KindOf(type)) };
        }

        return new()
        {
            ["openapi"] = "3.0.0", ["info"] = new JsonObject { ["title"] = "Simulated cluster", ["version"] = "v1" }, ["paths"] = paths, ["components"] = new JsonObject { ["schemas"] = schemas }
        };
    }

    static JsonObject KindOf(ResourceType type) => new() { ["group"] = type.Group, ["version"] = type.Version, ["kind"] = type.Kind };
}
