using System.Net;
using System.Net.Http.Headers;
using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using InfraAgent.Contracts;

namespace InfraAgent.Deploy;

/// <summary>The few calls of the REST API that a deployment takes.</summary>
sealed class AgentClient : IDisposable
{
    static readonly TimeSpan Again = TimeSpan.FromSeconds(1);
    const int MostReconnects = 60;

    readonly HttpClient http;

    public AgentClient(Uri address, string? key)
    {
        // Events may be far apart, and a generation may take its time: how long to wait is the agent's decision.
        http = new HttpClient { BaseAddress = address, Timeout = Timeout.InfiniteTimeSpan };
        if (!string.IsNullOrEmpty(key))
            http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
    }

    public async Task<Reply> PostAsync(string path, string body, CancellationToken cancel)
    {
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        using var answer = await http.PostAsync(path, content, cancel);
        return await Reply.ReadAsync(answer, cancel);
    }

    public async Task<Reply> GetAsync(string path, CancellationToken cancel)
    {
        using var answer = await http.GetAsync(path, cancel);
        return await Reply.ReadAsync(answer, cancel);
    }

    /// <summary>The deployment's events after a sequence number, without end; a lost connection is taken up again where it broke.</summary>
    public async IAsyncEnumerable<DeploymentEvent> EventsAsync(string deploymentId, long after, [EnumeratorCancellation] CancellationToken cancel)
    {
        for (var failures = 0; ; failures++)
        {
            await using var events = ConnectAsync(deploymentId, after, cancel).GetAsyncEnumerator(cancel);
            while (true)
            {
                try
                {
                    if (!await events.MoveNextAsync())
                        break;
                }
                catch (Exception lost) when (lost is HttpRequestException { StatusCode: null } or IOException && failures < MostReconnects)
                {
                    break;
                }
                (after, failures) = (events.Current.Sequence, 0);
                yield return events.Current;
            }
            await Task.Delay(Again, cancel);
        }
    }

    async IAsyncEnumerable<DeploymentEvent> ConnectAsync(string deploymentId, long after, [EnumeratorCancellation] CancellationToken cancel)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/deployments/{deploymentId}/events");
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("text/event-stream"));
        request.Headers.Add("Last-Event-ID", $"{after}");
        using var answer = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancel);
        answer.EnsureSuccessStatusCode();
        await using var stream = await answer.Content.ReadAsStreamAsync(cancel);
        await foreach (var item in SseParser.Create(stream).EnumerateAsync(cancel))
            yield return JsonSerializer.Deserialize<DeploymentEvent>(item.Data, Json.Options)!;
    }

    public void Dispose() => http.Dispose();
}

/// <summary>An answer of the agent: JSON, or a text that stands for itself.</summary>
sealed record Reply(HttpStatusCode Status, JsonElement Body, string Text)
{
    public bool Ok => (int)Status is >= 200 and < 300;

    public static async Task<Reply> ReadAsync(HttpResponseMessage answer, CancellationToken cancel)
    {
        var text = await answer.Content.ReadAsStringAsync(cancel);
        try
        {
            using var body = JsonDocument.Parse(text);
            return new Reply(answer.StatusCode, body.RootElement.Clone(), text);
        }
        catch (JsonException)
        {
            return new Reply(answer.StatusCode, default, text);
        }
    }

    public T Read<T>() => Body.Deserialize<T>(Json.Options)!;

    public string Word(string name) => Body.ValueKind == JsonValueKind.Object && Body.TryGetProperty(name, out var value) ? value.ToString() : "";
}
