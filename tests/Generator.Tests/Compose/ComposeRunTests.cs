using System.Text.Json;
using InfraAgent.Contracts;
using InfraAgent.Generator.Tests.Playbooks;
using InfraAgent.TestBed;

namespace InfraAgent.Generator.Tests.Compose;

/// <summary>Projects started for real, by their playbooks and nothing else.</summary>
public sealed class ComposeRunTests(DockerProject docker) : IClassFixture<DockerProject>, IDisposable
{
    const string Secret = "s3cret $HOME 'a' \"b\" \\n ü";

    readonly TempFolder folder = new();
    readonly int port = FreePort.Next();

    public void Dispose() => folder.Dispose();

    [DockerFact]
    public async Task A_playbook_starts_the_project_and_its_ways_back_take_it_back()
    {
        var (before, after) = (Renderers.Bundle(Command("bed/app:1", "info", 2)), Renderers.Bundle(Command("bed/app:2", "debug", 1)));
        var hand = Hand();

        await hand.RollOutAsync(before, "previous");
        var first = await State();
        Assert.Equal(["api", "api", "db", "web"], first.Select(c => c.Service));
        Assert.All(first, c => Assert.Equal("running healthy", c.State));
        var seen = await Ask();
        Assert.StartsWith("release=1 level=info price=$5 ${x} user=0\nroot is read-only\n", seen.Replace(PeerOf(seen), "", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Equal($"peer: release=1 level= price= user=1000\npassword={Secret}\nroot is read-only\n", PeerOf(seen));
        await Limits(first.First(c => c.Service == "api").Id);
        await Compose("exec", "-T", "db", "sh", "-c", "echo kept > /data/orders");

        await hand.RollOutAsync(after, "current");
        var second = await State();
        Assert.Equal(["api", "db", "web"], second.Select(c => c.Service));
        Assert.StartsWith("release=2 level=debug ", await Ask(), StringComparison.Ordinal);

        await hand.BackAsync("current", "up", 0);
        Assert.Equal(first.Select(c => c with { Id = "" }), (await State()).Select(c => c with { Id = "" }));
        Assert.Equal(seen, await Ask());
        Assert.Equal("kept\n", await Compose("exec", "-T", "db", "cat", "/data/orders"));

        await hand.BackAsync("current", "up", 1);
        Assert.Empty(await State());
        Assert.Equal("ia-shop_db.data\n", await docker.Engine!.SucceedAsync("volume", "ls", "--format", "{{.Name}}"));
        await hand.BackAsync("current", "secret-api-DB_PASSWORD", 0);
        Assert.Empty(Directory.GetFiles(Path.Combine(folder.Path, "current", "secrets")));
    }

    [DockerFact]
    public async Task What_is_not_well_is_named_and_what_depends_on_it_is_not_started()
    {
        var command = Requests.Local("""
            {"cloud":"local","services":[
              {"name":"web","image":"bed/app:1","depends_on":["ill"]},
              {"name":"ill","image":"bed/app:1","health":{"path":"/missing","port":"http","interval":1,"retries":1,"start_period":0},"ports":[{"name":"http","port":8080}]}]}
            """) with { DeploymentId = "ill", Runtime = "docker-compose" };
        folder.Write(Renderers.Bundle(command).Files.Select(f => KeyValuePair.Create("ill/" + f.Key, f.Value)));
        var hand = Hand();

        var (up, said) = await hand.RunAsync("ill", "docker-compose", "--env-file", ".env.dev", "up", "--detach", "--remove-orphans");
        var (verified, shown) = await hand.RunAsync("ill", [.. hand.Verification("ill", "up")[..^1], "0"]);

        Assert.NotEqual(0, up);
        Assert.Contains("is unhealthy", said, StringComparison.Ordinal);
        Assert.Equal((1, "/ia-ill_ill_1 running unhealthy\n"), (verified, shown));
        await hand.BackAsync("ill", "up", 1);
    }

    [DockerFact]
    public async Task Without_the_file_of_a_secret_nothing_starts()
    {
        folder.Write(Renderers.Bundle(Command("bed/app:1", "info", 1) with { DeploymentId = "bare" }).Files.Select(f => KeyValuePair.Create("bare/" + f.Key, f.Value)));
        var hand = Hand();

        var (code, said) = await hand.RunAsync("bare", "docker-compose", "--env-file", ".env.dev", "up", "--detach", "api");
        Assert.NotEqual(0, code);
        Assert.Contains("secrets/api.DB_PASSWORD", said, StringComparison.Ordinal);
        await hand.BackAsync("bare", "up", 1);
    }

    static GenerateBundle Command(string image, string level, int replicas) => Requests.FromBody($$$"""
        {
          "deployment_id": "shop", "environment": "dev", "runtime": "docker-compose",
          "template_spec": { "cloud": "local", "tags": { "team": "shop" }, "services": [
            { "name": "db", "image": "bed/app:1", "command": ["sh", "-c", "trap 'exit 0' TERM; touch /data/ready; sleep 1000000 & wait"], "volumes": [{ "name": "data", "mount": "/data", "size": "1Gi" }],
              "health": { "command": ["test", "-f", "/data/ready"], "interval": 1, "start_period": 5 } },
            { "name": "api", "image": "bed/app:1", "user": 1000, "replicas": {{{replicas}}}, "depends_on": ["db"], "ports": [{ "name": "http", "port": 8080 }],
              "secrets": { "DB_PASSWORD": "env://TEST_DB_PASSWORD" }, "resources": { "memory": "32Mi", "cpu": "50m", "limits": { "memory": "64Mi", "cpu": 0.5 } },
              "health": { "path": "/cgi-bin/seen", "interval": 1, "start_period": 5 } },
            { "name": "web", "image": "bed/app:1", "depends_on": ["api"], "ports": [{ "name": "http", "port": 8080 }], "env": { "LEVEL": "info", "PRICE": "$5 ${x}", "PEER": { "ref": "api.host" } },
              "health": { "path": "/cgi-bin/seen", "interval": 1, "start_period": 5 }, "exposure": { "host": "shop.localhost", "port": "http" } }] },
          "parameters": { "api.image": "{{{image}}}", "web.image": "{{{image}}}", "web.env.LEVEL": "{{{level}}}" }
        }
        """);

    PlaybookByHand Hand() => new(folder.Path, new Dictionary<string, string?>(docker.Engine!.Environment.Select(v => KeyValuePair.Create(v.Key, (string?)v.Value)))
    {
        ["TEST_DB_PASSWORD"] = Secret, ["WEB_PUBLISHED"] = port.ToString(System.Globalization.CultureInfo.InvariantCulture)
    });

    async Task<string> Ask()
    {
        using var client = new HttpClient();
        return await client.GetStringAsync(new Uri($"http://127.0.0.1:{port}/cgi-bin/seen"));
    }

    // Between what the page itself says.
    static string PeerOf(string page) => page[page.IndexOf("peer: ", StringComparison.Ordinal)..page.LastIndexOf("root is read-only", StringComparison.Ordinal)];

    async Task Limits(string container)
    {
        var host = JsonDocument.Parse(await docker.Engine!.SucceedAsync("inspect", container)).RootElement[0].GetProperty("HostConfig");
        Assert.Equal(64 << 20, host.GetProperty("Memory").GetInt64());
        Assert.Equal(32 << 20, host.GetProperty("MemoryReservation").GetInt64());
        Assert.Equal(500_000_000, host.GetProperty("NanoCpus").GetInt64());
        Assert.True(host.GetProperty("ReadonlyRootfs").GetBoolean());
        Assert.Equal("ALL", host.GetProperty("CapDrop")[0].GetString());
        Assert.Equal("no-new-privileges:true", host.GetProperty("SecurityOpt")[0].GetString());
    }

    async Task<string> Compose(params string[] arguments)
    {
        var (code, output) = await Hand().RunAsync("previous", ["docker-compose", "--env-file", ".env.dev", .. arguments]);
        Assert.True(code == 0, output);
        return output;
    }

    // All that a container is, but for what is new with each.
    async Task<Running[]> State()
    {
        var ids = (await docker.Engine!.SucceedAsync("ps", "--all", "--quiet", "--filter", "label=com.docker.compose.project=ia-shop")).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        if (ids.Length == 0) return [];
        return [.. JsonDocument.Parse(await docker.Engine.SucceedAsync(["inspect", .. ids])).RootElement.EnumerateArray().Select(c => new Running(
            c.GetProperty("Id").GetString()!,
            c.GetProperty("Config").GetProperty("Labels").GetProperty("com.docker.compose.service").GetString()!,
            c.GetProperty("Name").GetString()!,
            c.GetProperty("State").GetProperty("Status").GetString() + " " + c.GetProperty("State").GetProperty("Health").GetProperty("Status").GetString(),
            c.GetProperty("Config").GetProperty("Image").GetString()!,
            string.Join('\n', c.GetProperty("Config").GetProperty("Env").EnumerateArray().Select(e => e.GetString()).Order(StringComparer.Ordinal)),
            c.GetProperty("HostConfig").GetProperty("Memory").GetInt64())).OrderBy(c => c.Name, StringComparer.Ordinal)];
    }

    sealed record Running(string Id, string Service, string Name, string State, string Image, string Variables, long Memory);
}
