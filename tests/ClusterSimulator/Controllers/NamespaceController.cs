using System.Text.Json.Nodes;

namespace InfraAgent.ClusterSimulator.Controllers;

/// <summary>Gives a namespace what each one has, and ends one that is terminating.</summary>
sealed class NamespaceController(ControllerStore store, Passing passing, TimeSpan end) : IController
{
    public string Kind => "Namespace";

    public void Reconcile(JsonObject space)
    {
        if (space.Meta()["deletionTimestamp"] is not null)
        {
            if (passing.Has("namespace/" + space.Uid(), end)) store.EndNamespace(space);
            return;
        }

        store.SetStatus(space, new JsonObject { ["phase"] = "Active" });
        if (store.Get("ServiceAccount", space.Name(), "default") is null) store.Create("ServiceAccount", ControllerStore.New(space.Name(), "default"));
        if (store.Get("ConfigMap", space.Name(), "kube-root-ca.crt") is not null) return;
        var authority = ControllerStore.New(space.Name(), "kube-root-ca.crt");
        authority["data"] = new JsonObject { ["ca.crt"] = "simulated" };
        store.Create("ConfigMap", authority);
    }
}
