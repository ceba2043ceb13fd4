using System.Net.Sockets;
using System.Text;
using InfraAgent.Api.Auth;
using InfraAgent.Api.Files;
using InfraAgent.Api.TerraformState;
using InfraAgent.Hosting;
using InfraAgent.Hosting.Configuration;
using InfraAgent.Hosting.Database;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace InfraAgent.Api.Tests.TerraformState;

/// <summary>An API process in this one, with the parts under test: real Kestrel, real SQLite. It can be stopped and started again on its data.</summary>
sealed class TestApi : IAsyncDisposable
{
    readonly string folder = Directory.CreateTempSubdirectory("infra-agent-").FullName;
    readonly string[] settings;
    readonly TimeProvider clock;
    WebApplication? host;

    TestApi(TimeProvider clock, string[] settings) => (this.clock, this.settings) = (clock, settings);

    public Uri Url { get; private set; } = new("http://127.0.0.1:0");

    public string Folder => folder;

    public IServiceProvider Services => host!.Services;

    public ISecretBox Box => Services.GetRequiredService<ISecretBox>();

    public static Task<TestApi> StartAsync(params string[] settings) => StartAsync(TimeProvider.System, settings);

    public static async Task<TestApi> StartAsync(TimeProvider clock, params string[] settings)
    {
        var api = new TestApi(clock, settings);
        await api.StartAsync();
        return api;
    }

    /// <summary>On the same port as before, if it was started before.</summary>
    public async Task StartAsync()
    {
        host = AgentHost.Build(
            AgentService.Standalone,
            [$"--Agent:DataDirectory={folder}", $"--urls={Url.GetLeftPart(UriPartial.Authority)}", "--Logging:LogLevel:Default=Critical", .. settings],
            (builder, options) => builder.Services
                .AddAgentDatabase(options.Database!)
                .AddTerraformState(builder.Configuration)
                .AddApiKeys(options)
                .AddSingleton<IDeploymentDirectory, Deployments>()
                .AddSingleton(clock),
            app =>
            {
                app.UseApiKeys();
                app.MapTerraformState();
                app.MapFiles();
                app.MapPost("/operate", (Caller caller) => caller.Name).RequireRole(Role.Operator);
                app.MapPost("/approve", (Caller caller) => caller.Name).RequireRole(Role.Approver);
                app.MapGet("/view/{environment}", (string environment, Caller caller) => caller.Refuse(environment) ?? Results.Text(caller.Name)).RequireRole(Role.Viewer);
                app.MapGet("/undeclared", (Caller caller) => caller.Name);
            });
        await host.StartAsync();
        Url = new Uri(host.Urls.Single());
    }

    public async Task StopAsync()
    {
        await host!.StopAsync();
        await host.DisposeAsync();
        host = null;
    }

    public HttpClient Client() => new() { BaseAddress = Url };

    /// <summary>Sends bytes as they are: clients tidy up paths before they send them.</summary>
    public async Task<string> RawAsync(string request)
    {
        using var socket = new TcpClient();
        await socket.ConnectAsync(Url.Host, Url.Port);
        await using var stream = socket.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes($"{request}\r\nHost: localhost\r\nConnection: close\r\n\r\n"));
        using var reader = new StreamReader(stream, Encoding.Latin1);
        return await reader.ReadToEndAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (host is not null)
        {
            await StopAsync();
        }

        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(folder, recursive: true);
    }

    /// <summary>Deployments are named by their environment here: <c>prod-1</c>; <c>none</c> is unknown.</summary>
    sealed class Deployments : IDeploymentDirectory
    {
        public ValueTask<string?> EnvironmentOfAsync(string deploymentId, CancellationToken cancel) =>
            ValueTask.FromResult(deploymentId.StartsWith("none", StringComparison.Ordinal) ? null : deploymentId.Split('-')[0]);
    }
}
