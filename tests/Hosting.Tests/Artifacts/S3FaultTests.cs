using InfraAgent.Hosting.Artifacts;
using InfraAgent.TestBed;

namespace InfraAgent.Hosting.Tests.Artifacts;

/// <summary>Connections that are lost and servers that are killed in the middle: nothing is named before it is whole, and the same put again succeeds.</summary>
public sealed class S3FaultTests : IDisposable
{
    const string Prefix = "agent";
    static readonly TimeSpan Short = TimeSpan.FromMilliseconds(300);
    static readonly TimeSpan Long = TimeSpan.FromMinutes(2);

    readonly TempFolder folder = new();
    readonly List<S3Objects> connections = [];

    public void Dispose()
    {
        connections.ForEach(x => x.Dispose());
        folder.Dispose();
    }

    static readonly Dictionary<string, ReadOnlyMemory<byte>> Files = StoreBed.Files(
        ("main.tf", new string('m', 50_000)), ("variables.tf", new string('v', 3000)), ("env/dev.tfvars", "region = \"eu-central-1\"\n"));

    [RequiresTheory(Part.S3)]
    [InlineData(ConditionalWrites.Kept)]
    [InlineData(ConditionalWrites.Ignored)]
    [InlineData(ConditionalWrites.Unknown)]
    public async Task A_writer_that_loses_the_network_at_any_request_names_nothing_by_halves(ConditionalWrites writes)
    {
        var server = await S3Server.SharedAsync(writes);
        await using var proxy = new FaultyProxy(server.Port);
        var ended = 0;
        for (var request = 1; ended == 0; request++)
        {
            foreach (var after in new[] { 0L, 10, 20_000 })
            {
                var bucket = server.NewBucket();
                var bad = request;
                proxy.Reset(x => x.Number >= bad ? new NetworkFault.CutBody(after) : null);
                var put = await Record.ExceptionAsync(() => Store(proxy.Endpoint, bucket, Short).PutFolderAsync("app/r1", Files, default));

                var reader = Store(server.Endpoint, bucket, Long);
                if (put is null)
                {
                    Assert.True(proxy.Requests < bad);
                    ended++;
                }
                else
                {
                    Assert.IsType<ArtifactStoreAwayException>(put);
                    await WholeOrNothingAsync(reader);
                }

                await reader.PutFolderAsync("app/r1", Files, default);
                await WholeAsync(Store(server.Endpoint, bucket, Long));
            }
        }
    }

    [RequiresTheory(Part.S3)]
    [InlineData(ConditionalWrites.Kept)]
    [InlineData(ConditionalWrites.Ignored)]
    public async Task One_lost_connection_is_not_noticed_wherever_it_was_lost(ConditionalWrites writes)
    {
        var server = await S3Server.SharedAsync(writes);
        await using var proxy = new FaultyProxy(server.Port);
        foreach (var fault in new NetworkFault[] { new NetworkFault.CutBody(10), new NetworkFault.CutAnswer(0), new NetworkFault.CutAnswer(100) })
        {
            var met = true;
            for (var request = 1; met; request++)
            {
                var (bucket, bad) = (server.NewBucket(), request);
                met = false;
                // Twice: the SDK tries a lost connection once more by itself.
                proxy.Reset(x => x.Number == bad || x.Number == bad + 1 ? (met = true, fault).fault : null);
                var store = Store(proxy.Endpoint, bucket, Long);

                var refs = await store.PutFolderAsync("app/r1", Files, default);
                await store.PutAsync("app/plan.json", "{}"u8.ToArray(), default);
                Assert.Equal(Files["main.tf"].ToArray(), await store.GetAsync(refs.Single(x => x.Path.EndsWith("main.tf", StringComparison.Ordinal)), default));
                await using var plan = await store.OpenAsync("app/plan.json", default);
                Assert.Equal(2, plan!.Length);
                Assert.Equal(4, (await store.ListAsync("app", default)).Count);
            }
        }
    }

    [RequiresTheory(Part.S3)]
    [InlineData(100_000)]
    [InlineData(6_000_000)]
    public async Task An_answer_that_breaks_off_is_asked_for_again(int size)
    {
        var server = await S3Server.SharedAsync();
        await using var proxy = new FaultyProxy(server.Port);
        var bucket = server.NewBucket();
        var content = new byte[size];
        Random.Shared.NextBytes(content);
        var artifact = await Store(server.Endpoint, bucket, Long).PutAsync("app/large", content, default);

        var cut = 0;
        proxy.Reset(x => x.Path.Contains("/blobs/", StringComparison.Ordinal) && cut++ < 3 ? new NetworkFault.CutAnswer(size / 2) : null);
        var store = Store(proxy.Endpoint, bucket, Long);
        Assert.Equal(content, await store.GetAsync(artifact, default));
        Assert.Equal(4, cut);
        cut = 0;
        await using var opened = await store.OpenAsync("app/large", default);
        var read = new byte[size];
        await opened!.ReadExactlyAsync(read);
        Assert.Equal(content, read);
        Assert.Equal(4, cut);
        Assert.False(Directory.Exists(folder.File("scratch")) && Directory.EnumerateFileSystemEntries(folder.File("scratch")).Any());
    }

    [RequiresTheory(Part.S3)]
    [InlineData("blobs")]
    [InlineData("names")]
    public async Task A_server_that_is_killed_in_mid_upload_has_named_nothing_and_takes_the_same_put_afterwards(string kind)
    {
        await using var server = await S3Server.StartAsync();
        await using var proxy = new FaultyProxy(server.Port);
        var (bucket, cuts) = (server.NewBucket(), 0);
        // One alone, after which the server is gone for all: a second one that is cut later would kill the server that was started again.
        proxy.Reset(x => x.Method == "PUT" && x.Path.Contains($"/{Prefix}/{kind}/", StringComparison.Ordinal) && Interlocked.Increment(ref cuts) == 1 ? new NetworkFault.CutBody(20, server.Kill) : null);

        await Assert.ThrowsAsync<ArtifactStoreAwayException>(() => Store(proxy.Endpoint, bucket, Short).PutFolderAsync("app/r1", Files, default));

        await server.StartAgainAsync();
        var reader = Store(server.Endpoint, bucket, Long);
        Assert.Empty(await reader.ListAsync("app", default));
        Assert.Null(await reader.OpenAsync("app/r1/main.tf", default));
        await reader.PutFolderAsync("app/r1", Files, default);
        await WholeAsync(Store(server.Endpoint, bucket, Long));
    }

    [Requires(Part.S3)]
    public async Task A_put_waits_for_a_server_that_is_back_in_time()
    {
        await using var server = await S3Server.StartAsync();
        await using var proxy = new FaultyProxy(server.Port);
        var (bucket, killed, cuts) = (server.NewBucket(), new TaskCompletionSource(), 0);
        // One alone: blobs are put beside each other, and a second one that is cut later would kill the server that was started again.
        proxy.Reset(x => x.Method == "PUT" && x.Path.Contains("/blobs/", StringComparison.Ordinal) && Interlocked.Increment(ref cuts) == 1
            ? new NetworkFault.CutBody(20, () =>
            {
                server.Kill();
                killed.TrySetResult();
            })
            : null);
        var put = Task.Run(() => Store(proxy.Endpoint, bucket, Long).PutFolderAsync("app/r1", Files, default));

        await killed.Task;
        await server.StartAgainAsync();
        await put;
        await WholeAsync(Store(server.Endpoint, bucket, Long));
    }

    [Requires(Part.S3)]
    public async Task Bytes_left_half_by_a_server_are_written_anew()
    {
        var server = await S3Server.SharedAsync();
        var bucket = server.NewBucket();
        var store = Store(server.Endpoint, bucket, Long);
        var artifact = await store.PutAsync("app/one", "0123456789"u8.ToArray(), default);
        await File.WriteAllTextAsync(server.FileOf(bucket, $"{Prefix}/blobs/sha256/{artifact.Digest[7..]}"), "01234");

        await Assert.ThrowsAsync<ArtifactCorruptException>(() => store.GetAsync(artifact, default));
        await store.PutAsync("app/two", "0123456789"u8.ToArray(), default);
        Assert.Equal("0123456789"u8.ToArray(), await store.GetAsync(artifact, default));
    }

    [Requires(Part.S3)]
    public async Task A_slow_network_is_waited_for_and_a_stuck_one_is_told()
    {
        var server = await S3Server.SharedAsync();
        await using var proxy = new FaultyProxy(server.Port);
        var bucket = server.NewBucket();
        proxy.Reset(_ => new NetworkFault.Delay(TimeSpan.FromMilliseconds(150)));
        await Store(proxy.Endpoint, bucket, Long).PutFolderAsync("app/r1", Files, default);
        await WholeAsync(Store(proxy.Endpoint, bucket, Long));

        proxy.Reset(_ => new NetworkFault.Delay(TimeSpan.FromHours(1)));
        var away = await Assert.ThrowsAsync<ArtifactStoreAwayException>(() => Store(proxy.Endpoint, bucket, Short).PutAsync("app/one", "1"u8.ToArray(), default));
        Assert.Contains($"s3://{bucket}/{Prefix}", away.Message, StringComparison.Ordinal);
        Assert.Contains("did not answer in time", away.Message, StringComparison.Ordinal);
        using var stop = new CancellationTokenSource(TimeSpan.FromMilliseconds(200));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Store(proxy.Endpoint, bucket, Long).PutAsync("app/one", "1"u8.ToArray(), stop.Token));
    }

    S3ArtifactStore Store(Uri endpoint, string bucket, TimeSpan patience)
    {
        var objects = new S3Objects(new S3Location(bucket, Prefix, endpoint, null, S3Server.AccessKey, S3Server.SecretKey), patience);
        connections.Add(objects);
        return new S3ArtifactStore(objects, folder.File("scratch"));
    }

    static async Task WholeOrNothingAsync(S3ArtifactStore store)
    {
        // An answer can be lost after the name was written: then all of it is there.
        if ((await store.ListAsync("app/r1", default)).Count > 0)
        {
            await WholeAsync(store);
        }
        else
        {
            foreach (var name in Files.Keys)
            {
                Assert.Null(await store.OpenAsync($"app/r1/{name}", default));
            }
        }
    }

    static async Task WholeAsync(S3ArtifactStore store)
    {
        Assert.Equal(Files.Keys.Select(x => $"app/r1/{x}").Order(StringComparer.Ordinal), await store.ListAsync("app/r1", default));
        foreach (var (name, content) in Files)
        {
            await using var file = await store.OpenAsync($"app/r1/{name}", default);
            var read = new byte[file!.Length];
            await file.ReadExactlyAsync(read);
            Assert.Equal(content.ToArray(), read);
        }
    }
}
