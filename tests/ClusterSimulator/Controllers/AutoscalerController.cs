using System.Text.Json.Nodes;

namespace InfraAgent.ClusterSimulator.Controllers;

/// <summary>Keeps replicas within an autoscaler's limits; there is no load.</summary>
sealed class AutoscalerController(ControllerStore store) : IController
{
    public string Kind => "HorizontalPodAutoscaler";

    public void Reconcile(JsonObject autoscaler)
    {
        var spec = autoscaler.Object("spec")!;
        var target = store.TargetOf(spec.Object("scaleTargetRef")!, autoscaler.Namespace());
        var has = target.Object("spec").Number("replicas", 1);
        var wanted = Math.Clamp(has, spec.Number("minReplicas", 1), spec.Number("maxReplicas", 1));
        if (target is not null && wanted != has) store.Change(target, t => t.Child("spec")["replicas"] = wanted);
        store.SetStatus(autoscaler, new JsonObject
        {
            ["currentReplicas"] = target is null ? 0 : has, ["desiredReplicas"] = target is null ? 0 : wanted,
            ["conditions"] = new JsonArray(
                Conditions.Of(autoscaler, "AbleToScale", target is not null, target is not null ? "ReadyForNewScale" : "FailedGetScale", "simulated"),
                Conditions.Of(autoscaler, "ScalingActive", target is not null, "ValidMetricFound", "simulated"))
        });
    }
}
