using System.Globalization;
using System.Text.Json;
using InfraAgent.Contracts;
using InfraAgent.Generator.Tests.Kubernetes;
using InfraAgent.Generator.Tests.Yaml;
using InfraAgent.TestBed.Kubernetes;

namespace InfraAgent.Generator.Tests.Helm;

/// <summary>Thousands of texts that a template language, a shell or a reader of YAML might take for their own, from a request through the chart and the real
/// <c>helm template</c> to what a cluster would be given.</summary>
public sealed class HostileChartTests : IDisposable
{
    const int InOneService = 250;
    static readonly string[] GoTemplates =
    [
        "{{", "}}", "{{}}", "{{ . }}", "{{- . -}}", "{{/* x */}}", "{{ .Values }}", "{{ .Values.services }}", "{{ $ }}", "{{ $.Release.Name }}", "{{ tpl \"{{ .Values.x }}\" . }}", "{{ include \"services.pod\" . }}",
        "{{ template \"x\" }}", "{{ define \"services.metadata\" }}x{{ end }}", "{{ end }}", "{{ range $i, $e := until 9 }}x{{ end }}", "{{ if true }}", "{{ fail \"x\" }}", "{{ required \"x\" .y }}", "{{ lookup \"v1\" \"Secret\" \"\" \"\" }}",
        "{{ .Files.Get \"Chart.yaml\" }}", "{{ env \"HOME\" }}", "{{ `x` }}", "{{ \"x\" | quote }}", "{{\n.Values\n}}", "{{ printf \"%s\" .Values }}", "%!s(MISSING)", "%v %d %s %q", "%%", "%[1]d", "\\{{", "{{`{{`}}", "{ {", "} }", "{{{{", "}}}}",
        "a: b\n---\nkind: Secret\n", "\n---\n", "# Source: x", "\"\n  injected: true\n  x: \"", "\"}}{{\"", "'}}{{'", "`}}{{`", "|-\n  x", "helm.sh/hook: test", "null", "<no value>", "map[a:b]"
    ];

    readonly TempFolder folder = new();

    public void Dispose() => folder.Dispose();

    [ClusterToolsFact]
    public async Task Helm_and_a_cluster_read_every_text_of_a_request_as_it_was_sent_and_nothing_else()
    {
        var texts = GoTemplates.Concat(HostileText.All).Concat(HostileValues.Texts.Where(t => t.Length <= 16 * 1024)).Distinct().ToList();
        var (bundle, kept) = Accepted(texts);

        var hostile = await Template(bundle);
        var harmless = await Template(Made([.. Enumerable.Repeat("x", kept.Count)]).Bundle!);

        Assert.True(kept.Count > 3000, $"{kept.Count} of {texts.Count} texts are left.");
        var resources = Manifests.ByName(hostile);
        foreach (var (i, some) in kept.Chunk(InOneService).Index())
        {
            var data = Assert.IsType<DataMap>(JsonPatch.Find(resources[$"ConfigMap/s{i:00}"], "/data"));
            Assert.Equal(Lines(Variables(some)), Lines(data.Items.ToDictionary(v => v.Key, v => ((DataText)v.Value).Value)));
            var container = (DataMap)JsonPatch.Find(resources[$"Deployment/s{i:00}"], "/spec/template/spec/containers/0")!;
            Assert.Equal(some, Texts(JsonPatch.Find(container, "/args")).Select(Kubelet.Expanded));
            Assert.Equal(some.Take(50), Texts(JsonPatch.Find(container, "/readinessProbe/exec/command")).Select(Kubelet.Expanded));
        }

        // Nothing is there that would not be with harmless texts, of which the API's own types know everything.
        StrictSchema.Read(harmless);
        Assert.Equal(Manifests.ByName(harmless).Select(r => r.Key + Shape(r.Value)), resources.Select(r => r.Key + Shape(r.Value)));
    }

    [ClusterToolsFact]
    public async Task A_text_of_a_mebibyte_passes_and_so_does_a_path_of_braces()
    {
        // A ConfigMap holds a mebibyte; an argument of a process is no part of one.
        string[] large = [string.Concat(Enumerable.Repeat("{{ .Values }}\u2028'\"\\\n", 1024 * 1024 / 20)), new string('{', 1024 * 1024), new string('x', 1024 * 1024)];
        var workload = ClusterInputs.Web() with { Arguments = large, Variables = ClusterInputs.Variables(("A", large[0])), Health = new HealthCheck { Path = "/{{ .Values }}/%7B", Port = "http" } };
        var input = ClusterInputs.Of([workload]);
        folder.Write(ClusterInputs.Write(new HelmWriter(), input).Files);

        var resources = Manifests.ByName(await ClusterTool.Helm.SucceedAsync(folder.Path, "template", "x", ".", "--skip-tests", "--values", "values-dev.yaml"));

        Assert.Equal(large, Texts(JsonPatch.Find(resources["Deployment/web"], "/spec/template/spec/containers/0/args")));
        Assert.Equal(DataMap.OfTexts(workload.Variables), JsonPatch.Find(resources["ConfigMap/web"], "/data"));
        Assert.Equal((DataValue)"/{{ .Values }}/%7B", JsonPatch.Find(resources["Deployment/web"], "/spec/template/spec/containers/0/readinessProbe/httpGet/path"));
    }

    // What is refused is refused with the place of the text that is meant, and for a reason that the text gives.
    static (Bundle Bundle, List<string> Kept) Accepted(List<string> texts)
    {
        for (var tries = 0; tries < 100; tries++)
        {
            var (made, findings) = Made(texts);
            if (made is not null) return (made, texts);
            var refused = new HashSet<int>();
            foreach (var finding in findings.Where(f => f.RuleId != SpecRules.TooManyFindings))
            {
                var parts = finding.Pointer!.Split('/');
                Assert.True(parts is ["", "template_spec", "services", _, "env", _] or ["", "template_spec", "services", _, "args", ..] or ["", "template_spec", "services", _, "health", ..], finding.ToString());
                if (parts[4] != "env") continue;
                var at = int.Parse(parts[3], CultureInfo.InvariantCulture) * InOneService + int.Parse(parts[5][1..], CultureInfo.InvariantCulture);
                Assert.True(ClusterText.Explain(texts[at]) is not null || finding.RuleId.StartsWith("SEC", StringComparison.Ordinal), finding.ToString());
                refused.Add(at);
            }

            Assert.NotEmpty(refused);
            texts = [.. texts.Where((_, i) => !refused.Contains(i))];
        }

        throw new InvalidOperationException("Something is refused that no text is the reason of.");
    }

    static (Bundle? Bundle, IReadOnlyList<Finding> Findings) Made(IReadOnlyList<string> texts)
    {
        var services = texts.Chunk(InOneService).Select((some, i) => new
        {
            name = $"s{i:00}", image = "ghcr.io/shop/web:1", ports = new[] { 8080 }, env = Variables(some), args = some, health = new { command = some.Take(50) }
        });
        var body = JsonSerializer.Serialize(new { deployment_id = "shop", environment = "dev", runtime = "helm", template_spec = new { cloud = "kubernetes", services } });
        var outcome = Renderers.BuiltIn.Render(Requests.FromBody(body));
        return (outcome.Bundle, outcome.Findings);
    }

    static SortedDictionary<string, string> Variables(IEnumerable<string> texts) => new(texts.Index().ToDictionary(t => $"V{t.Index:000}", t => t.Item), StringComparer.Ordinal);

    async Task<string> Template(Bundle bundle)
    {
        using var chart = new TempFolder();
        chart.Write(bundle.Files);
        return await ClusterTool.Helm.SucceedAsync(chart.Path, "template", "x", ".", "--namespace", "x", "--skip-tests", "--values", "values-dev.yaml");
    }

    static IEnumerable<string> Texts(DataValue? list) => Assert.IsType<DataList>(list).Items.Select(i => ((DataText)i).Value);

    // So that a failure says which text it was.
    static string[] Lines(IEnumerable<KeyValuePair<string, string>> variables) => [.. variables.OrderBy(v => v.Key, StringComparer.Ordinal).Select(v => $"{v.Key}={v.Value}")];

    static string Shape(DataValue value) => value switch
    {
        DataMap m => $"{{{string.Join(',', m.Items.OrderBy(i => i.Key, StringComparer.Ordinal).Select(i => i.Key + ':' + Shape(i.Value)))}}}",
        DataList l => $"[{string.Join(',', l.Items.Select(Shape))}]",
        _ => value.GetType().Name
    };
}
