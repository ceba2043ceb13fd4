using System.Net;
using System.Text.Json.Nodes;
using InfraAgent.ClusterSimulator.Api;
using InfraAgent.ClusterSimulator.Controllers;
using InfraAgent.ClusterSimulator.Objects;
using InfraAgent.ClusterSimulator.Traffic;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace InfraAgent.ClusterSimulator;

/// <summary>A cluster within this process: the API on one port of the loopback, the ingress on another.</summary>
public sealed class SimulatedCluster : IAsyncDisposable
{
    // A chart's release is kept in one Secret.
    const int LargestBody = 64 << 20;

    readonly WebApplication app;
    readonly ObjectStore store;
    readonly CancellationTokenSource end = new();
    readonly Task controllers;

    SimulatedCluster(WebApplication app, ObjectStore store, SimulatedClusterOptions options)
    {
        (this.app, this.store) = (app, store);
        var addresses = app.Urls.Select(u => new Uri(u)).ToArray();
        (Server, Ingress) = (addresses[0], addresses[1]);
        controllers = Task.Run(() => new ControllerLoop(store, options).RunAsync(end.Token));
    }

    public Uri Server { get; }

    public Uri Ingress { get; }

    /// <summary>A configuration for clients, with this cluster as the current context.</summary>
    public string Kubeconfig => $$$"""
        apiVersion: v1
        kind: Config
        current-context: simulated
        clusters: [{name: simulated, cluster: {server: "{{{Server.GetLeftPart(UriPartial.Authority)}}}"}}]
        users: [{name: simulated, user: {token: simulated}}]
        contexts: [{name: simulated, context: {cluster: simulated, user: simulated, namespace: default}}]
        """;

    public static async Task<SimulatedCluster> StartAsync(SimulatedClusterOptions? options = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(k =>
        {
            k.Limits.MaxRequestBodySize = LargestBody;
            k.Listen(IPAddress.Loopback, 0);
            k.Listen(IPAddress.Loopback, 0);
        });
        var store = new ObjectStore(new ResourceTypes());
        var services = new ServiceTraffic(store);
        var (api, ingress) = (new ApiServer(store, services), new IngressTraffic(store, services));
        var app = builder.Build();
        SimulatedCluster? cluster = null;
        app.Run(async http =>
        {
            // A controller that has failed is a mistake of the simulator's: whoever asks next is told.
            if (cluster is { controllers.IsFaulted: true }) await cluster.controllers;
            await (http.Connection.LocalPort == cluster?.Ingress.Port ? ingress.HandleAsync(http) : api.HandleAsync(http));
        });
        await app.StartAsync();
        return cluster = new SimulatedCluster(app, store, options ?? new());
    }

    /// <summary>Copies of all objects of a kind.</summary>
    /// <param name="space">Empty: of all namespaces.</param>
    public IReadOnlyList<JsonObject> Objects(string kind, string space = "")
    {
        lock (store.Gate) return [.. store.List(store.Types[kind], space).Select(o => o.Copy())];
    }

    /// <summary>The kinds that it serves.</summary>
    public IReadOnlyList<string> Kinds => [.. store.Types.All.Select(t => t.Kind)];

    public async ValueTask DisposeAsync()
    {
        await end.CancelAsync();
        await controllers;
        await app.StopAsync();
        await app.DisposeAsync();
        end.Dispose();
    }
}
