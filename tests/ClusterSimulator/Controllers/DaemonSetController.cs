using System.Text.Json.Nodes;

namespace InfraAgent.ClusterSimulator.Controllers;

/// <summary>One pod, since there is one node.</summary>
sealed class DaemonSetController(ControllerStore store) : IController
{
    const string RevisionLabel = "controller-revision-hash";

    public string Kind => "DaemonSet";

    public void Reconcile(JsonObject set)
    {
        var revision = ControllerStore.Hash(set.Object("spec").Object("template")!);
        var pods = store.Owned("Pod", set);
        if (pods.Count == 0) store.Create("Pod", Pods.New(set, Pods.NewName(set), new JsonObject { [RevisionLabel] = revision }));
        else if (pods[0].Label(RevisionLabel) != revision) store.Delete("Pod", pods[0]);
        pods = store.Owned("Pod", set);
        var ready = pods.Count(Pods.IsReady);
        store.SetStatus(set, new JsonObject
        {
            ["observedGeneration"] = set.Meta().Number("generation"), ["currentNumberScheduled"] = pods.Count, ["desiredNumberScheduled"] = 1, ["numberMisscheduled"] = 0,
            ["numberReady"] = ready, ["numberAvailable"] = ready, ["updatedNumberScheduled"] = pods.Count(p => p.Label(RevisionLabel) == revision)
        });
    }
}
