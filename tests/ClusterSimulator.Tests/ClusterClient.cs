using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;

namespace InfraAgent.ClusterSimulator.Tests;

/// <summary>A client that sends what it is told to, and nothing else.</summary>
sealed class ClusterClient(SimulatedCluster cluster) : IDisposable
{
    readonly HttpClient http = new() { BaseAddress = cluster.Server };

    public void Dispose() => http.Dispose();

    public async Task<(int Code, JsonNode Body)> SendAsync(string method, string path, string? body = null, string type = "application/json")
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        if (body is not null) request.Content = new StringContent(body, Encoding.UTF8, MediaTypeHeaderValue.Parse(type));
        using var response = await http.SendAsync(request);
        return ((int)response.StatusCode, JsonNode.Parse(await response.Content.ReadAsStringAsync())!);
    }

    public async Task<JsonNode> ApplyAsync(string path, string body, string manager = "test", bool force = false)
    {
        var (code, answer) = await SendAsync("PATCH", $"{path}?fieldManager={manager}&force={(force ? "true" : "false")}", body, "application/apply-patch+yaml");
        return code is 200 or 201 ? answer : throw new InvalidOperationException($"{code}: {answer["message"]}");
    }

    /// <summary>A Deployment and its Service, both called so, in the namespace default.</summary>
    public async Task RunAsync(string name, string image, int replicas = 1)
    {
        await ApplyAsync($"/apis/apps/v1/namespaces/default/deployments/{name}", $$"""
            {"apiVersion":"apps/v1","kind":"Deployment","metadata":{"name":"{{name}}"},"spec":{"replicas":{{replicas}},"progressDeadlineSeconds":1,"selector":{"matchLabels":{"app":"{{name}}"} },
             "template":{"metadata":{"labels":{"app":"{{name}}"} },"spec":{"containers":[{"name":"app","image":"{{image}}"}]} } } }
            """);
        await ApplyAsync($"/api/v1/namespaces/default/services/{name}", $$"""
            {"apiVersion":"v1","kind":"Service","metadata":{"name":"{{name}}"},"spec":{"selector":{"app":"{{name}}"},"ports":[{"port":80}]} }
            """);
    }

    public Task<HttpResponseMessage> WatchAsync(string path) => http.GetAsync(new Uri(path, UriKind.Relative), HttpCompletionOption.ResponseHeadersRead);
}
