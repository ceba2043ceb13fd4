using System.Text.Json.Nodes;

namespace InfraAgent.ClusterSimulator.Controllers;

sealed class DisruptionBudgetController(ControllerStore store) : IController
{
    public string Kind => "PodDisruptionBudget";

    public void Reconcile(JsonObject budget)
    {
        var spec = budget.Object("spec")!;
        var pods = store.PodsOf(budget.Namespace(), spec.Object("selector").Object("matchLabels")).ToArray();
        var healthy = pods.Count(Pods.IsReady);
        var needed = spec["minAvailable"] is { } least ? Pods.Share(least, pods.Length, roundUp: true) : pods.Length - Pods.Share(spec["maxUnavailable"], pods.Length, roundUp: true);
        store.SetStatus(budget, new JsonObject
        {
            ["observedGeneration"] = budget.Meta().Number("generation"), ["currentHealthy"] = healthy, ["desiredHealthy"] = needed, ["expectedPods"] = pods.Length, ["disruptionsAllowed"] = Math.Max(0, healthy - needed),
            ["conditions"] = new JsonArray(Conditions.Of(budget, "DisruptionAllowed", healthy > needed, "SufficientPods", ""))
        });
    }
}
