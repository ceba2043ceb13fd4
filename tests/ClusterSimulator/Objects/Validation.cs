using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace InfraAgent.ClusterSimulator.Objects;

/// <summary>What a server refuses of objects whose fields are all known: what cannot be changed, what has to be there, what names what is not.</summary>
static partial class Validation
{
    public static void Check(ResourceType type, JsonObject value, JsonObject? old)
    {
        var name = value.Name();
        if (name.Length == 0) throw ApiException.Invalid(type, name, "metadata.name", "Required value: name or generateName is required");
        if (!Name().IsMatch(name) && !type.Group.StartsWith("rbac", StringComparison.Ordinal))
            throw ApiException.Invalid(type, name, "metadata.name", $"Invalid value: \"{name}\": a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.'");
        if (type.Kind is "ConfigMap" or "Secret" && old.Flag("immutable") && !JsonReading.Same(old!["data"], value["data"])) throw ApiException.Invalid(type, name, "data", "Forbidden: field is immutable when `immutable` is set");
        if (value.Object("spec") is not { } spec)
        {
            if (type.Kind is "Deployment" or "Service" or "Pod" or "StatefulSet" or "Job") throw ApiException.Invalid(type, name, "spec", "Required value");
            return;
        }

        var before = old.Object("spec");
        if (type.Kind is "Deployment" or "ReplicaSet" or "StatefulSet" or "DaemonSet") Replicated(type, name, spec, before);
        if (type.Kind == "StatefulSet" && before is not null && (!JsonReading.Same(before["serviceName"], spec["serviceName"]) || !JsonReading.Same(before["volumeClaimTemplates"], spec["volumeClaimTemplates"])))
        {
            throw ApiException.Invalid(type, name, "spec", "Forbidden: updates to statefulset spec for fields other than 'replicas', 'ordinals', 'template', 'updateStrategy', 'revisionHistoryLimit', "
                + "'persistentVolumeClaimRetentionPolicy' and 'minReadySeconds' are forbidden");
        }

        if (type.Kind == "Job" && before is not null && !JsonReading.Same(before["template"], spec["template"])) throw ApiException.Invalid(type, name, "spec.template", "Invalid value: field is immutable");
        if (type.Kind == "Service" && spec.Text("type") != "ExternalName") Service(type, name, spec, before);
        if (Defaults.PodOf(type, value) is { } pod) Pod(type, name, pod, spec);
    }

    static void Replicated(ResourceType type, string name, JsonObject spec, JsonObject? before)
    {
        var wanted = spec.Object("selector").Object("matchLabels") ?? throw ApiException.Invalid(type, name, "spec.selector", "Required value");
        var labels = spec.Object("template").Object("metadata").Object("labels");
        if (wanted.Any(l => !JsonReading.Same(labels?[l.Key], l.Value)))
            throw ApiException.Invalid(type, name, "spec.template.metadata.labels", $"Invalid value: {labels?.ToJsonString() ?? "null"}: `selector` does not match template `labels`");
        if (before is not null && !JsonReading.Same(before["selector"], spec["selector"])) throw ApiException.Invalid(type, name, "spec.selector", $"Invalid value: {spec["selector"]!.ToJsonString()}: field is immutable");
        if (spec.Number("replicas") < 0) throw ApiException.Invalid(type, name, "spec.replicas", $"Invalid value: {spec.Number("replicas")}: must be greater than or equal to 0");
    }

    static void Service(ResourceType type, string name, JsonObject spec, JsonObject? before)
    {
        var ports = spec.Objects("ports").ToArray();
        if (ports.Length == 0 && spec.Text("clusterIP") != "None") throw ApiException.Invalid(type, name, "spec.ports", "Required value");
        if (before is not null && before.Text("clusterIP") != spec.Text("clusterIP")) throw ApiException.Invalid(type, name, "spec.clusterIPs[0]", $"Invalid value: [\"{spec.Text("clusterIP")}\"]: may not change once set");
        if (ports.Length > 1 && ports.Any(p => p.Text("name").Length == 0)) throw ApiException.Invalid(type, name, "spec.ports[0].name", "Required value");
    }

    static void Pod(ResourceType type, string name, JsonObject pod, JsonObject spec)
    {
        var field = type.Kind == "Pod" ? "spec" : "spec.template.spec";
        if (!pod.Objects("containers").Any()) throw ApiException.Invalid(type, name, field + ".containers", "Required value");
        var volumes = pod.Objects("volumes").Select(v => v.Text("name")).Concat(spec.Objects("volumeClaimTemplates").Select(c => c.Name())).ToHashSet();
        foreach (var (i, container) in pod.Objects("containers").Index())
        {
            var place = $"{field}.containers[{i}]";
            if (container.Text("name").Length == 0) throw ApiException.Invalid(type, name, place + ".name", "Required value");
            if (container.Text("image").Length == 0 && type.Kind == "Pod") throw ApiException.Invalid(type, name, place + ".image", "Required value");
            if (container.Objects("volumeMounts").FirstOrDefault(m => !volumes.Contains(m.Text("name"))) is { } mount) throw ApiException.Invalid(type, name, place + ".volumeMounts[0].name", $"Not found: \"{mount.Text("name")}\"");
        }

        var restart = pod.Text("restartPolicy");
        if (type.Kind is "Deployment" or "StatefulSet" && restart != "Always") throw ApiException.Invalid(type, name, field + ".restartPolicy", $"Unsupported value: \"{restart}\": supported values: \"Always\"");
        if (type.Kind == "Job" && restart == "Always") throw ApiException.Invalid(type, name, field + ".restartPolicy", "Required value: valid values: \"OnFailure\", \"Never\"");
    }

    [GeneratedRegex(@"\A[a-z0-9]([-a-z0-9.]*[a-z0-9])?\z")]
    private static partial Regex Name();
}
