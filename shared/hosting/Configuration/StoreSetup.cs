using Amazon.Runtime;
using InfraAgent.Hosting.Artifacts;
using InfraAgent.Hosting.Logs;
using Microsoft.Extensions.DependencyInjection;

namespace InfraAgent.Hosting.Configuration;

/// <summary>Artifacts and logs, where <c>Artifacts:Location</c> says.</summary>
static class StoreSetup
{
    const string Setting = "Artifacts:Location";
    // A store that is away for longer is a fault, and whoever met it is asked again later.
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    public static void AddStores(this IServiceCollection services, AgentOptions options)
    {
        try
        {
            if (options.ArtifactsBucket is { } bucket)
            {
                AddBucket(services, bucket, Path.Combine(options.DataDirectory, "downloads"));
            }
            else
            {
                AddFolder(services, options.ArtifactsFolder!);
            }
        }
        catch (Exception denied) when (denied is IOException or UnauthorizedAccessException)
        {
            throw new ConfigurationException(Setting, $"cannot be used: {denied.Message}");
        }
    }

    /// <summary>A bucket that is not there, or not ours, is told at the start and not by the first bundle.</summary>
    /// <exception cref="ConfigurationException">It cannot be used.</exception>
    public static async Task CheckStoresAsync(this IServiceProvider services, CancellationToken cancel)
    {
        if (services.GetService<S3Objects>() is not { } bucket)
        {
            return;
        }

        try
        {
            await bucket.CheckAsync(cancel);
        }
        catch (ArtifactStoreAwayException away)
        {
            throw new ConfigurationException(Setting, $"cannot be used: {away.Message}");
        }
    }

    static void AddFolder(IServiceCollection services, string folder)
    {
        services.AddSingleton<IArtifactStore>(new FileArtifactStore(folder));
        // Beside the artifacts, so that replicas share it; no deployment id begins with a dot.
        services.AddSingleton<ILogStore>(new FileLogStore(Path.Combine(folder, ".logs")));
    }

    static void AddBucket(IServiceCollection services, S3Location bucket, string scratch)
    {
        S3Objects objects;
        try
        {
            objects = new S3Objects(bucket, Patience);
        }
        catch (AmazonClientException unknown)
        {
            // Without an endpoint the SDK looks for the region in the environment and in profiles.
            throw new ConfigurationException("Artifacts:Region", $"is missing: {unknown.Message}");
        }

        // By a factory, so that the container ends its connections.
        services.AddSingleton(_ => objects);
        services.AddSingleton<IArtifactStore>(new S3ArtifactStore(objects, scratch));
        services.AddSingleton<ILogStore, S3LogStore>();
    }
}
