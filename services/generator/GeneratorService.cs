using InfraAgent.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace InfraAgent.Generator;

/// <summary>What the generator brings to the process that it runs in: its own, or the embedded agent's.</summary>
public static class GeneratorService
{
    /// <summary>Who writes which runtime, beside terraform.</summary>
    internal static IReadOnlyList<IBundleWriter> Writers { get; } = [new ComposeWriter(), new HelmWriter(), new KubernetesWriter(), new PulumiWriter()];

    /// <summary>Reads the catalog now, so that a folder that is not there stops the start. The host adds <see cref="GenerateBundleConsumer"/> to its
    /// bus and an <see cref="IArtifactStore"/> to its services.</summary>
    /// <exception cref="DirectoryNotFoundException"><c>Catalog:Folders</c> names a folder that is not there.</exception>
    public static IServiceCollection AddGenerator(this IServiceCollection services, GeneratorOptions? options = null)
    {
        var catalog = LoadCatalog((options ?? new GeneratorOptions()).Folders);
        services.AddSingleton(catalog);
        services.AddSingleton(new BundleRenderer(catalog, AgentVersion(), Writers));
        services.AddHostedService<CatalogReport>();
        return services;
    }

    /// <summary>The built-in catalog with these folders over it.</summary>
    /// <exception cref="DirectoryNotFoundException">A folder is not there.</exception>
    public static ModuleCatalog LoadCatalog(IReadOnlyList<string> folders) => CatalogLoader.Load([CatalogFolder.BuiltIn(), .. folders.Select(CatalogFolder.OnDisk)]);

    // Of the assembly, not the informational one: that has the commit in it, and a rebuilt agent would give other bytes.
    static string AgentVersion() => typeof(GeneratorService).Assembly.GetName().Version!.ToString(3);
}

/// <summary>Says at start what of the catalog cannot be served.</summary>
sealed class CatalogReport(ModuleCatalog catalog, ILogger<CatalogReport> log) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        foreach (var problem in catalog.Problems)
            log.LogError("Catalog: {File}:{Line}: {Problem} The module is not served.", problem.File, problem.Line, problem.Message);
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
