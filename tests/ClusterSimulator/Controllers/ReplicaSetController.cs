using System.Text.Json.Nodes;

namespace InfraAgent.ClusterSimulator.Controllers;

sealed class ReplicaSetController(ControllerStore store) : IController
{
    public string Kind => "ReplicaSet";

    public void Reconcile(JsonObject set)
    {
        var (pods, wanted) = (store.Owned("Pod", set), set.Object("spec").Number("replicas"));
        for (var i = pods.Count; i < wanted; i++) store.Create("Pod", Pods.New(set, Pods.NewName(set)));
        foreach (var pod in pods.OrderBy(Pods.IsReady).Take(pods.Count - wanted)) store.Delete("Pod", pod);
        pods = store.Owned("Pod", set);
        var ready = pods.Count(Pods.IsReady);
        var status = new JsonObject { ["observedGeneration"] = set.Meta().Number("generation"), ["replicas"] = pods.Count };
        if (pods.Count > 0) status["fullyLabeledReplicas"] = pods.Count;
        if (ready > 0) (status["readyReplicas"], status["availableReplicas"]) = (ready, ready);
        store.SetStatus(set, status);
    }
}
