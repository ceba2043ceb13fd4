using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace InfraAgent.Generator;

/// <summary>Finds what a cluster cannot express or would refuse, of the base and of what runs.</summary>
sealed partial class ClusterCheck(BundleInput input, FindingList findings)
{
    const int MostConfigBytes = 1024 * 1024;
    const int LongestKey = 253;
    static readonly string[] Stores = ["aws-sm", "azure-kv", "gcp-sm", "vault"];

    readonly HashSet<(string, string)> said = [];
    readonly HashSet<SecretReference> ofModules = [.. input.Workloads.Where(w => w.MadeBy is not null).SelectMany(w => w.Secrets.Values)];

    public void Check()
    {
        Observability();
        foreach (var workloads in input.SameAsBase ? [input.Workloads] : new[] { input.Workloads, input.Base })
        {
            foreach (var workload in workloads) Check(workload);
            Together(workloads);
        }
    }

    void Observability()
    {
        Only("logging", "stdout", "Containers write to standard output, which the cluster's own agent collects.");
        Only("metrics", "prometheus", "Pods are annotated for Prometheus.");
        Only("tracing", input.Workloads.Any(Collects) ? "otlp" : null, "Add the module 'collector', which services are told of.");
    }

    static bool Collects(Workload workload) => workload.MadeBy?.StartsWith("collector/", StringComparison.Ordinal) ?? false;

    void Only(string kind, string? known, string remedy)
    {
        if (!input.Observability.TryGetValue(kind, out var asked) || asked == "none" || asked == known) return;
        findings.Add(SpecRules.NoEffect, Pointer.Member("/template_spec/observability", kind),
            $"observability.{kind} {CarriableText.Show(asked)} would do nothing on Kubernetes" + (known is null ? "." : $"; known: {known}."), remedy);
    }

    void Check(Workload workload)
    {
        Texts(workload);
        Secrets(workload);
        if (workload.References.Count > 0)
            Say(workload, "env", SpecRules.NotAllowed, $"takes {string.Join(", ", workload.References.Values.Select(r => $"'{r}'"))}, which is not known before an apply.", "Use an output whose text is known, or a secret store.");
        var size = workload.Variables.Sum(v => (long)v.Key.Length + Encoding.UTF8.GetByteCount(v.Value));
        if (size > MostConfigBytes)
            Say(workload, "env", SpecRules.NotAllowed, string.Create(CultureInfo.InvariantCulture, $"has {size} bytes of environment, and a ConfigMap holds {MostConfigBytes}."), "Shorten it, or put it into the image or a volume.");
        if (workload.Variables.Keys.Concat(workload.Secrets.Keys).FirstOrDefault(n => n.Length > LongestKey) is { } name)
            Say(workload, "env", SpecRules.NotAllowed, $"has the variable {CarriableText.Show(name)}, whose name is longer than {LongestKey} characters.", "Shorten the name.");
        if (workload is { Scaling.TargetCpu: not null, Resources.CpuMillis: null })
            Say(workload, "scaling", SpecRules.NotTogether, "scales by CPU and requests none, so that there is nothing to take a share of.", "Set resources.cpu.");
        foreach (var duplicate in workload.Ports.GroupBy(p => ClusterPort.Of(p).Name, StringComparer.Ordinal).Where(g => g.Count() > 1))
            Say(workload, "ports", SpecRules.NotTogether, $"has ports {string.Join(", ", duplicate.Select(p => CarriableText.Show(p.Name)))}, which would both be '{duplicate.Key}' in the cluster.", "Rename one of them: at most 15 lower-case letters, digits and '-', at least one letter.");
        if (workload.Exposure is { } exposure && workload.Ports.FirstOrDefault(p => p.Name == exposure.Port) is { Protocol: "udp" })
            Say(workload, "exposure", SpecRules.NotTogether, $"exposes port {CarriableText.Show(exposure.Port)}, which is UDP; an Ingress carries HTTP.", "Expose a TCP port.");
        if (workload.Health is { Command.Count: 0 } health && workload.Ports.FirstOrDefault(p => p.Name == health.Port) is not { Protocol: "tcp" })
            Say(workload, "health", SpecRules.NotTogether, "is asked for its health at a port that is none of its TCP ports.", $"Name one of: {string.Join(", ", workload.Ports.Where(p => p.Protocol != "udp").Select(p => p.Name))}.");
        Volumes(workload);
    }

    void Texts(Workload workload)
    {
        void Read(string field, IEnumerable<string?> texts)
        {
            if (texts.OfType<string>().Select(ClusterText.Explain).FirstOrDefault(w => w is not null) is { } wrong)
                Say(workload, field, SpecRules.Text, $"contains {wrong}.", "Leave the character out, or encode the value (base64).");
        }

        foreach (var (name, value) in workload.Variables)
        {
            if (ClusterText.Explain(value) is not null) Read("env/" + name, [value]);
        }

        Read("image", [workload.Image]);
        Read("command", workload.Command);
        Read("args", workload.Arguments);
        Read("health", [workload.Health?.Path, .. workload.Health?.Command ?? []]);
        Read("volumes", workload.Volumes.Select(v => v.Mount));
        Read("exposure", [workload.Exposure?.Host, workload.Exposure?.Path, workload.Exposure?.TlsSecret]);
    }

    void Volumes(Workload workload)
    {
        foreach (var volume in workload.Volumes)
        {
            if (!DnsLabel().IsMatch(volume.Name))
                Say(workload, "volumes", SpecRules.NotAllowed, $"has the volume {CarriableText.Show(volume.Name)}, which is no name for one in the cluster.", "Use lower-case letters, digits and '-', at most 63.");
            else if (volume.Name == "tmp" && volume.Mount != "/tmp")
                Say(workload, "volumes", SpecRules.NotAllowed, "has the volume 'tmp', which in the cluster is the one at /tmp.", "Give it another name.");
        }
    }

    void Secrets(Workload workload)
    {
        foreach (var (name, reference) in workload.Secrets)
        {
            // Handed over by a module, whose own place says what is wrong with it.
            if (workload.MadeBy is null && ofModules.Contains(reference)) continue;
            var place = "secrets/" + name;
            if (!Stores.Contains(reference.Store))
            {
                Say(workload, place, SpecRules.NotAllowed, $"takes {CarriableText.Show(name)} from '{reference.Store}://', which is a place on this machine and none that a cluster can read.",
                    $"Use one of: {string.Join(", ", Stores.Select(s => s + "://"))}.");
            }
            else if (!StoreName().IsMatch(ClusterSecret.Of(reference).Store))
            {
                Say(workload, place, SpecRules.NotAllowed, $"takes {CarriableText.Show(name)} from {CarriableText.Show(reference.Uri)}, and the vault or project is no name that a ClusterSecretStore can be called by.",
                    "Use a vault or project of letters, digits and '-'.");
            }
        }
    }

    void Together(IReadOnlyList<Workload> workloads)
    {
        var byName = workloads.ToDictionary(w => w.Name, StringComparer.Ordinal);
        var routes = new Dictionary<(string, string), string>();
        foreach (var workload in workloads)
        {
            if (workload.Name == KubernetesResources.DefaultDeny)
                Say(workload, "name", SpecRules.NotAllowed, "has the name of the network policy that every bundle has.", "Use another name.");
            if (workload.Volumes.Any(v => v.SizeMiB is not null) && byName.TryGetValue(workload.Name + "-headless", out var headless))
                Say(headless, "name", SpecRules.NotTogether, $"has the name of the headless Service of '{workload.Name}'.", "Use another name.");
            if (workload.Exposure is not { } exposure) continue;
            if (exposure.Tls && byName.TryGetValue(exposure.TlsSecret ?? workload.Name + "-tls", out var other) && other.Secrets.Count > 0)
                Say(other, "secrets", SpecRules.NotTogether, $"keeps its secrets under the name of the certificate of '{workload.Name}'.", "Name the certificate's secret otherwise, or rename the service.");
            if (!routes.TryAdd((exposure.Host, exposure.Path), workload.Name))
                Say(workload, "exposure", SpecRules.SaidTwice, $"is exposed at {CarriableText.Show(exposure.Host + exposure.Path)}, and so is '{routes[(exposure.Host, exposure.Path)]}'.", "Use another host or path for one of them.");
        }
    }

    // The base and what runs mostly have the same faults; each is told once.
    void Say(Workload workload, string field, string rule, string message, string remedy)
    {
        var place = input.Places.GetValueOrDefault(workload.Name, "/template_spec");
        // A module's workload has other inputs than a service has fields.
        var pointer = workload.MadeBy is null ? place + "/" + field : place;
        var text = $"Service '{workload.Name}' {message}";
        if (said.Add((pointer, text))) findings.Add(rule, pointer, text, remedy);
    }

    [GeneratedRegex(@"\A[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\z", RegexOptions.CultureInvariant)]
    private static partial Regex DnsLabel();

    [GeneratedRegex(@"\A[a-z0-9]([a-z0-9-]{0,251}[a-z0-9])?\z", RegexOptions.CultureInvariant)]
    private static partial Regex StoreName();
}
