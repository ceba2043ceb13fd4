using System.Net;
using InfraAgent.Hosting.Configuration;
using InfraAgent.Hosting.Logs;
using InfraAgent.Hosting.Telemetry;
using InfraAgent.TestBed;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;

namespace InfraAgent.Hosting.Tests.Configuration;

public sealed class AgentHostTests : IDisposable
{
    readonly TempFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task A_started_agent_is_live_and_ready_and_shares_its_parts()
    {
        await using var host = Build();
        await host.StartAsync();
        using var http = Client(host);

        Assert.Equal("""{"status":"ok","checks":{}}""", await http.GetStringAsync("/healthz/live"));
        Assert.Equal("""{"status":"ok","checks":{"lifetime":{"status":"ok"}}}""", await http.GetStringAsync("/healthz/ready"));
        Assert.NotNull(host.Services.GetRequiredService<IArtifactStore>());
        Assert.NotNull(host.Services.GetRequiredService<ILogStore>());
        Assert.NotNull(host.Services.GetRequiredService<ISecretBox>());
        Assert.True(File.Exists(folder.File("data/keys")));

        var addresses = host.Services.GetRequiredService<AgentAddresses>();
        Assert.Equal(http.BaseAddress, addresses.Public);
        Assert.Equal(http.BaseAddress, addresses.State);
    }

    [Fact]
    public async Task A_part_that_fails_its_check_makes_the_agent_unready_but_not_dead()
    {
        await using var host = Build(services => services.AddHealthChecks().AddCheck("broker", () => HealthCheckResult.Unhealthy("no connection", new InvalidOperationException("secret"))));
        await host.StartAsync();
        using var http = Client(host);

        var ready = await http.GetAsync("/healthz/ready");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, ready.StatusCode);
        var body = await ready.Content.ReadAsStringAsync();
        Assert.Contains("\"broker\":{\"status\":\"failing\",\"description\":\"no connection\"}", body, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", body, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await http.GetAsync("/healthz/live")).StatusCode);
    }

    [Fact]
    public async Task An_agent_that_was_asked_to_stop_is_not_ready_while_it_finishes()
    {
        var release = new TaskCompletionSource();
        await using var host = Build(services => services.AddHostedService(_ => new SlowToStop(release.Task)));
        await host.StartAsync();
        using var http = Client(host);

        var stopping = host.StopAsync();
        var check = host.Services.GetRequiredService<HealthCheckService>();
        Assert.Equal(HealthStatus.Unhealthy, (await check.CheckHealthAsync()).Status);
        release.SetResult();
        await stopping;
    }

    [Theory]
    [InlineData("")]
    [InlineData("application/openmetrics-text;version=1.0.0")]
    public async Task The_metrics_have_the_names_and_labels_of_the_contract(string accept)
    {
        await using var host = Build();
        await host.StartAsync();
        using var http = Client(host);
        if (accept.Length > 0)
        {
            http.DefaultRequestHeaders.Add("Accept", accept);
        }

        var telemetry = host.Services.GetRequiredService<AgentTelemetry>();
        var environment = "e" + Guid.NewGuid().ToString("N")[..8]; // meters are process-wide
        telemetry.ApplyFinished(environment, "terraform", "succeeded", TimeSpan.FromSeconds(3));
        telemetry.DriftDetected(environment, "terraform");
        telemetry.PolicyViolation("no-public-ingress", "high", "strict", environment);

        var lines = (await http.GetStringAsync("/metrics")).Split('\n').Where(x => x.Contains(environment, StringComparison.Ordinal)).ToList();
        Assert.Contains(lines, x => x.StartsWith("infra_apply_duration_seconds_bucket{", StringComparison.Ordinal) && (x.Contains("le=\"5\"", StringComparison.Ordinal) || x.Contains("le=\"5.0\"", StringComparison.Ordinal)) && Value(x) == 1);
        Assert.Contains(lines, x => x.StartsWith("infra_apply_duration_seconds_sum{", StringComparison.Ordinal) && Value(x) == 3);
        Assert.Contains(lines, x => x.StartsWith("infra_apply_duration_seconds_count{", StringComparison.Ordinal)
            && x.Contains("runtime=\"terraform\"", StringComparison.Ordinal) && x.Contains("outcome=\"succeeded\"", StringComparison.Ordinal) && Value(x) == 1);
        Assert.Contains(lines, x => x.StartsWith("infra_drift_detected_total{", StringComparison.Ordinal) && Value(x) == 1);
        Assert.Contains(lines, x => x.StartsWith("infra_policy_violations_total{", StringComparison.Ordinal)
            && new[] { "rule=\"no-public-ingress\"", "severity=\"high\"", "profile=\"strict\"" }.All(label => x.Contains(label, StringComparison.Ordinal)) && Value(x) == 1);
        // OpenMetrics tells beside each series since when it counts.
        Assert.All(
            lines.Where(x => !x.Contains("_created{", StringComparison.Ordinal)),
            x => Assert.Matches("^infra_(apply_duration_seconds_(bucket|sum|count)|drift_detected_total|policy_violations_total)[{]", x));
        static double Value(string line) => double.Parse(line[(line.LastIndexOf("} ", StringComparison.Ordinal) + 2)..].Split(' ')[0], System.Globalization.CultureInfo.InvariantCulture);
    }

    [Fact]
    public async Task A_wrong_setting_ends_the_process_with_78_and_its_key()
    {
        var error = Console.Error;
        using var words = new StringWriter();
        Console.SetError(words);
        try
        {
            var code = await AgentHost.RunAsync(AgentService.Executor, [$"--Agent:DataDirectory={folder.File("data")}"], (_, _) => { }, _ => { });
            Assert.Equal(78, code);
        }
        finally
        {
            Console.SetError(error);
        }

        Assert.Contains("infra-agent executor cannot start:", words.ToString(), StringComparison.Ordinal);
        Assert.Contains("ConnectionStrings:Broker: is missing", words.ToString(), StringComparison.Ordinal);
    }

    [Requires(Part.S3)]
    public async Task A_bucket_that_is_not_there_ends_the_process_with_78_and_its_key()
    {
        var server = await S3Server.SharedAsync();
        var error = Console.Error;
        using var words = new StringWriter();
        Console.SetError(words);
        try
        {
            var code = await AgentHost.RunAsync(
                AgentService.Standalone,
                [
                    $"--Agent:DataDirectory={folder.File("data")}", "--urls=http://127.0.0.1:0", "--Artifacts:Location=s3://not-there/agent", $"--Artifacts:Endpoint={server.Endpoint}",
                    $"--Artifacts:AccessKey={S3Server.AccessKey}", $"--Artifacts:SecretKey={S3Server.SecretKey}",
                ],
                (_, _) => { }, _ => { });
            Assert.Equal(78, code);
        }
        finally
        {
            Console.SetError(error);
        }

        Assert.Contains("Artifacts:Location: cannot be used: The artifact store s3://not-there/agent", words.ToString(), StringComparison.Ordinal);
        Assert.Contains("the bucket does not exist", words.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void An_unusable_key_file_is_a_wrong_setting()
    {
        var keys = folder.Write("keys", "nonsense");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(keys, UnixFileMode.UserRead);
        }

        var wrong = Assert.Throws<ConfigurationException>(() => Build(null, $"--Agent:KeyFile={keys}"));
        Assert.Equal("Agent:KeyFile", Assert.Single(wrong.Problems).Key);
        // Configured, so never made in silence: a mount that is missing must not look like an empty agent.
        Assert.Throws<ConfigurationException>(() => Build(null, $"--Agent:KeyFile={folder.File("missing")}"));
        Assert.False(File.Exists(folder.File("missing")));
    }

    WebApplication Build(Action<IServiceCollection>? services = null, params string[] settings) => AgentHost.Build(
        AgentService.Standalone, [$"--Agent:DataDirectory={folder.File("data")}", "--urls=http://127.0.0.1:0", .. settings],
        (builder, _) => services?.Invoke(builder.Services), _ => { });

    static HttpClient Client(WebApplication host) => new() { BaseAddress = new Uri(host.Urls.Single()) };

    sealed class SlowToStop(Task release) : IHostedService
    {
        public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => release;
    }
}
