using InfraAgent.Contracts;
using InfraAgent.Generator.Tests.Kubernetes;
using InfraAgent.TestBed.Kubernetes;

namespace InfraAgent.Generator.Tests.Playbooks;

/// <summary>Playbooks of kubernetes and helm, by hand, with the real kubectl and helm.</summary>
public sealed class ClusterPlaybookTests(ClusterFixture cluster) : IClassFixture<ClusterFixture>, IDisposable
{
    static readonly string[] Empty = ["ConfigMap/kube-root-ca.crt", "ServiceAccount/default"];

    readonly TempFolder folder = new();

    public void Dispose() => folder.Dispose();

    [ClusterToolsFact]
    public async Task A_playbook_of_kubernetes_rolls_out_and_its_ways_back_take_it_back()
    {
        const string Space = "ia-manifests";
        var (hand, before, after) = (cluster.Hand(folder.Path), Before("kubernetes", "manifests"), After("kubernetes", "manifests", "\"scaling\":{\"min\":3,\"max\":5}"));

        await hand.RollOutAsync(before, "previous");
        var first = cluster.State(Space);
        await hand.RollOutAsync(after, "current");
        var second = cluster.State(Space);
        Assert.Contains("Deployment/added", second.Keys);
        Assert.DoesNotContain("Deployment/gone", second.Keys);

        // One rollout at a time; the next apply takes the field over again.
        await hand.BackAsync("current", "rollout-web", 0);
        Assert.Contains("example/web:1.0", cluster.State(Space)["Deployment/web"], StringComparison.Ordinal);
        await hand.RollOutAsync(after, "current");
        ClusterFixture.AssertEqual(second, cluster.State(Space));
        await hand.BackAsync("current", "rollout-db", 0);
        Assert.Contains("example/db:1.0", cluster.State(Space)["StatefulSet/db"], StringComparison.Ordinal);

        await hand.BackAsync("current", "apply", 0);
        ClusterFixture.AssertEqual(first, cluster.State(Space));
        await hand.BackAsync("previous", "apply", 1);
        Assert.Equal(Empty, cluster.State(Space).Keys);
    }

    [ClusterToolsFact]
    public async Task A_playbook_of_helm_rolls_out_and_its_ways_back_take_it_back()
    {
        const string Space = "ia-chart";
        var (hand, before, after) = (cluster.Hand(folder.Path), Before("helm", "chart"), After("helm", "chart", "\"replicas\":3"));

        await hand.RollOutAsync(before, "previous");
        var first = cluster.State(Space);
        await hand.RollOutAsync(after, "current");
        Assert.Contains("Deployment/added", cluster.State(Space).Keys);
        Assert.DoesNotContain("Deployment/gone", cluster.State(Space).Keys);

        // Somebody's hand does not stop the way back.
        Assert.Equal(0, (await hand.RunAsync("", "kubectl", "-n", Space, "scale", "deployment/web", "--replicas=4")).Code);
        await hand.BackAsync("current", "upgrade", 0);
        ClusterFixture.AssertEqual(first, cluster.State(Space));
        await hand.BackAsync("current", "upgrade", 1);
        Assert.Equal(Empty, cluster.State(Space).Keys);
    }

    static Bundle Before(string runtime, string id) => Renderers.Bundle(Command(runtime, id, "1.0", """{"name":"gone","image":"example/gone:1.0"},{"name":"web","image":"example/web:1.0","ports":[{"name":"http","port":80,"target":8080}],"replicas":2,"env":{"LEVEL":"info","OLD":"1"},"depends_on":["db"]}"""));

    static Bundle After(string runtime, string id, string replicas) => Renderers.Bundle(Command(runtime, id, "2.0", $$$"""
        {"name":"added","image":"example/added:1.0","ports":[9000]},
        {"name":"web","image":"example/web:2.0","ports":[{"name":"http","port":80,"target":8080}],{{{replicas}}},"env":{"LEVEL":"debug","NEW":"1"},"depends_on":["db"],"exposure":{"host":"shop.example.com"}}
        """));

    static GenerateBundle Command(string runtime, string id, string database, string services) => Requests.FromBody($$$"""
        {"deployment_id":"{{{id}}}","environment":"prod","runtime":"{{{runtime}}}","template_spec":{"cloud":"kubernetes","services":[
          {"name":"db","image":"example/db:{{{database}}}","ports":[5432],"secrets":{"PASSWORD":"vault://kv/db#password"},"volumes":[{"name":"data","mount":"/data","size":"1Gi"}]},
          {{{services}}}]},"parameters":{}}
        """);
}
