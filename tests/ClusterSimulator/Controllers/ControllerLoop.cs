using System.Text.Json.Nodes;
using InfraAgent.ClusterSimulator.Objects;

namespace InfraAgent.ClusterSimulator.Controllers;

/// <summary>Runs all controllers over all objects, again whenever something has changed or time has to pass.</summary>
sealed class ControllerLoop
{
    public const string Node = "simulated-node";

    static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(10);

    readonly ObjectStore objects;
    readonly ControllerStore store;
    readonly Passing passing = new();
    readonly IController[] controllers;

    public ControllerLoop(ObjectStore objects, SimulatedClusterOptions options)
    {
        this.objects = objects;
        store = new ControllerStore(objects);
        controllers =
        [
            new NamespaceController(store, passing, options.PodStart),
            new DeploymentController(store, passing, options.DeadlineScale),
            new ReplicaSetController(store),
            new StatefulSetController(store),
            new DaemonSetController(store),
            new JobController(store),
            new PodController(store, passing, options.PodStart),
            new ServiceController(store),
            new AutoscalerController(store),
            new DisruptionBudgetController(store),
            new StatusController(store, "PersistentVolumeClaim", StatusController.OfClaim),
            new StatusController(store, "Ingress", StatusController.OfIngress),
            new StatusController(store, "CustomResourceDefinition", StatusController.OfDefinition),
            new StatusController(store, "ExternalSecret", StatusController.OfExternalSecret)
        ];
    }

    public async Task RunAsync(CancellationToken end)
    {
        Furnish();
        var seen = -1L;
        while (!end.IsCancellationRequested)
        {
            lock (objects.Gate)
            {
                if (objects.Version != seen || passing.IsAwaited)
                {
                    (seen, passing.IsAwaited) = (objects.Version, false);
                    foreach (var controller in controllers) Reconcile(controller);
                }
            }

            await Task.Delay(Pause, end).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    void Reconcile(IController controller)
    {
        foreach (var value in store.List(controller.Kind))
        {
            // An object that is gone, or that the server refuses, is looked at again when something changes.
            try
            {
                if (store.Get(controller.Kind, value.Namespace(), value.Name()) is { } current) controller.Reconcile(current);
            }
            catch (ApiException)
            {
            }
        }
    }

    // What a new cluster has.
    void Furnish()
    {
        foreach (var space in new[] { "default", "kube-system" }) store.Create("Namespace", ControllerStore.New("", space));
        store.Create("Node", ControllerStore.New("", Node));
        var storage = ControllerStore.New("", "standard");
        storage.Meta()["annotations"] = new JsonObject { ["storageclass.kubernetes.io/is-default-class"] = "true" };
        storage["provisioner"] = "simulated/volume";
        store.Create("StorageClass", storage);
    }
}
