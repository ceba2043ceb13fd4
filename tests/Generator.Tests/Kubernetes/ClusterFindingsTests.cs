using InfraAgent.Contracts;

namespace InfraAgent.Generator.Tests.Kubernetes;

public sealed class ClusterFindingsTests
{
    public static TheoryData<string, string, string, string> Cases => new()
    {
        { "env-secret", SpecRules.NotAllowed, "/template_spec/services/0/secrets/KEY", "Use one of: aws-sm://, azure-kv://, gcp-sm://, vault://." },
        { "file-secret", SpecRules.NotAllowed, "/template_spec/services/0/secrets/KEY", "Use one of: aws-sm://, azure-kv://, gcp-sm://, vault://." },
        { "store-name", SpecRules.NotAllowed, "/template_spec/services/0/secrets/KEY", "Use a vault or project of letters, digits and '-'." },
        { "text", SpecRules.Text, "/template_spec/services/0/env/A", "Leave the character out, or encode the value (base64)." },
        { "cpu", SpecRules.NotTogether, "/template_spec/services/0/scaling", "Set resources.cpu." },
        { "config", SpecRules.NotAllowed, "/template_spec/services/0/env", "Shorten it, or put it into the image or a volume." },
        { "ports", SpecRules.NotTogether, "/template_spec/services/0/ports", "Rename one of them: at most 15 lower-case letters, digits and '-', at least one letter." },
        { "udp", SpecRules.NotTogether, "/template_spec/services/0/exposure", "Expose a TCP port." },
        { "health", SpecRules.NotTogether, "/template_spec/services/0/health", "Name one of: http." },
        { "volume", SpecRules.NotAllowed, "/template_spec/services/0/volumes", "Use lower-case letters, digits and '-', at most 63." },
        { "tmp", SpecRules.NotAllowed, "/template_spec/services/0/volumes", "Give it another name." },
        { "route", SpecRules.SaidTwice, "/template_spec/services/1/exposure", "Use another host or path for one of them." },
        { "headless", SpecRules.NotTogether, "/template_spec/services/1/name", "Use another name." },
        { "certificate", SpecRules.NotTogether, "/template_spec/services/1/secrets", "Name the certificate's secret otherwise, or rename the service." },
        { "default-deny", SpecRules.NotAllowed, "/template_spec/services/0/name", "Use another name." },
        { "tracing", SpecRules.NoEffect, "/template_spec/observability/tracing", "Add the module 'collector', which services are told of." }
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void What_a_cluster_cannot_do_is_refused_by_both_runtimes_once_with_place_and_remedy(string what, string rule, string pointer, string remedy)
    {
        foreach (IBundleWriter writer in new IBundleWriter[] { new KubernetesWriter(), new HelmWriter() })
        {
            var findings = new FindingList();

            Assert.Empty(writer.Write(Input(what), findings).Files);

            var finding = Assert.Single(findings.ToList());
            Assert.Equal((rule, pointer, remedy), (finding.RuleId, finding.Pointer, finding.Remediation));
        }
    }

    static BundleInput Input(string what)
    {
        var web = ClusterInputs.Web();
        return what switch
        {
            "env-secret" => ClusterInputs.Of([web with { Secrets = ClusterInputs.Secrets(("KEY", "env://KEY")) }]),
            "file-secret" => ClusterInputs.Of([web with { Secrets = ClusterInputs.Secrets(("KEY", "file:///run/secrets/key")) }]),
            "store-name" => ClusterInputs.Of([web with { Secrets = ClusterInputs.Secrets(("KEY", "gcp-sm://my_project/key")) }]),
            "text" => ClusterInputs.Of([web with { Variables = ClusterInputs.Variables(("A", "a\u0080"), ("B", "\u0001\u202e\ufeff")) }]),
            "cpu" => ClusterInputs.Of([web with { Replicas = null, Scaling = new WorkloadScaling(1, 2, TargetCpu: 50), Resources = new WorkloadResources { CpuMillis = null } }]),
            "config" => ClusterInputs.Of([web with { Variables = ClusterInputs.Variables(("A", new string('é', 600_000))) }]),
            "ports" => ClusterInputs.Of([web with { Ports = [.. web.Ports, new WorkloadPort("port-81", 82, 82), new WorkloadPort("An_Odd_Name", 81, 81)] }]),
            "udp" => ClusterInputs.Of([web with { Ports = [.. web.Ports, new WorkloadPort("dns", 53, 53, "udp")], Exposure = new Exposure("a.example.com", "/", "dns", false) }]),
            "health" => ClusterInputs.Of([web with { Ports = [.. web.Ports, new WorkloadPort("dns", 53, 53, "udp")], Health = new HealthCheck { Path = "/", Port = "dns" } }]),
            "volume" => ClusterInputs.Of([web with { Volumes = [new WorkloadVolume("My Data", "/data")] }]),
            "tmp" => ClusterInputs.Of([web with { Volumes = [new WorkloadVolume("tmp", "/data")] }]),
            "route" => ClusterInputs.Of([web with { Exposure = new Exposure("a.example.com", "/", "http", false) }, web with { Name = "x", Exposure = new Exposure("a.example.com", "/", "http", false) }]),
            "headless" => ClusterInputs.Of([web with { Volumes = [new WorkloadVolume("data", "/data", 1024)] }, web with { Name = "web-headless" }]),
            "certificate" => ClusterInputs.Of([web with { Exposure = new Exposure("a.example.com", "/", "http", true) }, web with { Name = "web-tls", Secrets = ClusterInputs.Secrets(("KEY", "vault://kv/a#b")) }]),
            "default-deny" => ClusterInputs.Of([web with { Name = "default-deny" }]),
            "tracing" => ClusterInputs.Of([web]) with { Observability = new Dictionary<string, string> { ["tracing"] = "xray", ["logging"] = "stdout", ["metrics"] = "none" } },
            _ => throw new ArgumentOutOfRangeException(nameof(what))
        };
    }

    [Fact]
    public void A_fault_of_a_modules_workload_is_told_at_the_module()
    {
        var findings = new FindingList();
        new KubernetesWriter().Write(ClusterInputs.Of([ClusterInputs.Database() with { Secrets = ClusterInputs.Secrets(("KEY", "env://KEY")) }]), findings);

        Assert.Equal("/template_spec/services/0", Assert.Single(findings.ToList()).Pointer);
    }
}
