using System.Text;
using InfraAgent.Generator.Tests.Kubernetes;
using InfraAgent.Generator.Tests.Yaml;
using InfraAgent.TestBed.Kubernetes;

namespace InfraAgent.Generator.Tests.Helm;

/// <summary>Patches in a chart, which applies them when it is rendered, held against those of the manifests, which are applied when they are generated.</summary>
public sealed class HelmPatchesTests : IDisposable
{
    const string Container = "/spec/template/spec/containers/0";

    readonly TempFolder folder = new();

    /// <summary>What each is called, and a kind, a name and steps as JSON.</summary>
    public static TheoryData<string, string, string?, string> Patches => new()
    {
        { "adding a member", "Deployment", null, """[{"op":"add","path":"/spec/minReadySeconds","value":5}]""" },
        { "adding to the middle and the end of a list", "Deployment", "web", """[{"op":"add","path":"/spec/template/spec/containers/0/ports/0","value":{"containerPort":9000}},{"op":"add","path":"/spec/template/spec/containers/-","value":{"name":"side","image":"a/b:1","args":["{{ .Values }}",1.5,null,true,[],{}]}}]""" },
        { "removing", "Deployment", "web", """[{"op":"remove","path":"/spec/template/spec/containers/0/resources"},{"op":"remove","path":"/spec/template/spec/topologySpreadConstraints/0"}]""" },
        { "replacing", "Deployment", "web", """[{"op":"replace","path":"/spec/strategy/rollingUpdate/maxSurge","value":1},{"op":"replace","path":"/spec/template/spec/containers/0/ports/0/containerPort","value":1234567890}]""" },
        { "copying and moving", "Deployment", "web", """[{"op":"copy","from":"/spec/template/spec/containers/0","path":"/spec/template/spec/containers/1"},{"op":"replace","path":"/spec/template/spec/containers/1/name","value":"twin"},{"op":"move","from":"/spec/template/spec/containers/0/ports","path":"/spec/template/spec/containers/0/x~1y"},{"op":"move","from":"/spec/selector","path":"/spec/selector"}]""" },
        { "testing", "Deployment", "web", """[{"op":"test","path":"/metadata/labels","value":{"team":"shop","app.kubernetes.io/managed-by":"infra-agent","app.kubernetes.io/name":"web"}},{"op":"test","path":"/spec/revisionHistoryLimit","value":5.0},{"op":"add","path":"/spec/x","value":1}]""" },
        { "labels as a whole", "Deployment", null, """[{"op":"replace","path":"/metadata/labels","value":{"a/b":"c"}},{"op":"replace","path":"/spec/template/metadata/labels","value":{"d":"e"}}]""" },
        { "taking labels away", "StatefulSet", null, """[{"op":"remove","path":"/metadata/labels"},{"op":"remove","path":"/spec/template/metadata"},{"op":"remove","path":"/spec/volumeClaimTemplates/0/metadata/labels"}]""" },
        { "annotations", "Service", null, """[{"op":"add","path":"/metadata/annotations","value":{"infra-agent/deployment-id":"x","b~c":"d"}}]""" },
        { "empty values", "NetworkPolicy", "default-deny", """[{"op":"add","path":"/spec/ingress","value":[]},{"op":"add","path":"/spec/x","value":{"a":{},"b":[],"c":null,"d":"","e":[[],{},[1,[2]]]}},{"op":"add","path":"/spec/x/e/2/1/0","value":3}]""" },
        { "claims", "StatefulSet", null, """[{"op":"add","path":"/spec/volumeClaimTemplates/0/spec/storageClassName","value":"fast"}]""" },
        { "other kinds", "ServiceAccount", null, """[{"op":"replace","path":"/automountServiceAccountToken","value":true}]""" },
        { "secrets", "ExternalSecret", null, """[{"op":"replace","path":"/spec/refreshInterval","value":"5m"}]""" },
        { "variables", "ConfigMap", null, """[{"op":"add","path":"/data/no value","value":"<no value>"},{"op":"add","path":"/data/<no value>","value":"x"}]""" },
        { "exposure", "Ingress", null, """[{"op":"add","path":"/spec/ingressClassName","value":"nginx"}]""" },
        { "a budget", "PodDisruptionBudget", null, """[{"op":"replace","path":"/spec/maxUnavailable","value":"50%"}]""" },
        { "scaling", "HorizontalPodAutoscaler", null, """[{"op":"add","path":"/spec/behavior/scaleUp","value":{"stabilizationWindowSeconds":0}}]""" }
    };

    public void Dispose() => folder.Dispose();

    [ClusterToolsTheory]
    [MemberData(nameof(Patches))]
    public async Task A_patched_chart_gives_the_same_resources_as_kustomize(string what, string kind, string? name, string steps)
    {
        var patch = new ClusterPatch(kind, name, Steps(steps), "/template_spec/patches/0");
        var inputs = ClusterInputs.All.Where(i => i.Key is "everything" or "secrets" or "exposed").ToArray();
        var patched = 0;
        foreach (var (input, value) in inputs)
        {
            var model = Model(value, patch);
            var findings = new FindingList();
            var plain = KubernetesWriter.Write(model with { Patches = [] }, findings);
            var manifests = KubernetesWriter.Write(model, findings);
            if (findings.Count > 0) continue;
            patched++;
            using var bundle = new TempFolder();
            bundle.Write(manifests.Files);
            using var chart = new TempFolder();
            chart.Write(HelmWriter.Write(model, findings).Files);

            var rendered = await Template(chart, model);
            var built = await ClusterTool.Kubectl.SucceedAsync(bundle.Path, "kustomize", "overlays/dev");

            Assert.Equal(0, findings.Count);
            Assert.NotEqual(Texts(plain), Texts(manifests));
            Manifests.AssertEqual(Manifests.ByName(built), Manifests.ByName(rendered));
            await ClusterTool.Helm.SucceedAsync(chart.Path, "lint", "--strict", ".", "--values", "values-dev.yaml");
        }

        Assert.True(patched > 0, what);
    }

    [ClusterToolsFact]
    public async Task A_patched_resource_is_still_made_of_the_values()
    {
        var model = Chart(ClusterInputs.Of([ClusterInputs.Web()]), Patch("Deployment", "web", """[{"op":"add","path":"/spec/template/spec/containers/-","value":{"name":"side","image":"a/b:1"}}]"""));

        var resources = Manifests.ByName(await Template(folder, model, "--set", "services.web.image=ghcr.io/example/web:9", "--set", "services.web.replicas=7"));

        Assert.Equal((DataValue)"ghcr.io/example/web:9", JsonPatch.Find(resources["Deployment/web"], Container + "/image"));
        Assert.Equal((DataValue)7, JsonPatch.Find(resources["Deployment/web"], "/spec/replicas"));
        Assert.Equal((DataValue)"a/b:1", JsonPatch.Find(resources["Deployment/web"], "/spec/template/spec/containers/1/image"));
    }

    [ClusterToolsTheory]
    [InlineData("""[{"op":"replace","path":"/spec/replicas","value":3}]""", "patches.json: /spec/replicas is not there in Deployment 'web'.")]
    [InlineData("""[{"op":"remove","path":"/spec/replicas"}]""", "patches.json: /spec/replicas is not there in Deployment 'web'.")]
    [InlineData("""[{"op":"copy","from":"/spec/replicas","path":"/spec/minReadySeconds"}]""", "patches.json: /spec/replicas is not there in Deployment 'web'.")]
    [InlineData("""[{"op":"add","path":"/spec/template/spec/containers/0/ports/1","value":{}}]""", "patches.json: /spec/template/spec/containers/0/ports/1 is not there in Deployment 'web'.")]
    [InlineData("""[{"op":"remove","path":"/spec/template/spec/containers/0/ports/0"}]""", "patches.json: /spec/template/spec/containers/0/ports/0 is not there in Deployment 'web'.")]
    [InlineData("""[{"op":"test","path":"/spec/revisionHistoryLimit","value":5},{"op":"test","path":"/spec/template/spec/containers/0/image","value":"ghcr.io/example/web:1.4.2"}]""", "patches.json: /spec/template/spec/containers/0/image of Deployment 'web' has another value than the test expects.")]
    public async Task A_patch_that_does_not_fit_other_values_stops_the_chart_and_says_so(string steps, string message)
    {
        var model = Chart(ClusterInputs.Of([ClusterInputs.Web()]), Patch("Deployment", "web", steps));
        await Template(folder, model);

        var (code, output, errors) = await ClusterTool.Helm.RunAsync(folder.Path, "template", "x", ".", "--set", "services.web.image=other",
            "--set-json", "services.web.autoscaling={\"minReplicas\":1,\"maxReplicas\":2,\"targetCpu\":50}", "--set-json", "services.web.ports=null", "--set-json", "services.web.health=null");

        Assert.NotEqual(0, code);
        Assert.Contains(message, output + errors, StringComparison.Ordinal);
    }

    [ClusterToolsFact]
    public async Task Hostile_values_and_names_are_read_as_they_were_sent()
    {
        var texts = HostileText.All.Concat(HostileValues.Texts.Where(t => t.Length <= 16 * 1024)).Where(t => ClusterText.Explain(t) is null).Distinct().ToArray();
        var sent = DataMap.Of(
            ("texts", DataList.Of(texts.Select(t => (DataValue)t))),
            ("names", new DataMap(texts.Index().Select(t => KeyValuePair.Create(t.Item, (DataValue)t.Index)))));
        var numbers = DataList.Of(HostileValues.Numbers.Select(n => (DataValue)new DataNumber(n)));
        var model = Chart(ClusterInputs.Of([ClusterInputs.Web()]), new ClusterPatch("Deployment", "web", [new JsonPatchStep("add", "/spec/x", sent), new JsonPatchStep("test", "/spec/x", sent), new JsonPatchStep("copy", "/spec/y", From: "/spec/x"),
            new JsonPatchStep("add", "/numbers", numbers), new JsonPatchStep("test", "/numbers", numbers)], ""));

        var rendered = await Template(folder, model);
        var resource = Manifests.ByName(rendered)["Deployment/web"];

        Assert.True(texts.Length > 3000);
        Assert.Empty(JsonPatchDifference.Between(sent, JsonPatch.Find(resource, "/spec/x")!).Select(s => s.Path));
        Assert.Equal(sent, JsonPatch.Find(resource, "/spec/y"));
        var listed = rendered.Split("\n\"numbers\":\n")[1].Split("\n\"spec\":")[0];
        Assert.Equal(HostileValues.Numbers, new YamlDotNet.Serialization.Deserializer().Deserialize<List<double>>(listed));
        Assert.All(listed.Split('\n'), l => Assert.DoesNotMatch("^[^.]*e", l));
    }

    [Fact]
    public void Only_templates_of_patched_kinds_are_others_than_in_every_chart()
    {
        var model = Model(ClusterInputs.All["everything"], Patch("Service", "web", """[{"op":"add","path":"/spec/x","value":1}]"""));
        var patched = HelmWriter.Write(model, new FindingList()).Files;
        var plain = HelmWriter.Write(model with { Patches = [] }, new FindingList()).Files;

        var changed = patched.Keys.Where(p => !plain.TryGetValue(p, out var content) || !content.Span.SequenceEqual(patched[p].Span)).Order(StringComparer.Ordinal);
        Assert.Equal(["Chart.yaml", "README.md", "patches.json", "templates/_patches.tpl", "templates/service.yaml", "templates/statefulset.yaml"], changed);
        Assert.Empty(plain.Keys.Except(patched.Keys));
    }

    [Fact]
    public void A_patch_that_fits_nothing_is_refused_as_for_manifests()
    {
        var findings = new FindingList();

        Assert.Empty(HelmWriter.Write(Model(ClusterInputs.Of([ClusterInputs.Web()]), Patch("Service", "wbe", """[{"op":"remove","path":"/spec"}]""")), findings).Files);

        var finding = Assert.Single(findings.ToList());
        Assert.Equal((SpecRules.NotAllowed, "/template_spec/patches/0/target"), (finding.RuleId, finding.Pointer));
        Assert.Contains("Did you mean 'web'?", finding.Remediation, StringComparison.Ordinal);
    }

    static ClusterPatch Patch(string kind, string? name, string steps) => new(kind, name, Steps(steps), "/template_spec/patches/0");

    static JsonPatchStep[] Steps(string json) => [.. ((DataList)YamlReading.FromJson(json)).Items.Cast<DataMap>().Select(s =>
        new JsonPatchStep(Text(s, "op")!, Text(s, "path")!, s["value"], Text(s, "from")))];

    static string? Text(DataMap map, string name) => (map[name] as DataText)?.Value;

    static ClusterModel Model(BundleInput input, ClusterPatch patch) => ClusterModel.Read(input with
    {
        Tags = new SortedDictionary<string, string>(StringComparer.Ordinal) { ["team"] = "shop" },
        Command = input.Command with { Environment = "dev", Labels = new Dictionary<string, string> { ["owner"] = "me", ["why"] = "not a label!" } }
    }, new FindingList())! with { Patches = [patch] };

    ClusterModel Chart(BundleInput input, ClusterPatch patch)
    {
        var (model, findings) = (Model(input, patch), new FindingList());
        folder.Write(HelmWriter.Write(model, findings).Files);
        Assert.Empty(findings.ToList());
        return model;
    }

    static Task<string> Template(TempFolder chart, ClusterModel model, params string[] more) =>
        ClusterTool.Helm.SucceedAsync(chart.Path, ["template", model.Facts.Name, ".", "--namespace", model.Facts.Name, "--skip-tests", "--values", "values-dev.yaml", .. more]);

    static string Texts(WrittenBundle bundle) => string.Concat(bundle.Files.Select(f => Encoding.UTF8.GetString(f.Value.Span)));
}
