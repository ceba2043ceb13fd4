using System.Text.Json.Nodes;
using InfraAgent.ClusterSimulator.Controllers;
using InfraAgent.ClusterSimulator.Objects;
using Microsoft.AspNetCore.Http;

namespace InfraAgent.ClusterSimulator.Traffic;

/// <summary>What programs in pods would answer: which pod of which image was asked. Reached by the proxy of services and pods, and by the ingress.</summary>
sealed class ServiceTraffic(ObjectStore store)
{
    int turn;

    /// <param name="name"><c>web</c>, <c>web:http</c> or <c>https:web:http</c>.</param>
    public Task ProxyAsync(HttpContext http, ResourceType type, string space, string name, string path)
    {
        var bare = name.Split(':') is [_, var middle, _] ? middle : name.Split(':')[0];
        return type.Kind == "Pod" ? AnswerAsync(http, Find(type, space, bare), path) : ToServiceAsync(http, space, bare, path);
    }

    public Task ToServiceAsync(HttpContext http, string space, string service, string path)
    {
        JsonObject[] pods;
        lock (store.Gate)
        {
            var labels = Find(store.Types["Service"], space, service).Object("spec").Object("selector");
            pods = [.. new ControllerStore(store).PodsOf(space, labels).Where(Pods.IsReady).Select(p => p.Copy())];
        }

        if (pods.Length == 0) throw new ApiException(503, "ServiceUnavailable", $"no endpoints available for service \"{service}\"");
        return AnswerAsync(http, pods[(int)((uint)Interlocked.Increment(ref turn) % pods.Length)], path);
    }

    JsonObject Find(ResourceType type, string space, string name)
    {
        lock (store.Gate) return store.Get(type, space, name)?.Copy() ?? throw ApiException.NotFound(type, name);
    }

    static Task AnswerAsync(HttpContext http, JsonObject pod, string path)
    {
        if (!Pods.IsReady(pod)) throw new ApiException(503, "ServiceUnavailable", $"pod \"{pod.Name()}\" is not ready");
        var images = string.Join(',', pod.Object("spec").Objects("containers").Select(c => c.Text("image")));
        http.Response.StatusCode = images.Contains("err500", StringComparison.Ordinal) ? 500 : 200;
        http.Response.ContentType = "application/json";
        return http.Response.WriteAsync(new JsonObject { ["pod"] = pod.Name(), ["image"] = images, ["path"] = path, ["labels"] = pod.Object("metadata").Object("labels")?.DeepClone() }.ToJsonString());
    }

    public static string Log(JsonObject pod) =>
        Pods.IsReady(pod) ? "listening on :8080\n" : $"error: {pod.Object("status").Objects("containerStatuses").Select(s => s.Object("state").Object("waiting").Text("reason")).FirstOrDefault()}\n";
}
