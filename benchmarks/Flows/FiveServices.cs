using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using InfraAgent.TestBed;

namespace InfraAgent.Benchmarks.Flows;

/// <summary>The distributed agent as it is run: five processes, a broker, a database.</summary>
sealed class FiveServices : IDisposable
{
    static readonly string[] Names = ["api", "generator", "policy", "executor", "drift"];

    readonly TempFolder folder = new();
    readonly Dictionary<string, ServerProcess> processes = [];
    readonly string request = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "local.json"));
    readonly HttpClient http;

    FiveServices(string url, string database)
    {
        http = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = 1000 }) { BaseAddress = new Uri(url), Timeout = TimeSpan.FromMinutes(5) };
        Database = database;
    }

    public string Database { get; }

    public IReadOnlyDictionary<string, int> Ids => processes.ToDictionary(p => p.Key, p => p.Value.Id);

    public TimeSpan Cpu() => processes.Values.Aggregate(TimeSpan.Zero, (sum, process) => sum + ProcessorTime.Of(process.Id));

    public static async Task<FiveServices> StartAsync(PostgresServer postgres, RabbitMqServer rabbit)
    {
        var url = $"http://127.0.0.1:{FreePort.Next()}";
        var agent = new FiveServices(url, await postgres.CreateDatabaseAsync());
        var broker = rabbit.NewVirtualHost();
        var keys = agent.folder.File("keys");
        await File.WriteAllTextAsync(keys, $"bench:{Convert.ToBase64String(RandomNumberGenerator.GetBytes(32))}\n");
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(keys, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        foreach (var service in Names)
        {
            agent.processes[service] = await ServerProcess.StartAsync(agent.folder.File(service + ".log"), new Dictionary<string, string>
            {
                ["urls"] = service == "api" ? url : "http://127.0.0.1:0",
                ["Agent__DataDirectory"] = agent.folder.File(service),
                ["Agent__KeyFile"] = keys,
                ["Agent__StateUrl"] = url,
                ["Artifacts__Location"] = new Uri(agent.folder.File("artifacts")).AbsoluteUri,
                ["ConnectionStrings__Broker"] = broker,
                ["ConnectionStrings__Database"] = $"{agent.Database};Search Path={service}",
            }, "dotnet", Assembly(service));
        }
        await Eventually.True(agent.IsReadyAsync, "the agent is ready");
        return agent;
    }

    /// <summary>One flow: from the request to its bundle, generated, judged and stored.</summary>
    public async Task GenerateAsync(string deploymentId)
    {
        var body = JsonNode.Parse(request)!.AsObject();
        body["deployment_id"] = deploymentId;
        using var message = new HttpRequestMessage(HttpMethod.Post, "/generate") { Content = new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json") };
        message.Headers.Add("Prefer", "wait=240");
        using var answer = await http.SendAsync(message);
        if ((int)answer.StatusCode != 200)
            throw new InvalidOperationException($"{deploymentId}: {(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync()}");
    }

    async Task<bool> IsReadyAsync()
    {
        foreach (var (service, process) in processes)
            if (process.HasExited) throw new InvalidOperationException($"{service} ended:\n{File.ReadAllText(folder.File(service + ".log"))}");
        try
        {
            return (await http.GetAsync("/healthz/ready")).IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    static string Assembly(string service)
    {
        var root = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(root, "InfraAgent.sln")))
            root = Path.GetDirectoryName(root) ?? throw new DirectoryNotFoundException("InfraAgent.sln is in no folder above the benchmark.");
        return Path.Combine(root, "benchmarks", "Flows", "bin", "services", service, $"InfraAgent.{char.ToUpperInvariant(service[0])}{service[1..]}.dll");
    }

    public void Dispose()
    {
        foreach (var process in processes.Values)
            process.Dispose();
        processes.Clear();
        http.Dispose();
        folder.Dispose();
    }
}
