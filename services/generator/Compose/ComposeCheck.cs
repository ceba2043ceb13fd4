using System.Globalization;

namespace InfraAgent.Generator;

/// <summary>Finds what a Compose project cannot express of what runs.</summary>
sealed class ComposeCheck(BundleInput input, FindingList findings)
{
    public void Check()
    {
        Only("logging", "stdout", "Containers write to standard output, which docker-compose logs shows.");
        var collector = input.Workloads.Any(w => w.MadeBy?.StartsWith("collector/", StringComparison.Ordinal) ?? false);
        Only("metrics", collector ? "prometheus" : null, "Add the module 'collector', which services are told of, or let a Prometheus of your own ask the services.");
        Only("tracing", collector ? "otlp" : null, "Add the module 'collector', which services are told of.");
        var published = new Dictionary<int, string>();
        foreach (var workload in input.Workloads) Check(workload, published);
    }

    void Only(string kind, string? known, string remedy)
    {
        if (!input.Observability.TryGetValue(kind, out var asked) || asked == "none" || asked == known) return;
        findings.Add(SpecRules.NoEffect, Pointer.Member("/template_spec/observability", kind),
            $"observability.{kind} {CarriableText.Show(asked)} would do nothing under Compose" + (known is null ? "." : $"; known: {known}."), remedy);
    }

    void Check(Workload workload, Dictionary<int, string> published)
    {
        if (workload.References.Count > 0)
            Say(workload, "env", SpecRules.NotAllowed, $"takes {string.Join(", ", workload.References.Values.Select(r => $"'{r}'"))}, which is not known before an apply.", "Use an output whose text is known.");
        if (workload.Scaling is not null)
            Say(workload, "scaling", SpecRules.NoEffect, "is to be scaled by its load, and Compose has no autoscaler.", "Set 'replicas' in place of 'scaling', for this environment alone where the others scale.");
        if (workload.Ports.FirstOrDefault(p => p.Port != p.Target) is { } moved)
        {
            Say(workload, "ports", SpecRules.NotAllowed,
                string.Create(CultureInfo.InvariantCulture, $"is to be reached at port {moved.Port} and listens on {moved.Target}; within a project, others reach a container where it listens."),
                string.Create(CultureInfo.InvariantCulture, $"Give the port the number {moved.Target}, for this environment alone where others differ."));
        }

        if (workload.Replicas > 1 && workload.Volumes.FirstOrDefault(v => v.SizeMiB is not null) is { } volume)
            Say(workload, "volumes", SpecRules.NotTogether, $"has replicas and the volume '{volume.Name}', of which each should have one; under Compose they would share it.", "Set 'replicas' to 1, or leave 'size' out for scratch space.");
        if (workload.Exposure is { } exposure) Exposed(workload, exposure, published);
    }

    void Exposed(Workload workload, Exposure exposure, Dictionary<int, string> published)
    {
        if (exposure.Tls)
            Say(workload, "exposure", SpecRules.NoEffect, "is exposed with TLS, and a Compose project has no ingress that could serve a certificate.", "Set 'tls' to false, for this environment alone where others have one.");
        if (exposure.Path != "/")
            Say(workload, "exposure", SpecRules.NoEffect, $"is exposed below {CarriableText.Show(exposure.Path)}, and a Compose project has no ingress: all of the port is open.", "Set 'path' to /, or leave 'exposure' out.");
        if (workload.Replicas > 1)
            Say(workload, "replicas", SpecRules.NotTogether, "has replicas and is exposed, and one port of a machine leads to one container.", "Set 'replicas' to 1, or leave 'exposure' out and put a proxy before them.");
        if (ComposeService.Published(workload) is { } port && !published.TryAdd(port.Port, workload.Name))
            Say(workload, "exposure", SpecRules.SaidTwice, string.Create(CultureInfo.InvariantCulture, $"is exposed at port {port.Port} of this machine, and so is '{published[port.Port]}'."), "Give one of them another port.");
    }

    void Say(Workload workload, string field, string rule, string message, string remedy)
    {
        var place = input.Places.GetValueOrDefault(workload.Name, "/template_spec");
        // A module's workload has other inputs than a service has fields.
        findings.Add(rule, workload.MadeBy is null ? place + "/" + field : place, $"Service '{workload.Name}' {message}", remedy);
    }
}
