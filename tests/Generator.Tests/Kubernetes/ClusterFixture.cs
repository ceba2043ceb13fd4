using System.Text.Json;
using System.Text.Json.Nodes;
using InfraAgent.ClusterSimulator;
using InfraAgent.Generator.Tests.Playbooks;
using InfraAgent.TestBed.Kubernetes;

namespace InfraAgent.Generator.Tests.Kubernetes;

/// <summary>A simulated cluster for the tests of a class, with kubectl and helm that know it and nothing else.</summary>
public sealed class ClusterFixture : IAsyncLifetime
{
    // What controllers and helm make of what was applied.
    static readonly string[] Made = ["Pod", "ReplicaSet", "ControllerRevision", "EndpointSlice", "Event", "Secret", "PersistentVolumeClaim"];
    static readonly string[] Counted = ["uid", "resourceVersion", "generation", "creationTimestamp", "managedFields"];

    static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    readonly TempFolder folder = new();

    internal SimulatedCluster Cluster { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        Cluster = await SimulatedCluster.StartAsync();
        await File.WriteAllTextAsync(Path.Combine(folder.Path, "kubeconfig"), Cluster.Kubeconfig);
    }

    public async Task DisposeAsync()
    {
        await Cluster.DisposeAsync();
        folder.Dispose();
    }

    /// <param name="bundles">The folder that bundles are in.</param>
    internal PlaybookByHand Hand(string bundles)
    {
        var variables = Environment.GetEnvironmentVariables().Keys.Cast<string>().Where(k => k.StartsWith("HELM_", StringComparison.Ordinal)).ToDictionary(k => k, string? (_) => null);
        variables["KUBECONFIG"] = Path.Combine(folder.Path, "kubeconfig");
        variables["HELM_CACHE_HOME"] = variables["HELM_CONFIG_HOME"] = variables["HELM_DATA_HOME"] = Path.Combine(folder.Path, "helm");
        variables["PATH"] = string.Join(Path.PathSeparator, Path.GetDirectoryName(ClusterTool.Kubectl.Path), Path.GetDirectoryName(ClusterTool.Helm.Path), Environment.GetEnvironmentVariable("PATH"));
        // Discovery, asked for once.
        variables["HOME"] = folder.Path;
        return new PlaybookByHand(bundles, variables);
    }

    /// <summary>What a bundle has made of a namespace: kind/name → the object, without what is counted, observed or given by the cluster.</summary>
    internal SortedDictionary<string, string> State(string space)
    {
        var state = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var kind in Cluster.Kinds.Except(Made).Where(k => k != "Namespace"))
        {
            foreach (var value in Cluster.Objects(kind, space).Where(o => o["metadata"]!["namespace"]?.GetValue<string>() == space)) state[$"{kind}/{value["metadata"]!["name"]}"] = Plain(value);
        }

        return state;
    }

    internal static void AssertEqual(SortedDictionary<string, string> expected, SortedDictionary<string, string> actual)
    {
        Assert.Equal(expected.Keys, actual.Keys);
        foreach (var (name, value) in expected) Assert.Equal(value, actual[name]);
    }

    static string Plain(JsonObject value)
    {
        var meta = value["metadata"]!.AsObject();
        foreach (var field in Counted) meta.Remove(field);
        value.Remove("status");
        if (meta["annotations"] is JsonObject annotations && annotations.Remove("deployment.kubernetes.io/revision") && annotations.Count == 0) meta.Remove("annotations");
        if (value["kind"]!.GetValue<string>() == "Service" && value["spec"]!["clusterIP"]?.GetValue<string>() != "None")
        {
            value["spec"]!.AsObject().Remove("clusterIP");
            value["spec"]!.AsObject().Remove("clusterIPs");
        }

        return Sorted(value).ToJsonString(Indented);
    }

    // Members come in the order in which they were merged, which says nothing.
    static JsonNode Sorted(JsonNode value) => value switch
    {
        JsonObject members => new JsonObject(members.OrderBy(m => m.Key, StringComparer.Ordinal).Select(m => KeyValuePair.Create(m.Key, m.Value is null ? null : Sorted(m.Value)))),
        JsonArray items => new JsonArray([.. items.Select(i => i is null ? null : Sorted(i))]),
        _ => value.DeepClone()
    };
}
