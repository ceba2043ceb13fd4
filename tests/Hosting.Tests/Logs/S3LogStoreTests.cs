using InfraAgent.Hosting.Artifacts;
using InfraAgent.Hosting.Logs;
using InfraAgent.TestBed;
using Microsoft.Extensions.Logging.Abstractions;

namespace InfraAgent.Hosting.Tests.Logs;

public sealed class S3LogStoreTests : IDisposable
{
    const string Ref = "app/0190b7a2-0000-7000-8000-000000000001/apply-1.log";

    readonly List<S3Objects> connections = [];

    public void Dispose() => connections.ForEach(x => x.Dispose());

    [Requires(Part.S3)]
    public async Task A_reader_of_another_replica_sees_what_was_said_while_the_tool_still_runs()
    {
        var server = await S3Server.SharedAsync();
        var bucket = server.NewBucket();
        var replica = Store(server.Endpoint, bucket);
        Assert.Null(await replica.OpenReadAsync(Ref, default));

        await using var log = await Store(server.Endpoint, bucket).OpenAppendAsync(Ref, default);
        await log.WriteAsync("one\n"u8.ToArray());
        await Eventually.Equal("one\n", () => TextAsync(replica), "the log");
        await log.WriteAsync("two\n"u8.ToArray());
        await Eventually.Equal("one\ntwo\n", () => TextAsync(replica), "the log");
    }

    [Requires(Part.S3)]
    public async Task Opening_again_appends_and_everything_is_there_when_it_was_closed()
    {
        var server = await S3Server.SharedAsync();
        var store = Store(server.Endpoint, server.NewBucket());
        for (var i = 0; i < 12; i++)
        {
            await using var log = await store.OpenAppendAsync(Ref, default);
            await log.WriteAsync("one "u8.ToArray());
            log.Write("two\n"u8);
        }

        Assert.Equal(string.Concat(Enumerable.Repeat("one two\n", 12)), await TextAsync(store));
    }

    [Requires(Part.S3)]
    public async Task A_long_log_can_be_read_from_anywhere()
    {
        var server = await S3Server.SharedAsync();
        var store = Store(server.Endpoint, server.NewBucket());
        var content = new byte[1_500_000];
        Random.Shared.NextBytes(content);
        await using (var log = await store.OpenAppendAsync(Ref, default))
        {
            await log.WriteAsync(content);
        }

        await using var reading = await store.OpenReadAsync(Ref, default);
        Assert.Equal(content.Length, reading!.Length);
        foreach (var position in new[] { 0, 1, 262_143, 262_144, 262_145, 1_048_576, 1_499_999 })
        {
            reading.Position = position;
            var part = new byte[Math.Min(300_000, content.Length - position)];
            await reading.ReadExactlyAsync(part);
            Assert.Equal(content.AsSpan(position, part.Length).ToArray(), part);
        }

        Assert.Equal(0, await reading.ReadAsync(new byte[1]));
        reading.Seek(-1, SeekOrigin.End);
        Assert.Equal(content[^1], reading.ReadByte());
    }

    [Requires(Part.S3)]
    public async Task A_tool_never_waits_for_a_store_that_is_away_and_nothing_it_said_is_lost()
    {
        await using var server = await S3Server.StartAsync();
        var bucket = server.NewBucket();
        var store = Store(server.Endpoint, bucket, TimeSpan.FromMilliseconds(500));
        await using (var log = await store.OpenAppendAsync(Ref, default))
        {
            server.Kill();
            for (var line = 0; line < 1000; line++)
            {
                await log.WriteAsync("a line of the tool\n"u8.ToArray());
            }

            await Task.Delay(2500); // longer than the writer's pause and its patience together: it has met the dead server
            await server.StartAgainAsync();
        }

        Assert.Equal(19 * 1000, (await TextAsync(store)).Length);
    }

    [RequiresTheory(Part.S3)]
    [InlineData("../x.log")]
    [InlineData("/x.log")]
    [InlineData("app/../../x.log")]
    public async Task References_that_could_leave_the_store_are_refused(string reference)
    {
        var server = await S3Server.SharedAsync();
        var store = Store(server.Endpoint, server.NewBucket());
        await Assert.ThrowsAsync<ArgumentException>(() => store.OpenAppendAsync(reference, default));
        await Assert.ThrowsAsync<ArgumentException>(() => store.OpenReadAsync(reference, default));
    }

    S3LogStore Store(Uri endpoint, string bucket, TimeSpan? patience = null)
    {
        var objects = new S3Objects(new S3Location(bucket, "agent", endpoint, null, S3Server.AccessKey, S3Server.SecretKey), patience ?? TimeSpan.FromMinutes(1));
        connections.Add(objects);
        return new S3LogStore(objects, TimeProvider.System, NullLogger<S3LogStore>.Instance);
    }

    static async Task<string> TextAsync(S3LogStore store)
    {
        await using var stream = await store.OpenReadAsync(Ref, default);
        return stream is null ? "" : await new StreamReader(stream).ReadToEndAsync();
    }
}
