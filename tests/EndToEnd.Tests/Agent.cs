using System.Formats.Tar;
using System.IO.Compression;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using InfraAgent.TestBed;
using InfraAgent.TestBed.Terraform;

namespace InfraAgent.EndToEnd.Tests;

/// <summary>The two ways of running, by configuration alone.</summary>
public enum Way { Embedded, Distributed }

/// <summary>A whole agent as its users meet it: processes, a broker and a database where it has them, and an HTTP client.</summary>
public sealed class Agent : IAsyncDisposable
{
    readonly TempFolder folder = new();
    readonly List<AgentProcess> processes = [];

    Agent(Way way, SimulatedCloud? cloud) => (Way, Cloud) = (way, cloud);

    public Way Way { get; }
    public SimulatedCloud? Cloud { get; }
    public HttpClient Http { get; private set; } = null!;
    /// <summary>The broker's address; null where there is none.</summary>
    public string? Broker { get; private set; }
    public string DataDirectory => folder.File("data");
    /// <summary>Where the services have their schemas; null where it is a file.</summary>
    public string? Database { get; private set; }
    /// <summary>Everything of the agent is below it.</summary>
    public string Folder => folder.Path;
    public IReadOnlyList<AgentProcess> Processes => processes;

    /// <param name="way">Embedded: one process. Distributed: five, on RabbitMQ and PostgreSQL.</param>
    /// <param name="cloud">For <c>cloud: aws</c>; disposed with the agent.</param>
    /// <param name="settings">More settings, for all processes.</param>
    /// <param name="postgres">A server of the test's own, to stop it; else the shared one.</param>
    /// <param name="rabbit">Likewise.</param>
    public static async Task<Agent> StartAsync(
        Way way, SimulatedCloud? cloud = null, IReadOnlyDictionary<string, string>? settings = null, PostgresServer? postgres = null, RabbitMqServer? rabbit = null)
    {
        var agent = new Agent(way, cloud);
        var url = $"http://127.0.0.1:{FreePort.Next()}";
        agent.Http = new HttpClient { BaseAddress = new Uri(url), Timeout = TimeSpan.FromMinutes(5) };
        var shared = new Dictionary<string, string>
        {
            // Leases may be long: a worker that is started again proves itself that it was dead, and a busy machine must not look like one.
            ["Executor:Heartbeat"] = "00:00:02", ["Executor:Lease"] = "00:00:30", ["Executor:Grace"] = "00:00:10", ["Executor:Poll"] = "00:00:00.25",
            ["Drift:Heartbeat"] = "00:00:02", ["Drift:Lease"] = "00:00:30", ["Drift:Grace"] = "00:00:10", ["Drift:Poll"] = "00:00:00.25",
            ["Tools:Grace"] = "00:00:05", ["Saga:WorkerDeadline"] = "00:00:15", ["Saga:ExecutorDeadline"] = "00:00:10",
            ["Executor:ProgressInterval"] = "00:00:00.2",
        };
        if (cloud is not null)
        {
            shared["Tools:ProviderMirror"] = cloud.Mirror;
            shared["Tools:PassThrough:0"] = "TF_DISABLE_PLUGIN_TLS";
            shared["TF_DISABLE_PLUGIN_TLS"] = "1";
        }
        foreach (var (key, value) in settings ?? new Dictionary<string, string>())
            shared[key] = value;

        if (way == Way.Embedded)
            agent.Add("standalone", shared, new() { ["urls"] = url, ["Agent:DataDirectory"] = agent.DataDirectory });
        else
            await agent.AddServicesAsync(url, shared, postgres ?? await PostgresServer.SharedAsync(), rabbit ?? await RabbitMqServer.SharedAsync());
        await Task.WhenAll(agent.processes.Select(p => p.StartAsync()));
        await agent.ReadyAsync();
        return agent;
    }

    async Task AddServicesAsync(string url, Dictionary<string, string> shared, PostgresServer postgres, RabbitMqServer rabbit)
    {
        Broker = rabbit.NewVirtualHost();
        var database = Database = await postgres.CreateDatabaseAsync();
        var keys = folder.File("keys");
        await File.WriteAllTextAsync(keys, $"test:{Convert.ToBase64String(System.Security.Cryptography.RandomNumberGenerator.GetBytes(32))}\n");
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(keys, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        shared.TryAdd("Artifacts:Location", new Uri(folder.File("artifacts")).AbsoluteUri);
        foreach (var service in new[] { "api", "generator", "policy", "executor", "drift" })
        {
            Add(service, shared, new()
            {
                ["urls"] = service == "api" ? url : "http://127.0.0.1:0",
                ["Agent:DataDirectory"] = folder.File(service),
                ["Agent:KeyFile"] = keys,
                ["Agent:StateUrl"] = url,
                ["ConnectionStrings:Broker"] = Broker,
                ["Broker:Queues"] = "classic", // a single node, which tests kill
                ["ConnectionStrings:Database"] = $"{database};Search Path={service}",
                ["Logging:Format"] = "text",
            });
        }
    }

    void Add(string service, Dictionary<string, string> shared, Dictionary<string, string> own)
    {
        foreach (var (key, value) in shared)
            own.TryAdd(key, value);
        processes.Add(new AgentProcess(service, own, folder.File(service + ".log")));
    }

    public AgentProcess this[string service] => processes.Single(p => p.Service == (Way == Way.Embedded ? "standalone" : service));

    /// <summary>Waits until the API takes requests.</summary>
    public Task ReadyAsync() => Eventually.True(async () =>
    {
        foreach (var process in processes.Where(p => !p.IsRunning))
            throw new InvalidOperationException($"{process.Service} ended:\n{process.Log}");
        try
        {
            using var answer = await Http.GetAsync("/healthz/ready");
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }, "the agent is ready");

    public async Task<Reply> PostAsync(string path, JsonNode body, string? prefer = null, string? key = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json") };
        if (prefer is not null)
            request.Headers.Add("Prefer", prefer);
        if (key is not null)
            request.Headers.Add("Idempotency-Key", key);
        using var answer = await Http.SendAsync(request);
        return await Reply.ReadAsync(answer);
    }

    public async Task<Reply> GetAsync(string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
        using var answer = await Http.SendAsync(request);
        return await Reply.ReadAsync(answer);
    }

    public async Task<JsonNode> StatusAsync(string deploymentId) => (await GetAsync($"/status/{deploymentId}")).Body!;

    public async Task<IReadOnlyList<JsonNode>> EventsAsync(string deploymentId) =>
        [.. (await GetAsync($"/deployments/{deploymentId}/events")).Body!["events"]!.AsArray().Select(e => e!)];

    /// <summary>The sum over the samples of this name whose labels hold all of these; null where there is none. Of the api, or the embedded agent.</summary>
    public async Task<double?> MetricAsync(string sample, params string[] labels)
    {
        var found = (await GetAsync("/metrics")).Text.Split('\n')
            .Where(line => line.StartsWith(sample, StringComparison.Ordinal) && line[sample.Length] is '{' or ' ' && labels.All(label => line.Contains(label, StringComparison.Ordinal)))
            .Select(line => line[(line.Contains('}', StringComparison.Ordinal) ? line.LastIndexOf('}') + 1 : sample.Length)..].Trim().Split(' ')[0])
            .Select(value => double.Parse(value, System.Globalization.CultureInfo.InvariantCulture))
            .ToList();
        return found.Count == 0 ? null : found.Sum();
    }

    /// <summary>Waits until nothing is live, and says the status word; patient with an API that is being restarted.</summary>
    public async Task<string> SettledAsync(string deploymentId, TimeSpan? limit = null)
    {
        string? word = null;
        await Eventually.True(async () =>
        {
            try
            {
                var status = await GetAsync($"/status/{deploymentId}");
                if (status.Code != 200)
                    return false;
                word = status.Body!["status"]!.GetValue<string>();
                return status.Body["run"]?["finished_at"] is not null && status.Body["scan"] is null;
            }
            catch (HttpRequestException)
            {
                return false;
            }
        }, $"{deploymentId} has settled (last: {word})", limit);
        return word!;
    }

    /// <summary>Waits until the status has the word.</summary>
    public Task ReachesAsync(string deploymentId, string word) =>
        Eventually.True(async () => (await StatusAsync(deploymentId))["status"]!.GetValue<string>() == word, $"{deploymentId} is {word}");

    /// <summary>The files of a revision's archive by their names in it, as Latin-1 text so that no byte is lost.</summary>
    public async Task<IReadOnlyDictionary<string, string>> BundleAsync(string deploymentId, int revision)
    {
        await using var packed = new GZipStream(await Http.GetStreamAsync($"/artifacts/{deploymentId}/r{revision}.tar.gz"), CompressionMode.Decompress);
        using var archive = new MemoryStream();
        await packed.CopyToAsync(archive);
        archive.Position = 0;
        var files = new SortedDictionary<string, string>(StringComparer.Ordinal);
        await using var reader = new TarReader(archive);
        while (await reader.GetNextEntryAsync(copyData: true) is { } entry)
        {
            if (entry.DataStream is not { } data)
                continue;
            using var content = new StreamReader(data, Encoding.Latin1);
            files[entry.Name[(entry.Name.IndexOf('/', StringComparison.Ordinal) + 1)..]] = await content.ReadToEndAsync();
        }
        return files;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var process in processes)
            process.Dispose();
        Http.Dispose();
        Cloud?.Dispose();
        await Task.CompletedTask;
        folder.Dispose();
    }
}

public sealed record Reply(int Code, JsonNode? Body, string Text, HttpResponseHeaders Headers, string? ContentType)
{
    public static async Task<Reply> ReadAsync(HttpResponseMessage answer)
    {
        var text = await answer.Content.ReadAsStringAsync();
        JsonNode? body = null;
        try
        {
            body = text.Length > 0 ? JsonNode.Parse(text) : null;
        }
        catch (JsonException)
        {
            // Not everything that is read is JSON.
        }
        return new Reply((int)answer.StatusCode, body, text, answer.Headers, answer.Content.Headers.ContentType?.MediaType);
    }

    public string? Word(string name) => Body?[name]?.GetValue<string>();
}
