using System.Text.Json.Nodes;

namespace InfraAgent.ClusterSimulator.Objects;

/// <summary>Admission of pods by the level that their namespace enforces: what <c>restricted</c> asks for.</summary>
static class PodSecurity
{
    public static void Check(ResourceType type, JsonObject pod, JsonObject? space)
    {
        if (space?.Label("pod-security.kubernetes.io/enforce") != "restricted" || pod.Object("spec") is not { } spec) return;
        var wrong = spec.Objects("containers").Concat(spec.Objects("initContainers")).Select(c => Wrong(c, spec)).FirstOrDefault(w => w is not null);
        if (wrong is not null) throw ApiException.Forbidden(type, pod.Name(), $"violates PodSecurity \"restricted:latest\": {wrong}");
    }

    static string? Wrong(JsonObject container, JsonObject pod)
    {
        var (own, all, name) = (container.Object("securityContext"), pod.Object("securityContext"), container.Text("name"));
        if (own?["allowPrivilegeEscalation"]?.GetValue<bool>() != false) return $"allowPrivilegeEscalation != false (container \"{name}\" must set securityContext.allowPrivilegeEscalation=false)";
        if (!own.Object("capabilities").Items("drop").Any(c => c!.GetValue<string>() == "ALL")) return $"unrestricted capabilities (container \"{name}\" must set securityContext.capabilities.drop=[\"ALL\"])";
        if (!own.Flag("runAsNonRoot") && !all.Flag("runAsNonRoot")) return $"runAsNonRoot != true (pod or container \"{name}\" must set securityContext.runAsNonRoot=true)";
        if (own?["runAsUser"]?.GetValue<long>() == 0 || (own?["runAsUser"] is null && all?["runAsUser"]?.GetValue<long>() == 0)) return $"runAsUser=0 (pod or container \"{name}\" must not set runAsUser=0)";
        var profile = own.Object("seccompProfile") ?? all.Object("seccompProfile");
        return profile.Text("type") is "RuntimeDefault" or "Localhost" ? null : $"seccompProfile (pod or container \"{name}\" must set securityContext.seccompProfile.type to \"RuntimeDefault\" or \"Localhost\")";
    }
}
