using System.Security.Cryptography;
using InfraAgent.Api.Auth;
using InfraAgent.Api.Description;
using InfraAgent.Hosting;
using InfraAgent.Hosting.Artifacts;
using Microsoft.Net.Http.Headers;

namespace InfraAgent.Api.Files;

/// <summary>Bundles, reports and logs for callers. Whatever is in a file, a browser shows it as text or saves it; it never runs it.</summary>
public static class FileEndpoints
{
    const string Text = "text/plain; charset=utf-8";

    public static void MapFiles(this IEndpointRouteBuilder app)
    {
        app.MapGet("/artifacts/{deploymentId}/r{revision:int:min(1)}/{**path}", Artifact).RequireRole(Role.Viewer).WithTags("files")
            .Describe("A file of a revision", null, (200, null))
            .DescribeContent(200, "text/plain", typeof(string)).DescribeContent(200, "application/json", typeof(System.Text.Json.JsonElement));
        app.MapGet("/artifacts/{deploymentId}/r{revision:int:min(1)}.tar.gz", Bundle).RequireRole(Role.Viewer).WithTags("files")
            .Describe("A revision as an archive", null, (200, null))
            .DescribeContent(200, "application/gzip", typeof(Stream));
        app.MapGet("/logs/{deploymentId}/{**path}", Log).RequireRole(Role.Viewer).WithTags("files")
            .Describe("The log of a step", null, (200, null))
            .DescribeContent(200, "text/plain", typeof(string));
    }

    static async Task<IResult> Artifact(
        string deploymentId, int revision, string? path, HttpContext http, Caller caller, IDeploymentDirectory deployments, IArtifactStore artifacts, CancellationToken cancel)
    {
        if (await deployments.RefuseAsync(caller, deploymentId, cancel) is { } refused)
        {
            return refused;
        }

        var full = $"{deploymentId}/r{revision}/{path}";
        if (!StorePath.IsValid(full) || await artifacts.OpenAsync(full, cancel) is not { } file)
        {
            return NotFound($"Revision {revision} of '{deploymentId}' has no such file.");
        }

        var hash = await SHA256.HashDataAsync(file, cancel);
        file.Position = 0;
        var type = full.EndsWith(".json", StringComparison.Ordinal) || full.EndsWith(".sarif", StringComparison.Ordinal) ? "application/json" : Text;
        return Answer(http, file, type, Convert.ToHexStringLower(hash));
    }

    static async Task<IResult> Bundle(
        string deploymentId, int revision, HttpContext http, Caller caller, IDeploymentDirectory deployments, IArtifactStore artifacts, CancellationToken cancel)
    {
        if (await deployments.RefuseAsync(caller, deploymentId, cancel) is { } refused)
        {
            return refused;
        }

        var folder = $"{deploymentId}/r{revision}";
        var files = new List<(string, byte[])>();
        foreach (var path in await artifacts.ListAsync(folder, cancel))
        {
            if (await artifacts.OpenAsync(path, cancel) is { } file)
            {
                await using (file)
                {
                    var content = new byte[file.Length];
                    await file.ReadExactlyAsync(content, cancel);
                    files.Add((path[(folder.Length + 1)..], content));
                }
            }
        }

        if (files.Count == 0)
        {
            return NotFound($"'{deploymentId}' has no revision {revision}.");
        }

        var packed = await BundleArchive.PackAsync($"{deploymentId}-r{revision}", files, cancel);
        http.Response.Headers.ContentDisposition = $"attachment; filename=\"{deploymentId}-r{revision}.tar.gz\"";
        return Answer(http, new MemoryStream(packed), "application/gzip", Convert.ToHexStringLower(SHA256.HashData(packed)));
    }

    static async Task<IResult> Log(
        string deploymentId, string? path, HttpContext http, Caller caller, IDeploymentDirectory deployments, ILogStore logs, CancellationToken cancel)
    {
        if (await deployments.RefuseAsync(caller, deploymentId, cancel) is { } refused)
        {
            return refused;
        }

        var full = $"{deploymentId}/{path}";
        if (!StorePath.IsValid(full) || await logs.OpenReadAsync(full, cancel) is not { } file)
        {
            return NotFound($"'{deploymentId}' has no such log (yet).");
        }

        // A log only grows, so its length says which state of it this is.
        var snapshot = new SnapshotStream(file);
        return Answer(http, snapshot, Text, $"{snapshot.Length:x}");
    }

    /// <summary>With ranges, conditions and HEAD as HTTP has them.</summary>
    static IResult Answer(HttpContext http, Stream content, string type, string tag)
    {
        var headers = http.Response.Headers;
        headers.XContentTypeOptions = "nosniff";
        headers.ContentSecurityPolicy = "default-src 'none'; sandbox";
        // Kept by the caller alone, and asked about each time: access can be withdrawn.
        headers.CacheControl = "private, no-cache";
        return Results.Stream(content, type, entityTag: new EntityTagHeaderValue($"\"{tag}\""), enableRangeProcessing: true);
    }

    static IResult NotFound(string detail) => Refusal.Problem(404, "not-found", "Not found", detail);
}
