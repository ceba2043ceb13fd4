using System.Globalization;
using System.Text.Json.Nodes;

namespace InfraAgent.ClusterSimulator.Controllers;

/// <summary>Keeps the endpoints of a service.</summary>
sealed class ServiceController(ControllerStore store) : IController
{
    public string Kind => "Service";

    public void Reconcile(JsonObject service)
    {
        var spec = service.Object("spec");
        var balancer = spec.Text("type") == "LoadBalancer" ? new JsonObject { ["ingress"] = new JsonArray(new JsonObject { ["ip"] = "127.0.0.1" }) } : [];
        store.SetStatus(service, new JsonObject { ["loadBalancer"] = balancer });
        if (spec.Object("selector") is not { } labels) return;

        var endpoints = new JsonArray([.. store.PodsOf(service.Namespace(), labels).Select(Endpoint)]);
        var ports = new JsonArray([.. spec.Objects("ports").Select(p => new JsonObject
        {
            ["name"] = p.Text("name"), ["port"] = int.TryParse(p.Text("targetPort"), NumberStyles.None, CultureInfo.InvariantCulture, out var target) ? target : p.Number("port"), ["protocol"] = p.Text("protocol")
        })]);
        var name = service.Name() + "-endpoints";
        if (store.Get("EndpointSlice", service.Namespace(), name) is { } slice)
        {
            if (JsonReading.Same(slice["endpoints"], endpoints) && JsonReading.Same(slice["ports"], ports)) return;
            store.Change(slice, s => (s["endpoints"], s["ports"]) = (endpoints, ports));
            return;
        }

        slice = ControllerStore.New(service.Namespace(), name, new JsonObject { ["kubernetes.io/service-name"] = service.Name() }, service);
        (slice["addressType"], slice["endpoints"], slice["ports"]) = ("IPv4", endpoints, ports);
        store.Create("EndpointSlice", slice);
    }

    static JsonObject Endpoint(JsonObject pod) => new()
    {
        ["addresses"] = new JsonArray(pod.Object("status").Text("podIP", "10.244.0.1")),
        ["conditions"] = new JsonObject { ["ready"] = Pods.IsReady(pod), ["serving"] = Pods.IsReady(pod), ["terminating"] = false },
        ["targetRef"] = new JsonObject { ["kind"] = "Pod", ["namespace"] = pod.Namespace(), ["name"] = pod.Name(), ["uid"] = pod.Uid() }
    };
}
