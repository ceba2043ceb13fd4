using System.Globalization;
using InfraAgent.Generator.Tests.Yaml;
using InfraAgent.TestBed.Kubernetes;

namespace InfraAgent.Generator.Tests.Kubernetes;

/// <summary>What the real kubectl makes of bundles.</summary>
public sealed class KubernetesToolTests : IDisposable
{
    readonly TempFolder folder = new();

    public void Dispose() => folder.Dispose();

    [ClusterToolsTheory]
    [MemberData(nameof(ClusterInputs.Names), MemberType = typeof(ClusterInputs))]
    public async Task An_overlay_builds_and_every_resource_has_only_fields_that_the_api_knows(string name)
    {
        var input = ClusterInputs.All[name];
        folder.Write(ClusterInputs.Write(new KubernetesWriter(), input).Files);

        var manifests = await ClusterTool.Kubectl.SucceedAsync(folder.Path, "kustomize", "overlays/" + input.Command.Environment);

        var resources = YamlReading.Documents(manifests);
        Assert.Equal(resources.Count, StrictSchema.Read(manifests).Count);
        Assert.NotEmpty(StrictSchema.Read(await File.ReadAllTextAsync(Path.Combine(folder.Path, "overlays", input.Command.Environment, "namespace.yaml"))));
        var space = ClusterName.Of(input.Command.DeploymentId);
        Assert.All(resources, r => Assert.Equal<DataValue>(space, JsonPatch.Find(r, "/metadata/namespace")!));
        Assert.All(resources, r => Assert.Equal<DataValue>(space, JsonPatch.Find(r, "/metadata/labels/app.kubernetes.io~1instance")!));
    }

    [ClusterToolsTheory]
    [MemberData(nameof(ClusterInputs.Names), MemberType = typeof(ClusterInputs))]
    public async Task An_overlay_gives_the_resources_of_what_runs_whatever_the_base_was(string name)
    {
        var input = ClusterInputs.All[name];
        folder.Write(ClusterInputs.Write(new KubernetesWriter(), input).Files);
        using var direct = new TempFolder();
        direct.Write(ClusterInputs.Write(new KubernetesWriter(), input with { Base = input.Workloads }).Files);

        var built = await Build(folder, input);

        Assert.Equal(await Build(direct, input), built);
    }

    [ClusterToolsFact]
    public async Task Text_of_a_request_reaches_the_cluster_as_it_was_sent()
    {
        var input = ClusterInputs.All["hostile"];
        folder.Write(ClusterInputs.Write(new KubernetesWriter(), input).Files);

        var resources = await Build(folder, input);

        var workload = input.Workloads[0];
        Assert.Empty(JsonPatchDifference.Between(DataMap.OfTexts(workload.Variables), resources["ConfigMap/no"]["data"]!));
        var container = JsonPatch.Find(resources["Deployment/no"], "/spec/template/spec/containers/0")!;
        Assert.Equal(workload.Arguments, Texts(container, "/args").Select(Kubelet.Expanded));
        Assert.Equal(workload.Command, Texts(container, "/command").Select(Kubelet.Expanded));
        Assert.Equal(workload.Health!.Command, Texts(container, "/readinessProbe/exec/command").Select(Kubelet.Expanded));
        Assert.Equal<DataValue>(workload.Exposure!.Path, JsonPatch.Find(resources["Ingress/no"], "/spec/rules/0/http/paths/0/path")!);
    }

    // Not more: kustomize itself takes a time that grows with the square of the resources.
    [ClusterToolsFact]
    public async Task Many_services_build()
    {
        var input = ClusterInputs.Of([.. Enumerable.Range(0, 60).Select(i => ClusterInputs.Web() with
        {
            Name = string.Create(CultureInfo.InvariantCulture, $"w{i:0000}"), DependsOn = i > 0 ? [string.Create(CultureInfo.InvariantCulture, $"w{i / 2:0000}")] : []
        })]);
        folder.Write(ClusterInputs.Write(new KubernetesWriter(), input).Files);

        Assert.Equal(60, (await Build(folder, input)).Keys.Count(k => k.StartsWith("Deployment/", StringComparison.Ordinal)));
    }

    static async Task<SortedDictionary<string, DataMap>> Build(TempFolder folder, BundleInput input) =>
        Manifests.ByName(await ClusterTool.Kubectl.SucceedAsync(folder.Path, "kustomize", "overlays/" + input.Command.Environment));

    static IEnumerable<string> Texts(DataValue value, string pointer) => ((DataList)JsonPatch.Find(value, pointer)!).Items.Select(i => ((DataText)i).Value);
}
