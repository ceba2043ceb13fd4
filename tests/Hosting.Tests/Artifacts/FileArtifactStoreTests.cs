using System.Text;
using InfraAgent.Contracts;
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
    public async Task A_folder_comes_back_as_it_was_put()
    {
        var refs = await store.PutFolderAsync("app-1/r1", Files(("main.tf", "a"), ("env/dev.tfvars", "b"), (".terraform.lock.hcl", "c")), default);

        Assert.Equal(["app-1/r1/.terraform.lock.hcl", "app-1/r1/env/dev.tfvars", "app-1/r1/main.tf"], refs.Select(x => x.Path));
        Assert.Equal(refs.Select(x => x.Path), await store.ListAsync("app-1/r1", default));
        Assert.Equal("a", Encoding.UTF8.GetString(await store.GetAsync(refs[2], default)));
        Assert.Equal("sha256:ca978112ca1bbdcafac231b39a23dc4da786eff8147c4e72b9807785afee48bb", refs[2].Digest);
        Assert.Equal(1, refs[2].Size);
        Assert.Equal(new Uri(folder.File("app-1/r1/main.tf")).AbsoluteUri, refs[2].Uri);
        Assert.StartsWith("file:///", refs[2].Uri, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_same_folder_again_is_no_conflict_and_changes_nothing()
    {
        var files = Files(("main.tf", "a"), ("b.tf", "b"));
        var first = await store.PutFolderAsync("app/r1", files, default);
        var written = File.GetLastWriteTimeUtc(folder.File("app/r1/main.tf"));

        Assert.Equal(first, await new FileArtifactStore(folder.Path).PutFolderAsync("app/r1", files, default));
        Assert.Equal(written, File.GetLastWriteTimeUtc(folder.File("app/r1/main.tf")));
    }

    [Theory]
    [InlineData("main.tf", "other")]
    [InlineData("more.tf", "a")]
    public async Task Other_content_is_a_conflict(string name, string content)
    {
        await store.PutFolderAsync("app/r1", Files(("main.tf", "a"), ("b.tf", "b")), default);

        await Assert.ThrowsAsync<ArtifactConflictException>(() => store.PutFolderAsync("app/r1", Files((name, content), ("b.tf", "b")), default));
        await Assert.ThrowsAsync<ArtifactConflictException>(() => store.PutFolderAsync("app/r1", Files(("main.tf", "a")), default));
        Assert.Equal("a", await File.ReadAllTextAsync(folder.File("app/r1/main.tf")));
        Assert.Equal(["app/r1/b.tf", "app/r1/main.tf"], await store.ListAsync("app/r1", default));
    }

    [Fact]
    public async Task A_file_added_beside_a_folder_does_not_make_the_folder_another()
    {
        var files = Files(("main.tf", "a"));
        await store.PutFolderAsync("app/r1", files, default);
        await store.PutAsync("app/r1/.terraform.lock.hcl", "lock"u8.ToArray(), default);

        await store.PutFolderAsync("app/r1", files, default);
        Assert.Equal(["app/r1/.terraform.lock.hcl", "app/r1/main.tf"], await store.ListAsync("app/r1", default));
    }

    [Fact]
    public async Task Of_many_writers_of_different_folders_exactly_one_wins_and_nothing_is_mixed()
    {
        var stores = Enumerable.Range(0, 16).Select(_ => new FileArtifactStore(folder.Path)).ToList();
        var results = await Task.WhenAll(stores.Select((x, i) => Task.Run(async () =>
        {
            var content = (i % 4).ToString();
            try
            {
                await x.PutFolderAsync("app/r1", Files(("main.tf", content), ("b.tf", content), ("c.tf", content)), default);
                return content;
            }
            catch (ArtifactConflictException)
            {
                return null;
            }
        })));

        var winner = Assert.Single(results.OfType<string>().Distinct());
        Assert.Equal(4, results.Count(x => x is not null)); // all that brought the winner's bytes succeeded
        foreach (var path in await store.ListAsync("app/r1", default))
        {
            Assert.Equal(winner, await File.ReadAllTextAsync(folder.File(path)));
        }

        Assert.Empty(Directory.GetFileSystemEntries(folder.File(".incoming")));
    }

    [Fact]
    public async Task Of_many_writers_of_one_file_exactly_one_wins()
    {
        var results = await Task.WhenAll(Enumerable.Range(0, 16).Select(i => Task.Run(async () =>
        {
            try
            {
                await new FileArtifactStore(folder.Path).PutAsync("app/reports/plan.json", Encoding.UTF8.GetBytes((i % 4).ToString()), default);
                return (i % 4).ToString();
            }
            catch (ArtifactConflictException)
            {
                return null;
            }
        })));

        var winner = Assert.Single(results.OfType<string>().Distinct());
        Assert.Equal(4, results.Count(x => x is not null));
        Assert.Equal(winner, await File.ReadAllTextAsync(folder.File("app/reports/plan.json")));
    }

    [Fact]
    public async Task Changed_bytes_are_noticed_when_read()
    {
        var artifact = await store.PutAsync("app/plan.json", "{}"u8.ToArray(), default);
        await File.WriteAllTextAsync(folder.File("app/plan.json"), "[]");

        var corrupt = await Assert.ThrowsAsync<ArtifactCorruptException>(() => store.GetAsync(artifact, default));
        Assert.Contains("app/plan.json", corrupt.Message, StringComparison.Ordinal);
        File.Delete(folder.File("app/plan.json"));
        await Assert.ThrowsAsync<ArtifactCorruptException>(() => store.GetAsync(artifact, default));
    }

    [Fact]
    public async Task An_opened_file_can_seek()
    {
        await store.PutAsync("app/plan.json", "0123456789"u8.ToArray(), default);

        await using var stream = await store.OpenAsync("app/plan.json", default);
        stream!.Position = 7;
        Assert.Equal("789", await new StreamReader(stream).ReadToEndAsync());
        Assert.Null(await store.OpenAsync("app/other.json", default));
        Assert.Empty(await store.ListAsync("app/none", default));
    }

    [Theory]
    [InlineData("")]
    [InlineData("/etc/passwd")]
    [InlineData("..")]
    [InlineData("../x")]
    [InlineData("a/../../x")]
    [InlineData("a/./x")]
    [InlineData("a//x")]
    [InlineData("a/")]
    [InlineData("a\\..\\x")]
    [InlineData("a/x\0.tf")]
    [InlineData("a/x\n")]
    [InlineData("a/%2e%2e/x")]
    [InlineData("a/~")]
    [InlineData("C:/x")]
    [InlineData("a/x:stream")]
    [InlineData("a/ünïcode")]
    [InlineData("a/𝟙")]
    [InlineData(".logs/x")]
    [InlineData(".incoming/x")]
    [InlineData("a/con.")]
    public async Task Paths_that_could_leave_the_store_are_refused(string path)
    {
        await Assert.ThrowsAsync<ArgumentException>(() => store.PutAsync(path, "x"u8.ToArray(), default));
        await Assert.ThrowsAsync<ArgumentException>(() => store.PutFolderAsync(path, Files(("x", "x")), default));
        await Assert.ThrowsAsync<ArgumentException>(async () => await store.OpenAsync(path, default));
        await Assert.ThrowsAsync<ArgumentException>(() => store.ListAsync(path, default));
        await Assert.ThrowsAsync<ArgumentException>(() => store.GetAsync(new ArtifactRef(path, "", "", 0), default));
        Assert.Empty(await store.ListAsync("a", default));
    }

    [Theory]
    [InlineData("../../evil.tf")]
    [InlineData("/evil.tf")]
    [InlineData(".manifest")]
    [InlineData("x/.manifest")]
    public async Task Names_within_a_folder_are_checked_too(string name) =>
        await Assert.ThrowsAsync<ArgumentException>(() => store.PutFolderAsync("app/r1", Files((name, "x")), default));

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
        await Assert.ThrowsAnyAsync<Exception>(() => store.PutFolderAsync("app/r1", Files(("x", "x")), default));
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

    static Dictionary<string, ReadOnlyMemory<byte>> Files(params (string Name, string Content)[] files) =>
        files.ToDictionary(x => x.Name, x => (ReadOnlyMemory<byte>)Encoding.UTF8.GetBytes(x.Content));
}
