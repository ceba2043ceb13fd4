using System.Globalization;
using System.Text.Json.Nodes;

namespace InfraAgent.ClusterSimulator.Controllers;

/// <summary>Numbered pods with claims of their own, replaced one by one from the last. A broken pod blocks the roll, also the one back.</summary>
sealed class StatefulSetController(ControllerStore store) : IController
{
    const string RevisionLabel = "controller-revision-hash";

    public string Kind => "StatefulSet";

    public void Reconcile(JsonObject set)
    {
        var spec = set.Object("spec")!;
        var wanted = spec.Number("replicas");
        var revision = Revision(set);
        var pods = store.Owned("Pod", set).OrderBy(Ordinal).ToList();
        var isParallel = spec.Text("podManagementPolicy") == "Parallel";
        var stale = spec.Object("updateStrategy").Text("type") == "OnDelete" ? null : pods.LastOrDefault(p => p.Label(RevisionLabel) != revision);
        if (pods.Count > wanted) store.Delete("Pod", pods[^1]);
        else if (stale is not null && pods.Count >= wanted && pods.Where(p => !isParallel || p.Label(RevisionLabel) == revision).All(Pods.IsReady)) store.Delete("Pod", stale);
        else Fill(set, pods, wanted, revision, isParallel);
        Tell(set, wanted, revision);
    }

    static int Ordinal(JsonObject pod) => int.Parse(pod.Name()[(pod.Name().LastIndexOf('-') + 1)..], CultureInfo.InvariantCulture);

    void Fill(JsonObject set, List<JsonObject> pods, int wanted, string revision, bool isParallel)
    {
        for (var i = 0; i < wanted; i++)
        {
            var pod = pods.FirstOrDefault(p => Ordinal(p) == i);
            if (pod is null) Create(set, i, revision);
            if (!isParallel && (pod is null || !Pods.IsReady(pod))) return;
        }
    }

    void Create(JsonObject set, int ordinal, string revision)
    {
        var number = ordinal.ToString(CultureInfo.InvariantCulture);
        var name = $"{set.Name()}-{number}";
        var pod = Pods.New(set, name, new JsonObject { [RevisionLabel] = revision, ["statefulset.kubernetes.io/pod-name"] = name, ["apps.kubernetes.io/pod-index"] = number });
        var volumes = pod.Object("spec")!["volumes"] as JsonArray ?? [];
        foreach (var template in set.Object("spec").Objects("volumeClaimTemplates"))
        {
            var claim = $"{template.Name()}-{name}";
            if (store.Get("PersistentVolumeClaim", set.Namespace(), claim) is null)
            {
                var made = ControllerStore.New(set.Namespace(), claim, set.Object("spec").Object("selector").Object("matchLabels"));
                made["spec"] = template["spec"]!.DeepClone();
                store.Create("PersistentVolumeClaim", made);
            }

            volumes.Add(new JsonObject { ["name"] = template.Name(), ["persistentVolumeClaim"] = new JsonObject { ["claimName"] = claim } });
        }

        if (volumes.Count > 0 && volumes.Parent is null) pod.Child("spec")["volumes"] = volumes;
        store.Create("Pod", pod);
    }

    /// <summary>The name of the revision of the set's template. What it says is kept, for whoever wants to go back.</summary>
    string Revision(JsonObject set)
    {
        var template = set.Object("spec").Object("template")!;
        var name = $"{set.Name()}-{ControllerStore.Hash(template)}";
        var all = store.Owned("ControllerRevision", set);
        var newest = all.Select(r => r.Number("revision")).DefaultIfEmpty(0).Max();
        if (all.FirstOrDefault(r => r.Name() == name) is { } known)
        {
            if (known.Number("revision") < newest) store.Change(known, r => r["revision"] = newest + 1);
            return name;
        }

        var revision = ControllerStore.New(set.Namespace(), name, template.Object("metadata").Object("labels"), set);
        var kept = template.Copy();
        kept["$patch"] = "replace";
        revision["data"] = new JsonObject { ["spec"] = new JsonObject { ["template"] = kept } };
        revision["revision"] = newest + 1;
        store.Create("ControllerRevision", revision);
        return name;
    }

    void Tell(JsonObject set, int wanted, string revision)
    {
        var pods = store.Owned("Pod", set);
        var (ready, updated) = (pods.Count(Pods.IsReady), pods.Count(p => p.Label(RevisionLabel) == revision));
        var current = updated == wanted && ready == wanted ? revision : set.Object("status").Text("currentRevision", revision);
        store.SetStatus(set, new JsonObject
        {
            ["observedGeneration"] = set.Meta().Number("generation"), ["replicas"] = pods.Count, ["readyReplicas"] = ready, ["availableReplicas"] = ready, ["updatedReplicas"] = updated,
            ["currentReplicas"] = pods.Count(p => p.Label(RevisionLabel) == current), ["currentRevision"] = current, ["updateRevision"] = revision, ["collisionCount"] = 0
        });
    }
}
