using System.Collections.Frozen;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using InfraAgent.Policy.Assertions;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace InfraAgent.Policy.Bundles;

/// <summary>
/// The resources of a rendered bundle. Kubernetes objects by their kind (<c>Deployment</c>); whatever makes pods also as a <c>Pod</c>, and each of its containers, also
/// those that only begin, as a <c>Container</c> that has its pod's <c>spec</c> under <c>pod</c>. Of a Compose project its services as <c>compose_service</c>, networks and volumes likewise.
/// </summary>
static class RenderedSubjects
{
    /// <exception cref="YamlException">The text is not YAML, which a tool that renders never gives.</exception>
    public static IReadOnlyList<Subject> Read(string runtime, string rendered)
    {
        var stream = new YamlStream();
        stream.Load(new StringReader(rendered));
        var documents = stream.Documents.Select(d => d.RootNode).OfType<YamlMappingNode>();
        return runtime == "docker-compose" ? [.. documents.SelectMany(Project)] : [.. documents.SelectMany(Objects)];
    }

    static IEnumerable<Subject> Objects(YamlMappingNode node)
    {
        var values = Json(node)!.AsObject();
        if ((string?)values["kind"] is not { } kind || (string?)values["metadata"]?["name"] is not { } name) yield break;
        var space = (string?)values["metadata"]?["namespace"];
        var address = $"{kind}/{(space is null ? "" : space + "/")}{name}";
        yield return Subject(address, kind, values);
        if (PodOf(kind, values) is not { } pod) yield break;
        if (kind != "Pod") yield return Subject(address, "Pod", pod);
        foreach (var section in new[] { "initContainers", "containers" })
        {
            foreach (var container in pod["spec"]?[section] as JsonArray ?? [])
            {
                if (container is not JsonObject one) continue;
                var judged = one.DeepClone().AsObject();
                judged["pod"] = pod["spec"]!.DeepClone();
                yield return Subject($"{address}, container {(string?)one["name"]}", "Container", judged);
            }
        }
    }

    static JsonObject? PodOf(string kind, JsonObject values) => kind switch
    {
        "Pod" => values,
        "CronJob" => values["spec"]?["jobTemplate"]?["spec"]?["template"] as JsonObject,
        _ => values["spec"]?["template"] is JsonObject template && template["spec"]?["containers"] is not null ? template : null,
    };

    static IEnumerable<Subject> Project(YamlMappingNode node)
    {
        var project = Json(node)!.AsObject();
        foreach (var (section, type) in new[] { ("services", "compose_service"), ("networks", "compose_network"), ("volumes", "compose_volume") })
            foreach (var (name, values) in project[section] as JsonObject ?? [])
                yield return Subject($"{section}.{name}", type, values ?? new JsonObject());
    }

    static Subject Subject(string address, string type, JsonNode values) =>
        new(address, address, type, JsonSerializer.SerializeToElement(values), FrozenSet<string>.Empty);

    static JsonNode? Json(YamlNode node) => node switch
    {
        YamlMappingNode map => new JsonObject(map.Children.Select(c => KeyValuePair.Create(((YamlScalarNode)c.Key).Value ?? "", Json(c.Value)))),
        YamlSequenceNode list => new JsonArray([.. list.Children.Select(Json)]),
        YamlScalarNode { Style: ScalarStyle.Plain } scalar => Plain(scalar.Value ?? ""),
        YamlScalarNode scalar => JsonValue.Create(scalar.Value),
        _ => null,
    };

    /// <summary>By the core schema of YAML 1.2, which is what the tools print by.</summary>
    static JsonValue? Plain(string text) => text switch
    {
        "" or "null" or "~" => null,
        "true" => JsonValue.Create(true),
        "false" => JsonValue.Create(false),
        _ when long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole) => JsonValue.Create(whole),
        _ when decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) => JsonValue.Create(number),
        _ => JsonValue.Create(text),
    };
}
