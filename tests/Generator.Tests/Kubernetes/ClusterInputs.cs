using System.Text;
using System.Text.Json;
using InfraAgent.Contracts;

namespace InfraAgent.Generator.Tests.Kubernetes;

/// <summary>What the reader of specifications hands to the writers, made by hand.</summary>
static class ClusterInputs
{
    static readonly SortedDictionary<string, string> None = new(StringComparer.Ordinal);

    public static IReadOnlyDictionary<string, BundleInput> All { get; } = new Dictionary<string, BundleInput>(StringComparer.Ordinal)
    {
        ["small"] = Of([Web()]),
        ["stateful"] = Of([Database()]),
        ["scaling"] = Of(
        [
            Web() with { Replicas = null, Scaling = new WorkloadScaling(2, 20, TargetCpu: 70, TargetRps: 150) },
            Database() with { Name = "shards", Replicas = null, Scaling = new WorkloadScaling(1, 5, TargetCpu: 60) }
        ]),
        ["exposed"] = Of(
        [
            Web() with { Exposure = new Exposure("shop.example.com", "/", "http", Tls: true) },
            Web() with { Name = "admin", Exposure = new Exposure("admin.example.com", "/console", "http", Tls: true, TlsSecret: "wildcard-example-com") },
            Web() with { Name = "status", Exposure = new Exposure("status.example.com", "/", "http", Tls: false) }
        ]),
        ["secrets"] = Of(
        [
            Web() with { Secrets = Secrets(("DATABASE_PASSWORD", "vault://kv/orders#password"), ("DATABASE_USER", "vault://kv/orders#user")) },
            Web() with { Name = "worker", Ports = [], Health = null, Secrets = Secrets(("API_KEY", "aws-sm://prod/orders"), ("CERTIFICATE", "azure-kv://Shop-Vault/tls"), ("TOKEN", "gcp-sm://shop-prod/token")) }
        ]),
        ["everything"] = Everything(),
        ["hostile"] = Hostile(),
        ["override"] = Override()
    };

    public static TheoryData<string> Names => [.. All.Keys];

    public static BundleInput Of(IReadOnlyList<Workload> workloads, IReadOnlyList<Workload>? from = null, string id = "shop", string environment = "dev") => new()
    {
        Command = new GenerateBundle
        {
            DeploymentId = id, RunId = Guid.Empty, Revision = 1, Environment = environment, Runtime = "kubernetes",
            TemplateSpec = JsonDocument.Parse("{}").RootElement, RequestDigest = "sha256:" + new string('0', 64)
        },
        Cloud = Renderers.Catalog.Cloud("local")!,
        Base = from ?? workloads,
        Workloads = workloads,
        Places = workloads.Index().ToDictionary(w => w.Item.Name, w => $"/template_spec/services/{w.Index}")
    };

    public static Workload Web() => new()
    {
        Name = "web",
        Image = "ghcr.io/example/web:1.4.2",
        Ports = [new WorkloadPort("http", 80, 8080)],
        Variables = Variables(("LOG_LEVEL", "info")),
        Resources = new WorkloadResources { CpuMillis = 250, MemoryMiB = 256, MemoryLimitMiB = 512 },
        Replicas = 2,
        Health = new HealthCheck { Path = "/healthz", Port = "http" }
    };

    public static Workload Database() => new()
    {
        Name = "db",
        Image = "docker.io/library/postgres:17.6",
        Ports = [new WorkloadPort("postgres", 5432, 5432)],
        Variables = Variables(("PGDATA", "/var/lib/postgresql/data/pgdata")),
        Secrets = Secrets(("POSTGRES_PASSWORD", "vault://kv/db#password")),
        Resources = new WorkloadResources { CpuMillis = 1000, MemoryMiB = 2048, CpuLimitMillis = 2000, MemoryLimitMiB = 2048 },
        Replicas = 1,
        Health = new HealthCheck { Command = ["pg_isready", "--quiet"], StartSeconds = 300, IntervalSeconds = 3 },
        Volumes = [new WorkloadVolume("data", "/var/lib/postgresql/data", SizeMiB: 20480), new WorkloadVolume("run", "/var/run/postgresql")],
        RunAsUser = 999,
        MadeBy = "postgres/1.0.0"
    };

    static BundleInput Everything()
    {
        Workload[] workloads =
        [
            Web() with
            {
                Command = ["/bin/server"],
                Arguments = ["--listen", ":8080"],
                Ports = [new WorkloadPort("http", 80, 8080), new WorkloadPort("https", 443, 8080), new WorkloadPort("metrics", 9090, 9090), new WorkloadPort("Discovery_Port", 5353, 5353, "udp")],
                Secrets = Secrets(("SESSION_KEY", "aws-sm://shop/session#key")),
                Replicas = null,
                Scaling = new WorkloadScaling(3, 30, TargetRps: 200),
                Volumes = [new WorkloadVolume("cache", "/var/cache/web"), new WorkloadVolume("tmp", "/tmp")],
                DependsOn = ["queue", "db"],
                Exposure = new Exposure("shop.example.com", "/", "http", Tls: true)
            },
            Database(),
            Web() with { Name = "queue", Image = "redis:8", Ports = [new WorkloadPort("redis", 6379, 6379)], Health = new HealthCheck { Port = "redis", StartSeconds = 0 }, Replicas = 1, RunAsUser = 0, ReadOnlyRootFilesystem = false },
            Web() with { Name = "null", Ports = [], Health = null, Variables = None, Replicas = 0, Resources = new WorkloadResources { CpuMillis = null, MemoryMiB = null }, DependsOn = ["db"] },
            Web() with { Name = "plain", Image = "registry.local:5000/plain@sha256:" + new string('a', 64), Health = null, RunAsUser = 1000700000 }
        ];
        return Of([.. workloads.OrderBy(w => w.Name, StringComparer.Ordinal)], id: "Shop_Everything", environment: "prod") with
        {
            Observability = new Dictionary<string, string> { ["logging"] = "stdout", ["metrics"] = "prometheus" },
            Tags = Variables(("team", "platform"), ("cost center", "42"), ("contact", "someone@example.com"), ("example.com/tier", "gold"))
        };
    }

    static BundleInput Hostile()
    {
        var texts = HostileText.All.Where(t => t.Length > 0).Concat(Yaml.HostileValues.Texts.Where(t => t.Length is > 0 and < 200).Take(300)).Distinct().ToArray();
        string[] few = [.. texts.Take(60)];
        return Of(
        [
            Web() with
            {
                Name = "no",
                Command = ["sh", "-c", "echo $(HOME) $$ $$(id) ${x} {{ .Values.x }}"],
                Arguments = few,
                Variables = Variables([.. texts.Index().Select(t => ($"V{t.Index}", t.Item))]),
                Ports = [new WorkloadPort("http", 80, 8080), new WorkloadPort("80", 81, 8081), new WorkloadPort("a--b", 82, 8082)],
                Health = new HealthCheck { Command = few },
                Volumes = [new WorkloadVolume("y", "/data/{{ .Release.Name }}/$(x)"), new WorkloadVolume("on", "/日本 # x: \u202e")],
                Exposure = new Exposure("{{ host }}.example.com", "/{{ path }}: # \"x\"", "80", Tls: true)
            },
            Web() with { Name = "on", DependsOn = ["no"], Health = new HealthCheck { Path = "/{{ .Values }}?a=\"b\"#c: \u2028", Port = "http" } }
        ], id: "true", environment: "on-") with
        {
            Tags = Variables([.. few.Where(t => t.Any(char.IsAsciiLetterOrDigit)).Take(12).Index().Select(t => ($"tag {t.Index} {t.Item.Trim('/')}".Replace("/", "", StringComparison.Ordinal), t.Item)), ("no", "no"), ("empty", "")])
        };
    }

    // The base has what the specification says; production has more of it, and some things that the base has are not there.
    static BundleInput Override()
    {
        Workload[] from =
        [
            Web() with { Name = "api", DependsOn = ["db"], Variables = Variables(("LOG_LEVEL", "debug"), ("OLD", "1")), Replicas = 1 },
            Database(),
            Web() with { Name = "front", Replicas = null, Scaling = new WorkloadScaling(2, 4, TargetCpu: 70) },
            Web() with { Name = "other", Image = "ghcr.io/example/other:1" },
            Web() with { Name = "twin", Image = "ghcr.io/example/other:1" }
        ];
        Workload[] to =
        [
            from[0] with
            {
                Image = "ghcr.io/example/api:2.0.0", Variables = Variables(("LOG_LEVEL", "warning"), ("NEW", "2")), Replicas = null,
                Scaling = new WorkloadScaling(3, 12, TargetCpu: 60), Health = new HealthCheck { Port = "http" }, Exposure = new Exposure("api.example.com", "/", "http", Tls: true), DependsOn = ["db", "front"]
            },
            from[1] with { Volumes = [from[1].Volumes[0] with { SizeMiB = 102400 }, from[1].Volumes[1]] },
            from[2] with { Image = "ghcr.io/example/web:1.5.0", Replicas = 6, Scaling = null },
            from[3] with { Image = "ghcr.io/example/other:2", Variables = None, Replicas = 5 },
            from[4] with { Image = "ghcr.io/example/other:3", Resources = new WorkloadResources { CpuMillis = 2000, MemoryMiB = 1024 }, Replicas = 0 }
        ];
        return Of(to, from, environment: "prod") with
        {
            Command = Of(to, environment: "prod").Command with { Labels = new Dictionary<string, string> { ["owner"] = "team-a", ["ticket"] = "OPS #1", ["team"] = "not this" } },
            Tags = Variables(("team", "platform"))
        };
    }

    public static SortedDictionary<string, string> Variables(params (string Name, string Value)[] variables) =>
        new(variables.ToDictionary(v => v.Name, v => v.Value), StringComparer.Ordinal);

    public static SortedDictionary<string, SecretReference> Secrets(params (string Name, string Uri)[] secrets) =>
        new(secrets.ToDictionary(s => s.Name, s => SecretReference.TryParse(s.Uri)!), StringComparer.Ordinal);

    public static WrittenBundle Write(IBundleWriter writer, BundleInput input)
    {
        var findings = new FindingList();
        var bundle = writer.Write(input, findings);
        Assert.True(findings.Count == 0, string.Join("\n", findings.ToList().Select(f => $"{f.RuleId} {f.Pointer}: {f.Message}")));
        return bundle;
    }

    public static string Text(this WrittenBundle bundle, string path) => Encoding.UTF8.GetString(bundle.Files[path].Span);
}
