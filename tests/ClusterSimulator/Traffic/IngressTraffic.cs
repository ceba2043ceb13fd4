using System.Text.Json.Nodes;
using InfraAgent.ClusterSimulator.Objects;
using Microsoft.AspNetCore.Http;

namespace InfraAgent.ClusterSimulator.Traffic;

/// <summary>The port that the outside asks: by host and path to a service, or to several by their weights, as HTTPRoutes and nginx's canaries give them.</summary>
sealed class IngressTraffic(ObjectStore store, ServiceTraffic services)
{
    const string Canary = "nginx.ingress.kubernetes.io/canary", CanaryWeight = "nginx.ingress.kubernetes.io/canary-weight";

    // The same split in each run.
    readonly Random random = new(7);

    public async Task HandleAsync(HttpContext http)
    {
        try
        {
            var (host, path) = (http.Request.Host.Host, http.Request.Path.Value ?? "/");
            var (space, service) = Choose(host, path) ?? throw new ApiException(404, "NotFound", "default backend - 404");
            await services.ToServiceAsync(http, space, service, path);
        }
        catch (ApiException refusal)
        {
            await Api.ApiRequest.AnswerAsync(http, refusal.Status, refusal.Code);
        }
    }

    (string Space, string Service)? Choose(string host, string path)
    {
        lock (store.Gate)
        {
            var backends = Routes(host, path);
            if (backends.Count == 0) backends = Ingresses(host, path);
            var all = backends.Sum(b => b.Weight);
            if (all <= 0) return null;
            var pick = random.Next(all);
            foreach (var (space, service, weight) in backends)
            {
                if (pick < weight) return (space, service);
                pick -= weight;
            }

            return null;
        }
    }

    List<(string Space, string Service, int Weight)> Routes(string host, string path)
    {
        foreach (var route in store.List(store.Types["HTTPRoute"]))
        {
            var hosts = route.Object("spec").Items("hostnames").Select(h => h!.GetValue<string>()).ToArray();
            if (hosts.Length > 0 && !hosts.Contains(host)) continue;
            var rule = route.Object("spec").Objects("rules").FirstOrDefault(r => !r.Objects("matches").Any() || r.Objects("matches").Any(m => path.StartsWith(m.Object("path").Text("value", "/"), StringComparison.Ordinal)));
            if (rule is not null) return [.. rule.Objects("backendRefs").Select(b => (route.Namespace(), b.Text("name"), b.Number("weight", 1)))];
        }

        return [];
    }

    List<(string Space, string Service, int Weight)> Ingresses(string host, string path)
    {
        var found = store.List(store.Types["Ingress"]).Select(i => (Ingress: i, Service: ServiceOf(i, host, path))).Where(i => i.Service is not null).ToArray();
        var (main, canary) = (found.FirstOrDefault(i => i.Ingress.Annotation(Canary) != "true"), found.FirstOrDefault(i => i.Ingress.Annotation(Canary) == "true"));
        if (main.Service is null) return [];
        var weight = canary.Service is not null && int.TryParse(canary.Ingress.Annotation(CanaryWeight), out var asked) ? asked : 0;
        return weight == 0 ? [(main.Ingress.Namespace(), main.Service, 100)] : [(main.Ingress.Namespace(), main.Service, 100 - weight), (canary.Ingress.Namespace(), canary.Service!, weight)];
    }

    static string? ServiceOf(JsonObject ingress, string host, string path) => ingress.Object("spec").Objects("rules").Where(r => r.Text("host") is var h && (h.Length == 0 || h == host))
        .SelectMany(r => r.Object("http").Objects("paths")).Where(p => path.StartsWith(p.Text("path", "/"), StringComparison.Ordinal)).Select(p => p.Object("backend").Object("service").Text("name")).FirstOrDefault();
}
