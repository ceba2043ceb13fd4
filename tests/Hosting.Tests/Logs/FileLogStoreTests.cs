using System.Text;
using InfraAgent.Hosting.Logs;
using InfraAgent.TestBed;

namespace InfraAgent.Hosting.Tests.Logs;

public sealed class FileLogStoreTests : IDisposable
{
    const string Ref = "app/0190b7a2-0000-7000-8000-000000000001/apply-1.log";

    readonly TempFolder folder = new();
    readonly FileLogStore store;

    public FileLogStoreTests() => store = new FileLogStore(folder.Path);

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task A_reader_of_another_replica_sees_a_log_grow()
    {
        var replica = new FileLogStore(folder.Path);
        Assert.Null(await replica.OpenReadAsync(Ref, default));

        await using var log = await store.OpenAppendAsync(Ref, default);
        await log.WriteAsync("one\n"u8.ToArray());
        await using var reading = await replica.OpenReadAsync(Ref, default);
        Assert.Equal(4, reading!.Length);
        Assert.Equal("one\n", await ReadAsync(reading));

        await log.WriteAsync("two\n"u8.ToArray());
        Assert.Equal(8, reading.Length);
        Assert.Equal("two\n", await ReadAsync(reading));
        reading.Position = 2;
        Assert.Equal("e\ntwo\n", await ReadAsync(reading));
    }

    [Fact]
    public async Task Opening_again_appends()
    {
        await using (var log = await store.OpenAppendAsync(Ref, default))
        {
            await log.WriteAsync("one\n"u8.ToArray());
        }

        await using (var log = await store.OpenAppendAsync(Ref, default))
        {
            await log.WriteAsync("two\n"u8.ToArray());
        }

        Assert.Equal("one\ntwo\n", await File.ReadAllTextAsync(folder.File(Ref)));
    }

    [Theory]
    [InlineData("../x.log")]
    [InlineData("/x.log")]
    [InlineData("app/../../x.log")]
    [InlineData("app\\x.log")]
    public async Task References_that_could_leave_the_store_are_refused(string reference)
    {
        await Assert.ThrowsAsync<ArgumentException>(() => store.OpenAppendAsync(reference, default));
        await Assert.ThrowsAsync<ArgumentException>(() => store.OpenReadAsync(reference, default));
    }

    [Fact]
    public async Task Symbolic_links_are_not_followed()
    {
        using var outside = new TempFolder();
        var secret = outside.Write("secret", "x");
        Directory.CreateDirectory(folder.File("app"));
        File.CreateSymbolicLink(folder.File("app/plan-1.log"), secret);
        Directory.CreateSymbolicLink(folder.File("linked"), outside.Path);

        Assert.Null(await store.OpenReadAsync("app/plan-1.log", default));
        await Assert.ThrowsAsync<IOException>(() => store.OpenAppendAsync("app/plan-1.log", default));
        await Assert.ThrowsAsync<IOException>(() => store.OpenAppendAsync("linked/new.log", default));
        Assert.Equal("x", await File.ReadAllTextAsync(secret));
        Assert.Single(Directory.GetFileSystemEntries(outside.Path));
    }

    static async Task<string> ReadAsync(Stream stream)
    {
        var buffer = new byte[1024];
        return Encoding.UTF8.GetString(buffer, 0, await stream.ReadAsync(buffer));
    }
}
