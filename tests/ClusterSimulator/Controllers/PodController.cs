using System.Text.Json.Nodes;

namespace InfraAgent.ClusterSimulator.Controllers;

/// <summary>The kubelet: a pod starts after a while, and fails by its images' names. Pods that are not to be restarted end by themselves, like those of jobs and tests.</summary>
sealed class PodController(ControllerStore store, Passing passing, TimeSpan start) : IController
{
    public string Kind => "Pod";

    public void Reconcile(JsonObject pod)
    {
        if (pod.Object("status").Text("phase") is "Succeeded" or "Failed") return;
        var images = pod.Object("spec").Objects("containers").Select(c => c.Text("image")).ToArray();
        bool Says(string word) => images.Any(i => i.Contains(word, StringComparison.Ordinal));
        var key = "pod/" + pod.Uid();
        var isStarted = passing.Has(key, Says("slow") ? start * 4 : start);
        var (cannotPull, crashes) = (Says("bad"), Says("crash"));
        var hasEnded = pod.Object("spec").Text("restartPolicy") != "Always" && isStarted && !cannotPull && passing.Has(key, start * 2);
        var isReady = isStarted && !cannotPull && !crashes && !hasEnded && !Says("unready");
        var state = (hasEnded, cannotPull, crashes, isStarted) switch
        {
            (true, _, _, _) => new JsonObject { ["terminated"] = new JsonObject { ["exitCode"] = crashes ? 1 : 0, ["reason"] = crashes ? "Error" : "Completed" } },
            (_, true, _, _) => Waiting(isStarted ? "ImagePullBackOff" : "ErrImagePull", "Back-off pulling image"),
            (_, _, true, true) => Waiting("CrashLoopBackOff", "back-off restarting failed container"),
            (_, _, _, true) => new JsonObject { ["running"] = new JsonObject { ["startedAt"] = pod.Meta().Text("creationTimestamp") } },
            _ => Waiting("ContainerCreating", "")
        };
        var why = isReady ? "" : "ContainersNotReady";
        store.SetStatus(pod, new JsonObject
        {
            ["phase"] = hasEnded ? crashes ? "Failed" : "Succeeded" : isStarted && !cannotPull ? "Running" : "Pending",
            ["hostIP"] = "127.0.0.1", ["podIP"] = $"10.244.0.{2 + pod.Uid().Sum(c => c) % 250}", ["startTime"] = pod.Meta().Text("creationTimestamp"), ["qosClass"] = "BestEffort",
            ["conditions"] = new JsonArray(
                Conditions.Of(pod, "PodScheduled", true, "", ""), Conditions.Of(pod, "Initialized", true, "", ""), Conditions.Of(pod, "ContainersReady", isReady, why, ""), Conditions.Of(pod, "Ready", isReady, why, "")),
            ["containerStatuses"] = new JsonArray([.. pod.Object("spec").Objects("containers").Select(c => new JsonObject
            {
                ["name"] = c.Text("name"), ["image"] = c.Text("image"), ["imageID"] = isStarted && !cannotPull ? "simulated://" + ControllerStore.Hash(c["image"]!) : "",
                ["ready"] = isReady, ["started"] = isReady, ["restartCount"] = crashes && isStarted ? 1 : 0, ["state"] = state.Copy()
            })])
        });
    }

    static JsonObject Waiting(string reason, string message) => new() { ["waiting"] = new JsonObject { ["reason"] = reason, ["message"] = message } };
}
