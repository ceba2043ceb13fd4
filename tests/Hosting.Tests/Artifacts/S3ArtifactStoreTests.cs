using System.Text;
using InfraAgent.Hosting.Artifacts;
using InfraAgent.TestBed;

namespace InfraAgent.Hosting.Tests.Artifacts;

/// <summary>What only a bucket is about: where things lie in it, what it costs, and whose it is.</summary>
public sealed class S3ArtifactStoreTests : IDisposable
{
    readonly TempFolder folder = new();
    readonly List<S3Objects> connections = [];

    public void Dispose()
    {
        connections.ForEach(x => x.Dispose());
        folder.Dispose();
    }

    [Requires(Part.S3)]
    public async Task Equal_contents_are_stored_once_and_names_are_small_objects()
    {
        var server = await S3Server.SharedAsync();
        var bucket = server.NewBucket();
        var store = Store(server.Endpoint, bucket, "");
        await store.PutFolderAsync("app/r1", StoreBed.Files(("main.tf", "same"), ("copy.tf", "same"), ("dev.tfvars", "1")), default);
        await store.PutFolderAsync("app/r2", StoreBed.Files(("main.tf", "same"), ("dev.tfvars", "2")), default);
        await store.PutAsync("app/r2/plan.json", "same"u8.ToArray(), default);

        Assert.Equal(3, server.Keys(bucket).Count(x => x.StartsWith("blobs/sha256/", StringComparison.Ordinal)));
        Assert.Equal(["names/app/r1/.manifest", "names/app/r2/.manifest", "names/app/r2/plan.json"], server.Keys(bucket).Where(x => x.StartsWith("names/", StringComparison.Ordinal)));
        Assert.Equal("sha256:0967115f2813a3541eaef77de9d9d5773f1c0c04314b0bbfe4ff3b3b1c55b5d5 4\n", await File.ReadAllTextAsync(server.FileOf(bucket, "names/app/r2/plan.json")));
        Assert.Equal($"s3://{bucket}/app/r2/plan.json", (await store.PutAsync("app/r2/plan.json", "same"u8.ToArray(), default)).Uri);
    }

    [Requires(Part.S3)]
    public async Task A_bundle_costs_as_many_requests_as_the_documentation_says()
    {
        var server = await S3Server.SharedAsync();
        await using var proxy = new FaultyProxy(server.Port);
        var bucket = server.NewBucket();
        var store = Store(proxy.Endpoint, bucket);
        await store.PutAsync("first/plan.json", "{}"u8.ToArray(), default); // the question about conditional writes is asked once
        var files = StoreBed.Files([.. Enumerable.Range(0, 10).Select(x => ($"f{x}.tf", $"content {x}"))]);
        var writes = 0;

        proxy.Reset(x =>
        {
            if (x.Method == "PUT")
            {
                Interlocked.Increment(ref writes);
            }

            return null;
        });
        await store.PutFolderAsync("app/r1", files, default);
        Assert.Equal((24, 11), (proxy.Requests, writes));

        proxy.Reset(_ => null);
        await store.PutFolderAsync("app/r1", files, default);
        Assert.Equal(3, proxy.Requests);
    }

    [Requires(Part.S3)]
    public async Task A_folder_that_was_read_once_is_not_asked_for_again()
    {
        var server = await S3Server.SharedAsync();
        await using var proxy = new FaultyProxy(server.Port);
        var bucket = server.NewBucket();
        await Store(server.Endpoint, bucket).PutFolderAsync("app/r1", StoreBed.Files(("a", "1"), ("b", "2")), default);
        var store = Store(proxy.Endpoint, bucket);
        await (await store.OpenAsync("app/r1/a", default))!.DisposeAsync();

        proxy.Reset(_ => null);
        await (await store.OpenAsync("app/r1/b", default))!.DisposeAsync();
        Assert.Equal(1, proxy.Requests);
    }

    [Requires(Part.S3)]
    public async Task More_names_than_one_answer_holds_are_all_listed()
    {
        var server = await S3Server.SharedAsync();
        var bucket = server.NewBucket();
        Directory.CreateDirectory(Path.GetDirectoryName(server.FileOf(bucket, "agent/names/app/x"))!);
        foreach (var x in Enumerable.Range(0, 1005))
        {
            await File.WriteAllTextAsync(server.FileOf(bucket, $"agent/names/app/{x:D4}"), "x");
        }

        var store = Store(server.Endpoint, bucket);
        Assert.Equal(Enumerable.Range(0, 1005).Select(x => $"app/{x:D4}"), await store.ListAsync("app", default));
    }

    [RequiresTheory(Part.S3)]
    [InlineData("sha256:0967115f2813a3541eaef77de9d9d5773f1c0c04314b0bbfe4ff3b3b1c55b5d5 4 main.tf")]
    [InlineData("sha256:0967115f2813a3541eaef77de9d9d5773f1c0c04314b0bbfe4ff3b3b1c55b5d5 4 ../main.tf\n")]
    [InlineData("sha256:0967115f2813a3541eaef77de9d9d5773f1c0c04314b0bbfe4ff3b3b1c55b5d5/../x 4 main.tf\n")]
    [InlineData("nonsense\n")]
    [InlineData("")]
    public async Task A_manifest_that_no_store_of_ours_wrote_is_refused(string manifest)
    {
        var server = await S3Server.SharedAsync();
        var bucket = server.NewBucket();
        await Objects(server.Endpoint, bucket).WriteAsync("names/app/r1/.manifest", Encoding.UTF8.GetBytes(manifest), default);

        await Assert.ThrowsAsync<ArtifactCorruptException>(() => Store(server.Endpoint, bucket).ListAsync("app/r1", default));
        await Assert.ThrowsAsync<ArtifactCorruptException>(() => Store(server.Endpoint, bucket).OpenAsync("app/r1/main.tf", default));
    }

    [Requires(Part.S3)]
    public async Task A_bucket_that_cannot_be_used_is_told_with_the_reason()
    {
        var server = await S3Server.SharedAsync();
        await Objects(server.Endpoint, server.NewBucket()).CheckAsync(default);

        var none = await Assert.ThrowsAsync<ArtifactStoreAwayException>(() => Objects(server.Endpoint, "not-there").CheckAsync(default));
        Assert.Contains("the bucket does not exist", none.Message, StringComparison.Ordinal);
        using var stranger = new S3Objects(new S3Location(server.NewBucket(), "", server.Endpoint, null, "STRANGER", "hush"), TimeSpan.FromMinutes(1));
        var denied = await Assert.ThrowsAsync<ArtifactStoreAwayException>(() => stranger.CheckAsync(default));
        Assert.Contains("access is denied", denied.Message, StringComparison.Ordinal);
        Assert.Contains("s3:ListBucket", denied.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("hush", denied.ToString(), StringComparison.Ordinal);
    }

    S3Objects Objects(Uri endpoint, string bucket, string prefix = "agent")
    {
        var objects = new S3Objects(new S3Location(bucket, prefix, endpoint, null, S3Server.AccessKey, S3Server.SecretKey), TimeSpan.FromMinutes(1));
        connections.Add(objects);
        return objects;
    }

    S3ArtifactStore Store(Uri endpoint, string bucket, string prefix = "agent") => new(Objects(endpoint, bucket, prefix), folder.File("scratch"));
}
