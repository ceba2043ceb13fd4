using InfraAgent.Hosting.Artifacts;
using InfraAgent.TestBed;

namespace InfraAgent.Hosting.Tests.Artifacts;

public sealed class FileArtifactStoreTests : IDisposable
{
    readonly TempFolder folder = new();
    readonly FileArtifactStore store;

    public FileArtifactStoreTests() => store = new FileArtifactStore(folder.Path);

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Nothing_is_left_of_writers_that_lost()
    {
        var results = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => Task.Run(() =>
            Record.ExceptionAsync(() => new FileArtifactStore(folder.Path).PutFolderAsync("app/r1", StoreBed.Files(("main.tf", i.ToString())), default)))));

        Assert.Equal(7, results.Count(x => x is ArtifactConflictException));
        Assert.Empty(Directory.GetFileSystemEntries(folder.File(".incoming")));
    }

    [Fact]
    public void Paths_beyond_the_limits_are_refused()
    {
        Assert.False(StorePath.IsValid(new string('a', 129)));
        Assert.True(StorePath.IsValid(new string('a', 128)));
        Assert.False(StorePath.IsValid(string.Join('/', Enumerable.Repeat("a", 17))));
        Assert.False(StorePath.IsValid(string.Join('/', Enumerable.Repeat(new string('a', 120), 5))));
    }

    [Fact]
    public async Task Symbolic_links_are_not_followed()
    {
        using var outside = new TempFolder();
        outside.Write("secret", "x");
        Directory.CreateDirectory(folder.File("app"));
        File.CreateSymbolicLink(folder.File("app/file"), outside.File("secret"));
        Directory.CreateSymbolicLink(folder.File("app/folder"), outside.Path);

        Assert.Null(await store.OpenAsync("app/file", default));
        Assert.Null(await store.OpenAsync("app/folder/secret", default));
        Assert.Empty(await store.ListAsync("app/folder", default));
        Assert.Empty(await store.ListAsync("app", default));
        await Assert.ThrowsAsync<ArtifactConflictException>(() => store.PutAsync("app/file", "y"u8.ToArray(), default));
        Assert.Equal("x", await File.ReadAllTextAsync(outside.File("secret")));
    }

    [Fact]
    public async Task Writing_through_a_linked_folder_is_refused()
    {
        using var outside = new TempFolder();
        Directory.CreateSymbolicLink(folder.File("app"), outside.Path);

        await Assert.ThrowsAnyAsync<Exception>(() => store.PutAsync("app/file", "y"u8.ToArray(), default));
        await Assert.ThrowsAnyAsync<Exception>(() => store.PutFolderAsync("app/r1", StoreBed.Files(("x", "x")), default));
        Assert.Empty(Directory.GetFileSystemEntries(outside.Path));
    }

    [Fact]
    public void What_a_killed_writer_left_is_removed_at_a_later_start()
    {
        var left = Directory.CreateDirectory(folder.File(".incoming/left")).FullName;
        File.WriteAllText(Path.Combine(left, "main.tf"), "half");
        Directory.CreateDirectory(folder.File(".incoming/fresh"));
        Directory.SetLastWriteTimeUtc(left, DateTime.UtcNow.AddHours(-2));

        _ = new FileArtifactStore(folder.Path);

        Assert.False(Directory.Exists(left));
        Assert.True(Directory.Exists(folder.File(".incoming/fresh"))); // perhaps another replica is at it
    }
}
