using System.Collections.Frozen;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using InfraAgent.Policy.Assertions;
using YamlDotNet.Core;

namespace InfraAgent.Policy.Bundles;

/// <summary>
/// The resources of a rendered bundle. Kubernetes objects by their kind (<c>Deployment</c>), those of a <c>List</c> one by one; whatever makes pods also as a <c>Pod</c>, and each of its containers, also
/// those that only begin, as a <c>Container</c> that has its pod's <c>spec</c> under <c>pod</c>. Of a Compose project its services as <c>compose_service</c>, networks and volumes likewise.
/// </summary>
static class RenderedSubjects
{
    // Each container has a copy of its pod: of all together, far more than anybody rolls out at once.
    const long MostCopied = 64 << 20;

    static readonly JsonSerializerOptions Deep = new() { MaxDepth = 256 };

    /// <exception cref="YamlException">The text is no YAML, or so deep or large that no tool would give it; a document of it is no object; a Kubernetes object has no kind or name.</exception>
    public static IReadOnlyList<Subject> Read(string runtime, string rendered)
    {
        var documents = RenderedYaml.Read(rendered);
        var copied = new StrongBox<long>();
        return runtime == "docker-compose" ? [.. documents.SelectMany(d => Project(d.Value))] : [.. documents.SelectMany(d => Objects(d.Value, d.Start, copied))];
    }

    static IEnumerable<Subject> Objects(JsonObject values, Mark start, StrongBox<long> copied)
    {
        var kind = Text(values["kind"]) ?? throw new YamlException(start, start, "this document is no Kubernetes object: it has no 'kind'");
        if (kind.EndsWith("List", StringComparison.Ordinal) && values["items"] is JsonArray items)
        {
            foreach (var item in items)
                foreach (var subject in Objects(item as JsonObject ?? throw new YamlException(start, start, $"an item of this {kind} is no object"), start, copied)) yield return subject;
            yield break;
        }

        var metadata = values["metadata"] as JsonObject;
        var name = Text(metadata?["name"]) ?? throw new YamlException(start, start, $"this {kind} has no 'metadata.name'");
        var address = Text(metadata?["namespace"]) is { } space ? $"{kind}/{space}/{name}" : $"{kind}/{name}";
        yield return Subject(address, kind, values);
        if (PodOf(kind, values) is not { } pod) yield break;
        if (kind != "Pod") yield return Subject(address, "Pod", pod);
        var spec = pod["spec"] as JsonObject;
        var length = spec?.ToJsonString(Deep).Length ?? 0;
        foreach (var section in new[] { "initContainers", "containers", "ephemeralContainers" })
        {
            foreach (var container in (spec?[section] as JsonArray ?? []).OfType<JsonObject>())
            {
                if ((copied.Value += length) > MostCopied) throw new YamlException(start, start, $"this {kind} and those before it have more containers in their pods than are looked at");
                var judged = container.DeepClone().AsObject();
                judged["pod"] = spec!.DeepClone();
                yield return Subject($"{address}, container {Text(container["name"])}", "Container", judged);
            }
        }
    }

    static JsonObject? PodOf(string kind, JsonObject values) => kind switch
    {
        "Pod" => values,
        "CronJob" => At(values, "spec", "jobTemplate", "spec", "template"),
        _ => At(values, "spec", "template") is { } template && At(template, "spec") is { } spec && spec.ContainsKey("containers") ? template : null,
    };

    static IEnumerable<Subject> Project(JsonObject project)
    {
        foreach (var (section, type) in new[] { ("services", "compose_service"), ("networks", "compose_network"), ("volumes", "compose_volume") })
            foreach (var (name, values) in project[section] as JsonObject ?? [])
                yield return Subject($"{section}.{name}", type, values ?? new JsonObject());
    }

    static Subject Subject(string address, string type, JsonNode values) =>
        new(address, address, type, JsonSerializer.SerializeToElement(values, Deep), FrozenSet<string>.Empty);

    static JsonObject? At(JsonObject values, params ReadOnlySpan<string> path)
    {
        var at = values;
        foreach (var name in path)
        {
            if (at[name] is not JsonObject inner) return null;
            at = inner;
        }

        return at;
    }

    static string? Text(JsonNode? node) => node is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;
}
