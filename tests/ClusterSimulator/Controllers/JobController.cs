using System.Text.Json.Nodes;

namespace InfraAgent.ClusterSimulator.Controllers;

sealed class JobController(ControllerStore store) : IController
{
    public string Kind => "Job";

    public void Reconcile(JsonObject job)
    {
        if (job.Object("status").Objects("conditions").Any(c => c.Text("status") == "True")) return;
        var spec = job.Object("spec");
        var pods = store.Owned("Pod", job);
        var (wanted, done, failed) = (spec.Number("completions", 1), pods.Count(p => Phase(p) == "Succeeded"), pods.Count(p => Phase(p) == "Failed"));
        var active = pods.Count - done - failed;
        var status = new JsonObject { ["startTime"] = job.Object("status").Text("startTime", JsonReading.Now()), ["active"] = active, ["succeeded"] = done, ["failed"] = failed, ["ready"] = 0 };
        if (done >= wanted)
        {
            status["completionTime"] = JsonReading.Now();
            status["conditions"] = Ended(job, "SuccessCriteriaMet", "Complete", "CompletionsReached", "Reached expected number of succeeded pods");
        }
        else if (failed > spec.Number("backoffLimit", 6)) status["conditions"] = Ended(job, "FailureTarget", "Failed", "BackoffLimitExceeded", "Job has reached the specified backoff limit");
        else if (active < Math.Min(spec.Number("parallelism", 1), wanted - done)) store.Create("Pod", Pods.New(job, Pods.NewName(job)));
        store.SetStatus(job, status);
    }

    static JsonArray Ended(JsonObject job, string first, string then, string reason, string message) => [Conditions.Of(job, first, true, reason, message), Conditions.Of(job, then, true, reason, message)];

    static string Phase(JsonObject pod) => pod.Object("status").Text("phase");
}
