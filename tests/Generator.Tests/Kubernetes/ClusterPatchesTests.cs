using System.Text.Json;

namespace InfraAgent.Generator.Tests.Kubernetes;

public sealed class ClusterPatchesTests
{
    [Fact]
    public void A_patch_changes_the_resources_that_it_names_in_the_base_and_not_again_in_the_overlay()
    {
        var bundle = Write(out var findings, new ClusterPatch("Deployment", null, [new JsonPatchStep("add", "/spec/minReadySeconds", 5)], "/template_spec/patches/0"));

        Assert.Equal(0, findings.Count);
        Assert.Contains("\n  minReadySeconds: 5\n", bundle.Text("base/web-deployment.yaml"), StringComparison.Ordinal);
        Assert.Contains("\n  minReadySeconds: 5\n", bundle.Text("base/on-deployment.yaml"), StringComparison.Ordinal);
        Assert.DoesNotContain(bundle.Files.Keys, p => p.EndsWith("-patch.yaml", StringComparison.Ordinal));
    }

    [Fact]
    public void What_only_the_environment_has_is_patched_there()
    {
        var web = ClusterInputs.Web();
        var model = ClusterModel.Read(ClusterInputs.Of([web with { Exposure = new Exposure("a.example.com", "/", "http", false) }], [web]), new FindingList())! with
        {
            Patches = [new ClusterPatch("Ingress", "web", [new JsonPatchStep("add", "/spec/ingressClassName", "nginx")], "/template_spec/patches/0")]
        };

        Assert.Contains("\n  ingressClassName: nginx\n", KubernetesWriter.Write(model, new FindingList()).Text("overlays/dev/web-ingress.yaml"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Deployment", "wbe", "remove", "/spec", "/template_spec/patches/0/target", "Deployment 'wbe', is not in the bundle.", "Did you mean 'web'?")]
    [InlineData("Deploymnt", "web", "remove", "/spec", "/template_spec/patches/0/target", "Deploymnt 'web', is not in the bundle.", "Did you mean 'Deployment'?")]
    [InlineData("Ingress", null, "remove", "/spec", "/template_spec/patches/0/target", "any Ingress, is not in the bundle.", "Use one of: ConfigMap, Deployment, NetworkPolicy, PodDisruptionBudget, Service, ServiceAccount.")]
    [InlineData("Service", "web", "remove", "/spec/missing", "/template_spec/patches/0/ops/1", "'/spec/missing' is not there.", "Look the resource up")]
    [InlineData("Service", "web", "replace", "/metadata/name", "/template_spec/patches/0/ops", "changes what Service 'web' is called by", "Rename the service")]
    [InlineData("Service", "web", "add", "/metadata/namespace", "/template_spec/patches/0/ops", "changes what Service 'web' is called by", "Rename the service")]
    [InlineData("Service", "web", "replace", "", "/template_spec/patches/0/ops", "changes what Service 'web' is called by", "Rename the service")]
    public void A_patch_that_fits_nothing_is_refused_with_its_place(string kind, string? name, string op, string path, string pointer, string message, string remedy)
    {
        var bundle = Write(out var findings, new ClusterPatch(kind, name,
            [new JsonPatchStep("add", "/metadata/labels/x", "y"), new JsonPatchStep(op, path, op == "remove" ? null : new DataText("kube-system"))], "/template_spec/patches/0"));

        Assert.Empty(bundle.Files);
        var finding = Assert.Single(findings.ToList());
        Assert.Equal((SpecRules.NotAllowed, pointer), (finding.RuleId, finding.Pointer));
        Assert.Contains(message, finding.Message, StringComparison.Ordinal);
        Assert.Contains(remedy, finding.Remediation, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"a":[1,2.5,true,null,"x"]}""", null)]
    [InlineData("\"a\\u0000\"", "NUL")]
    [InlineData("{\"a\\u0000\":1}", "NUL")]
    [InlineData("[\"\\ud800\"]", "half of a surrogate pair")]
    [InlineData("1e999", "a number that is too large")]
    [InlineData("""{"a":1,"a":2}""", "the member 'a' twice")]
    public void A_callers_json_is_a_value_or_has_a_problem(string json, string? problem)
    {
        var value = DataReader.Read(JsonDocument.Parse(json).RootElement, out var found);

        Assert.Equal(problem is null, value is not null);
        if (problem is null) Assert.Equal(Yaml.YamlReading.FromJson(json), value);
        else Assert.Contains(problem, found, StringComparison.Ordinal);
    }

    static WrittenBundle Write(out FindingList findings, ClusterPatch patch)
    {
        findings = new FindingList();
        var web = ClusterInputs.Web();
        return KubernetesWriter.Write(ClusterModel.Read(ClusterInputs.Of([web, web with { Name = "on" }]), findings)! with { Patches = [patch] }, findings);
    }
}
