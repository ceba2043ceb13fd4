using System.Globalization;
using System.Text.Json.Nodes;

namespace InfraAgent.ClusterSimulator.Controllers;

/// <summary>Rolls from one ReplicaSet to the next within the limits of the strategy.</summary>
sealed class DeploymentController(ControllerStore store, Passing passing, double deadlines) : IController
{
    const string Revision = "deployment.kubernetes.io/revision";

    public string Kind => "Deployment";

    public void Reconcile(JsonObject deployment)
    {
        var spec = deployment.Object("spec")!;
        var (wanted, isPaused, hash) = (spec.Number("replicas", 1), spec.Flag("paused"), ControllerStore.Hash(spec.Object("template")!));
        var all = store.Owned("ReplicaSet", deployment);
        var current = all.FirstOrDefault(s => s.Label("pod-template-hash") == hash);
        var newest = all.Select(RevisionOf).DefaultIfEmpty(0).Max();
        if (current is null && !isPaused)
        {
            store.Create("ReplicaSet", NewSet(deployment, hash, newest + 1, wanted));
            passing.Only(Progress(deployment), "");
            return;
        }

        if (current is not null)
        {
            // Taken up again, an older set becomes the newest revision.
            if (RevisionOf(current) < newest)
            {
                current = store.Change(current, s => s.Meta().Child("annotations")[Revision] = Text(newest + 1));
                passing.Only(Progress(deployment), "");
            }

            if (deployment.Annotation(Revision) != Text(RevisionOf(current))) deployment = store.Change(deployment, d => d.Meta().Child("annotations")[Revision] = Text(RevisionOf(current)));
            if (!isPaused) Roll(spec, current, [.. all.Where(s => s.Name() != current.Name())], wanted);
        }

        Tell(deployment, spec, hash, wanted);
    }

    static int RevisionOf(JsonObject set) => int.TryParse(set.Annotation(Revision), out var revision) ? revision : 0;

    static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    static string Progress(JsonObject deployment) => $"deployment/{deployment.Uid()}/";

    static JsonObject NewSet(JsonObject deployment, string hash, int revision, int wanted)
    {
        var spec = deployment.Object("spec")!;
        var template = spec.Object("template")!.Copy();
        var selector = spec.Object("selector")!.Copy();
        template.Meta().Child("labels")["pod-template-hash"] = hash;
        selector.Child("matchLabels")["pod-template-hash"] = hash;
        var set = ControllerStore.New(deployment.Namespace(), $"{deployment.Name()}-{hash}", template.Meta().Object("labels"), deployment);
        set.Meta()["annotations"] = new JsonObject { [Revision] = Text(revision), ["deployment.kubernetes.io/desired-replicas"] = Text(wanted) };
        set["spec"] = new JsonObject { ["replicas"] = 0, ["selector"] = selector, ["template"] = template };
        return set;
    }

    void Roll(JsonObject spec, JsonObject current, JsonObject[] others, int wanted)
    {
        var (surge, unavailable) = Limits(spec, wanted);
        if (spec.Object("strategy").Text("type") == "Recreate" && others.Any(s => Replicas(s) > 0 || s.Object("status").Number("replicas") > 0))
        {
            foreach (var other in others) Scale(other, 0);
            return;
        }

        var before = others.Sum(Replicas);
        if (Replicas(current) > wanted) current = Scale(current, wanted);
        else if (Replicas(current) < wanted) current = Scale(current, Replicas(current) + Math.Max(0, Math.Min(wanted + surge - before - Replicas(current), wanted - Replicas(current))));

        // First those that are not well anyway, then as many as the new ones make up for.
        others = [.. others.OrderBy(RevisionOf)];
        var sick = before + Replicas(current) - (wanted - unavailable) - (Replicas(current) - Available(current));
        others = Shrink(others, sick, s => Replicas(s) - Available(s));
        others = Shrink(others, others.Sum(Available) + Available(current) - (wanted - unavailable), Replicas);
        foreach (var old in others.Where(s => Replicas(s) == 0 && s.Object("status").Number("replicas") == 0).Reverse().Skip(spec.Number("revisionHistoryLimit", 10))) store.Delete("ReplicaSet", old);
    }

    static (int Surge, int Unavailable) Limits(JsonObject spec, int wanted)
    {
        if (spec.Object("strategy").Text("type") == "Recreate") return (0, wanted);
        var rolling = spec.Object("strategy").Object("rollingUpdate");
        var (surge, unavailable) = (Pods.Share(rolling?["maxSurge"], wanted, roundUp: true), Pods.Share(rolling?["maxUnavailable"], wanted, roundUp: false));
        return (surge, surge == 0 && unavailable == 0 ? 1 : unavailable);
    }

    JsonObject[] Shrink(JsonObject[] sets, int budget, Func<JsonObject, int> most) => [.. sets.Select(set =>
    {
        var fewer = Math.Clamp(Math.Min(budget, most(set)), 0, Replicas(set));
        budget -= fewer;
        return Scale(set, Replicas(set) - fewer);
    })];

    JsonObject Scale(JsonObject set, int replicas) => Replicas(set) == replicas ? set : store.Change(set, s => s.Child("spec")["replicas"] = replicas);

    static int Replicas(JsonObject set) => set.Object("spec").Number("replicas");

    static int Available(JsonObject set) => set.Object("status").Number("availableReplicas");

    void Tell(JsonObject deployment, JsonObject spec, string hash, int wanted)
    {
        var sets = store.Owned("ReplicaSet", deployment);
        var current = sets.FirstOrDefault(s => s.Label("pod-template-hash") == hash);
        int Sum(string field) => sets.Sum(s => s.Object("status").Number(field));
        var (updated, replicas, available) = (current.Object("status").Number("replicas"), Sum("replicas"), Sum("availableReplicas"));
        var isDone = current is not null && updated == wanted && replicas == wanted && available == wanted && Available(current) == wanted;
        var key = $"{Progress(deployment)}{hash}/{updated}/{replicas}/{available}";
        passing.Only(Progress(deployment), key);
        var isLate = !isDone && !spec.Flag("paused") && passing.Has(key, TimeSpan.FromSeconds(spec.Number("progressDeadlineSeconds", 600) * deadlines));
        var isAvailable = available >= wanted - Limits(spec, wanted).Unavailable;
        var status = new JsonObject
        {
            ["observedGeneration"] = deployment.Meta().Number("generation"),
            ["conditions"] = new JsonArray(
                Conditions.Updated(deployment, "Available", isAvailable, isAvailable ? "MinimumReplicasAvailable" : "MinimumReplicasUnavailable", $"Deployment {(isAvailable ? "has" : "does not have")} minimum availability."),
                Conditions.Updated(deployment, "Progressing", !isLate, isLate ? "ProgressDeadlineExceeded" : isDone ? "NewReplicaSetAvailable" : spec.Flag("paused") ? "DeploymentPaused" : "ReplicaSetUpdated",
                    $"ReplicaSet \"{current?.Name()}\" {(isLate ? "has timed out progressing." : isDone ? "has successfully progressed." : "is progressing.")}"))
        };
        foreach (var (field, number) in new[]
        {
            ("replicas", replicas), ("updatedReplicas", updated), ("readyReplicas", Sum("readyReplicas")), ("availableReplicas", available), ("unavailableReplicas", Math.Max(replicas, wanted) - available)
        })
        {
            if (number > 0) status[field] = number;
        }

        store.SetStatus(deployment, status);
    }
}
