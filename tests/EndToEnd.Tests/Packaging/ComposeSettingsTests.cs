using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using InfraAgent.TestBed;

namespace InfraAgent.EndToEnd.Tests.Packaging;

/// <summary>The five services with the settings of <c>docker-compose.yml</c>, the secrets of its <c>init</c> and the users of its database:
/// everything but the images. Addresses alone are exchanged.</summary>
public sealed class ComposeSettingsTests : IDisposable
{
    readonly TempFolder folder = new();
    readonly List<AgentProcess> processes = [];

    [RequiresAll]
    public async Task The_agent_starts_with_what_compose_gives_it_and_asks_for_keys()
    {
        var (code, output) = await Init.RunAsync(folder.File("secrets"));
        Assert.True(code == 0, output);
        var database = await DatabaseAsync();
        var broker = (await RabbitMqServer.SharedAsync()).NewVirtualHost();
        var url = $"http://127.0.0.1:{FreePort.Next()}";

        var compose = ComposeFile.Load();
        foreach (var service in ComposeFile.Own)
        {
            var mounted = compose.List(service, "volumes").Single(v => v.StartsWith("secrets-", StringComparison.Ordinal));
            var secrets = folder.File($"secrets/{mounted["secrets-".Length..mounted.IndexOf(':')]}");
            var settings = compose.Variables(service).Where(v => !v.Value.StartsWith("${", StringComparison.Ordinal)).ToDictionary(v => v.Key.Replace("__", ":", StringComparison.Ordinal), v => v.Value
                .Replace("/run/infra-agent", secrets, StringComparison.Ordinal)
                .Replace("Host=postgres;Database=infra_agent", database, StringComparison.Ordinal)
                .Replace("http://api:8080", url, StringComparison.Ordinal));
            // The password is read from its file all the same; the server here has users of its own.
            Assert.True(File.Exists(Path.Combine(secrets, "rabbitmq-password")));
            settings["ConnectionStrings:Broker"] = broker;
            settings["urls"] = service == "api" ? url : "http://127.0.0.1:0";
            settings["Agent:DataDirectory"] = folder.File(service);
            settings["Artifacts:Location"] = new Uri(folder.File("artifacts")).AbsoluteUri;
            var process = new AgentProcess(service, settings, folder.File(service + ".log"));
            processes.Add(process);
            await process.StartAsync();
        }

        using var http = new HttpClient { BaseAddress = new Uri(url) };
        await Eventually.True(async () =>
        {
            Assert.All(processes, p => Assert.True(p.IsRunning, $"{p.Service} ended:\n{p.Log}"));
            try
            {
                return (await http.GetAsync("/healthz/ready")).IsSuccessStatusCode;
            }
            catch (HttpRequestException)
            {
                return false;
            }
        }, "the API is ready");

        Assert.Equal(401, (int)(await http.GetAsync("/deployments")).StatusCode);
        var key = File.ReadAllText(folder.File("secrets/operator/administrator-key")).Trim();
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
        using var body = new StringContent(Requests.Local("composed").ToJsonString(), Encoding.UTF8, "application/json");
        using var answer = await http.PostAsync("/generate", body);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync() + string.Join('\n', processes.Select(p => p.Log)));
        Assert.Equal("generated", (await answer.Content.ReadFromJsonAsync<JsonNode>())!["status"]!.GetValue<string>());
    }

    /// <summary>A database as compose's server makes it: with the script that it runs at its first start.</summary>
    async Task<string> DatabaseAsync()
    {
        var server = await PostgresServer.SharedAsync();
        var parts = (await server.CreateDatabaseAsync()).Split(';').Select(p => p.Split('=')).ToDictionary(p => p[0], p => p[1]);
        var (code, output) = await Shell.RunAsync(Path.Combine(ComposeFile.Root, "docker", "postgres-services.sh"), [], new Dictionary<string, string>
        {
            ["INFRA_AGENT_SECRETS"] = folder.File("secrets/postgres"),
            ["POSTGRES_USER"] = "postgres",
            ["POSTGRES_DB"] = parts["Database"],
            ["PGHOST"] = "127.0.0.1",
            ["PGPORT"] = parts["Port"],
        });
        Assert.True(code == 0, output);
        return $"Host=127.0.0.1;Port={parts["Port"]};Database={parts["Database"]}";
    }

    public void Dispose()
    {
        foreach (var process in processes)
            process.Dispose();
        folder.Dispose();
    }

    [AttributeUsage(AttributeTargets.Method)]
    sealed class RequiresAllAttribute : FactAttribute
    {
        public RequiresAllAttribute() => Skip = new RootFactAttribute().Skip ?? Parts.Missing(Part.PostgreSql, Part.RabbitMq)!;
    }
}
