using InfraAgent.Contracts;
using InfraAgent.Hosting;
using InfraAgent.Hosting.Telemetry;
using MassTransit;

namespace InfraAgent.Generator;

/// <summary>Makes a bundle and stores it. A specification that cannot be built is an answer; a store that cannot be reached is a fault.</summary>
public sealed class GenerateBundleConsumer(BundleRenderer renderer, IArtifactStore artifacts) : IConsumer<GenerateBundle>
{
    public async Task Consume(ConsumeContext<GenerateBundle> context)
    {
        var command = context.Message;
        using var span = AgentTelemetry.Generate(command.DeploymentId, command.Environment, command.Runtime);
        var outcome = renderer.Render(command);
        if (outcome.Bundle is not { } bundle)
        {
            await context.Publish(new BundleRefused
            {
                DeploymentId = command.DeploymentId, RunId = command.RunId, Attempt = command.Attempt,
                Findings = outcome.Findings
            });
            return;
        }

        var folder = $"{command.DeploymentId}/r{command.Revision}";
        var files = await artifacts.PutFolderAsync(folder, bundle.Files, context.CancellationToken);
        await context.Publish(new BundleGenerated
        {
            DeploymentId = command.DeploymentId, RunId = command.RunId, Attempt = command.Attempt, Revision = command.Revision,
            Bundle = new BundleRef
            {
                Path = folder,
                Uri = FolderUri(files[0], folder),
                Digest = bundle.Digest,
                CodeDigest = bundle.CodeDigest,
                Files = files,
                Entrypoints = bundle.Entrypoints.ToDictionary(e => e.Key, e => $"{folder}/{e.Value}")
            }
        });
    }

    // The store knows its root, and tells it by where it put a file.
    static string FolderUri(ArtifactRef file, string folder) => file.Uri[..^(file.Path.Length - folder.Length)];
}
