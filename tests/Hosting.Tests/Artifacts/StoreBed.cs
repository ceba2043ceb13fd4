using System.Reflection;
using System.Text;
using InfraAgent.Contracts;
using InfraAgent.Hosting.Artifacts;
using InfraAgent.TestBed;
using Xunit.Sdk;

namespace InfraAgent.Hosting.Tests.Artifacts;

public enum StoreKind
{
    Folder,
    Bucket,
    /// <summary>A bucket of a server that takes conditional writes and writes all the same.</summary>
    BucketWithoutConditions,
}

/// <summary>The test runs on a folder.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class OnFolderAttribute : DataAttribute
{
    public override IEnumerable<object[]> GetData(MethodInfo testMethod) => [[StoreKind.Folder]];
}

/// <summary>The test runs on buckets of a real server; without one it is skipped, with the reason.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class OnBucketAttribute : DataAttribute
{
    public OnBucketAttribute() => Skip = S3Server.Missing!;

    /// <summary>The test is about writers at the same moment, between which nothing decides without conditional writes.</summary>
    public bool WithConditions { get; set; }

    public override IEnumerable<object[]> GetData(MethodInfo testMethod) =>
        WithConditions ? [[StoreKind.Bucket]] : [[StoreKind.Bucket], [StoreKind.BucketWithoutConditions]];
}

/// <summary>A store of one kind, and a look behind it.</summary>
sealed class StoreBed : IAsyncDisposable
{
    readonly TempFolder folder = new();
    readonly S3Server? server;
    readonly string bucket = "";
    readonly List<S3Objects> connections = [];

    StoreBed(S3Server? server)
    {
        this.server = server;
        bucket = server?.NewBucket() ?? "";
        Store = Another();
    }

    public IArtifactStore Store { get; }

    public static async Task<StoreBed> StartAsync(StoreKind kind) => new(kind switch
    {
        StoreKind.Folder => null,
        StoreKind.Bucket => await S3Server.SharedAsync(),
        _ => await S3Server.SharedAsync(ConditionalWrites.Ignored),
    });

    /// <summary>A replica's store at the same place.</summary>
    public IArtifactStore Another()
    {
        if (server is null)
        {
            return new FileArtifactStore(folder.Path);
        }

        var objects = new S3Objects(new S3Location(bucket, "some/prefix", server.Endpoint, null, S3Server.AccessKey, S3Server.SecretKey), TimeSpan.FromMinutes(1));
        connections.Add(objects);
        return new S3ArtifactStore(objects, folder.File("scratch"));
    }

    public string UriOf(string path) => server is null ? new Uri(folder.File(path)).AbsoluteUri : $"s3://{bucket}/some/prefix/{path}";

    /// <summary>The file in which the store keeps an artifact's bytes.</summary>
    public string FileOf(ArtifactRef artifact) =>
        server is null ? folder.File(artifact.Path) : server.FileOf(bucket, $"some/prefix/blobs/sha256/{artifact.Digest["sha256:".Length..]}");

    public async Task<string> TextAsync(string path)
    {
        await using var stream = await Store.OpenAsync(path, default);
        return await new StreamReader(stream!).ReadToEndAsync();
    }

    public static Dictionary<string, ReadOnlyMemory<byte>> Files(params (string Name, string Content)[] files) =>
        files.ToDictionary(x => x.Name, x => (ReadOnlyMemory<byte>)Encoding.UTF8.GetBytes(x.Content));

    public ValueTask DisposeAsync()
    {
        connections.ForEach(x => x.Dispose());
        folder.Dispose();
        return ValueTask.CompletedTask;
    }
}
