using System.Text;
using InfraAgent.Contracts;

namespace InfraAgent.Hosting.Tests.Artifacts;

/// <summary>What every store promises, asked of each.</summary>
public sealed class ArtifactStoreTests
{
    [Theory, OnFolder, OnBucket]
    public async Task A_folder_comes_back_as_it_was_put(StoreKind kind)
    {
        await using var bed = await StoreBed.StartAsync(kind);
        var refs = await bed.Store.PutFolderAsync("app-1/r1", StoreBed.Files(("main.tf", "a"), ("env/dev.tfvars", "b"), (".terraform.lock.hcl", "c")), default);

        Assert.Equal(["app-1/r1/.terraform.lock.hcl", "app-1/r1/env/dev.tfvars", "app-1/r1/main.tf"], refs.Select(x => x.Path));
        Assert.Equal(refs.Select(x => x.Path), await bed.Another().ListAsync("app-1/r1", default));
        Assert.Equal("a", Encoding.UTF8.GetString(await bed.Another().GetAsync(refs[2], default)));
        Assert.Equal("b", await bed.TextAsync("app-1/r1/env/dev.tfvars"));
        Assert.Equal("sha256:ca978112ca1bbdcafac231b39a23dc4da786eff8147c4e72b9807785afee48bb", refs[2].Digest);
        Assert.Equal(1, refs[2].Size);
        Assert.Equal(bed.UriOf("app-1/r1/main.tf"), refs[2].Uri);
    }

    [Theory, OnFolder, OnBucket]
    public async Task A_list_has_what_is_below_its_folder_and_nothing_beside_it(StoreKind kind)
    {
        await using var bed = await StoreBed.StartAsync(kind);
        await bed.Store.PutFolderAsync("app/r1", StoreBed.Files(("env/dev/a", "a"), ("env/dev/b", "b"), ("env/prod", "c"), ("main.tf", "d")), default);
        await bed.Store.PutFolderAsync("app/r10", StoreBed.Files(("main.tf", "a")), default);
        await bed.Store.PutAsync("app/reports/plan.json", "{}"u8.ToArray(), default);

        var other = bed.Another();
        Assert.Equal(["app/r1/env/dev/a", "app/r1/env/dev/b", "app/r1/env/prod", "app/r1/main.tf"], await other.ListAsync("app/r1", default));
        Assert.Equal(["app/r1/env/dev/a", "app/r1/env/dev/b"], await other.ListAsync("app/r1/env/dev", default));
        Assert.Equal(["app/reports/plan.json"], await other.ListAsync("app/reports", default));
        Assert.Equal(6, (await other.ListAsync("app", default)).Count);
        Assert.Empty(await other.ListAsync("app/none", default));
    }

    [Theory, OnFolder, OnBucket]
    public async Task The_same_folder_again_is_no_conflict_and_changes_nothing(StoreKind kind)
    {
        await using var bed = await StoreBed.StartAsync(kind);
        var files = StoreBed.Files(("main.tf", "a"), ("b.tf", "b"));
        var first = await bed.Store.PutFolderAsync("app/r1", files, default);
        var written = File.GetLastWriteTimeUtc(bed.FileOf(first[1]));

        Assert.Equal(first, await bed.Another().PutFolderAsync("app/r1", files, default));
        Assert.Equal(first, await bed.Store.PutFolderAsync("app/r1", files, default));
        Assert.Equal(written, File.GetLastWriteTimeUtc(bed.FileOf(first[1])));
    }

    [Theory, OnFolder, OnBucket]
    public async Task Other_content_is_a_conflict(StoreKind kind)
    {
        await using var bed = await StoreBed.StartAsync(kind);
        await bed.Store.PutFolderAsync("app/r1", StoreBed.Files(("main.tf", "a"), ("b.tf", "b")), default);
        foreach (var store in new[] { bed.Store, bed.Another() })
        {
            await Assert.ThrowsAsync<ArtifactConflictException>(() => store.PutFolderAsync("app/r1", StoreBed.Files(("main.tf", "other"), ("b.tf", "b")), default));
            await Assert.ThrowsAsync<ArtifactConflictException>(() => store.PutFolderAsync("app/r1", StoreBed.Files(("more.tf", "a"), ("b.tf", "b")), default));
            await Assert.ThrowsAsync<ArtifactConflictException>(() => store.PutFolderAsync("app/r1", StoreBed.Files(("main.tf", "a")), default));
            await Assert.ThrowsAsync<ArtifactConflictException>(() => store.PutAsync("app/r1/main.tf", "other"u8.ToArray(), default));
        }

        Assert.Equal("a", await bed.TextAsync("app/r1/main.tf"));
        Assert.Equal(["app/r1/b.tf", "app/r1/main.tf"], await bed.Store.ListAsync("app/r1", default));
    }

    [Theory, OnFolder, OnBucket]
    public async Task One_file_again_is_no_conflict_but_another_is(StoreKind kind)
    {
        await using var bed = await StoreBed.StartAsync(kind);
        var first = await bed.Store.PutAsync("app/plan.json", "{}"u8.ToArray(), default);

        Assert.Equal(first, await bed.Another().PutAsync("app/plan.json", "{}"u8.ToArray(), default));
        var conflict = await Assert.ThrowsAsync<ArtifactConflictException>(() => bed.Another().PutAsync("app/plan.json", "[]"u8.ToArray(), default));
        Assert.Contains(first.Digest, conflict.Message, StringComparison.Ordinal);
        Assert.Equal("{}", await bed.TextAsync("app/plan.json"));
    }

    [Theory, OnFolder, OnBucket]
    public async Task A_file_added_beside_a_folder_does_not_make_the_folder_another(StoreKind kind)
    {
        await using var bed = await StoreBed.StartAsync(kind);
        var files = StoreBed.Files(("main.tf", "a"));
        await bed.Store.PutFolderAsync("app/r1", files, default);
        await bed.Store.PutAsync("app/r1/.terraform.lock.hcl", "lock"u8.ToArray(), default);

        await bed.Another().PutFolderAsync("app/r1", files, default);
        Assert.Equal(["app/r1/.terraform.lock.hcl", "app/r1/main.tf"], await bed.Store.ListAsync("app/r1", default));
        Assert.Equal("lock", await bed.TextAsync("app/r1/.terraform.lock.hcl"));
    }

    [Theory, OnFolder, OnBucket]
    public async Task Files_that_were_put_one_by_one_are_no_folder(StoreKind kind)
    {
        await using var bed = await StoreBed.StartAsync(kind);
        await bed.Store.PutAsync("app/r1/main.tf", "a"u8.ToArray(), default);
        await bed.Store.PutFolderAsync("lib", StoreBed.Files(("r1/main.tf", "a")), default);

        await Assert.ThrowsAsync<ArtifactConflictException>(() => bed.Another().PutFolderAsync("app/r1", StoreBed.Files(("main.tf", "a")), default));
        await Assert.ThrowsAsync<ArtifactConflictException>(() => bed.Another().PutFolderAsync("lib/r1", StoreBed.Files(("main.tf", "a")), default));
    }

    [Theory, OnFolder, OnBucket(WithConditions = true)]
    public async Task Of_many_writers_of_different_folders_exactly_one_wins_and_nothing_is_mixed(StoreKind kind)
    {
        await using var bed = await StoreBed.StartAsync(kind);
        var stores = Enumerable.Range(0, 16).Select(_ => bed.Another()).ToList();
        var results = await Task.WhenAll(stores.Select((x, i) => Task.Run(async () =>
        {
            var content = (i % 4).ToString();
            try
            {
                await x.PutFolderAsync("app/r1", StoreBed.Files(("main.tf", content), ("b.tf", content), ("c.tf", content)), default);
                return content;
            }
            catch (ArtifactConflictException)
            {
                return null;
            }
        })));

        var winner = Assert.Single(results.OfType<string>().Distinct());
        Assert.Equal(4, results.Count(x => x is not null)); // all that brought the winner's bytes succeeded
        var paths = await bed.Store.ListAsync("app/r1", default);
        Assert.Equal(3, paths.Count);
        foreach (var path in paths)
        {
            Assert.Equal(winner, await bed.TextAsync(path));
        }
    }

    [Theory, OnFolder, OnBucket(WithConditions = true)]
    public async Task Of_many_writers_of_one_file_exactly_one_wins(StoreKind kind)
    {
        await using var bed = await StoreBed.StartAsync(kind);
        var stores = Enumerable.Range(0, 16).Select(_ => bed.Another()).ToList();
        var results = await Task.WhenAll(stores.Select((x, i) => Task.Run(async () =>
        {
            try
            {
                await x.PutAsync("app/reports/plan.json", Encoding.UTF8.GetBytes((i % 4).ToString()), default);
                return (i % 4).ToString();
            }
            catch (ArtifactConflictException)
            {
                return null;
            }
        })));

        var winner = Assert.Single(results.OfType<string>().Distinct());
        Assert.Equal(4, results.Count(x => x is not null));
        Assert.Equal(winner, await bed.TextAsync("app/reports/plan.json"));
    }

    [Theory, OnFolder, OnBucket]
    public async Task Many_writers_of_the_same_folder_all_succeed(StoreKind kind)
    {
        await using var bed = await StoreBed.StartAsync(kind);
        var files = StoreBed.Files([.. Enumerable.Range(0, 12).Select(x => ($"f{x}.tf", $"content {x / 2}"))]);
        var stores = Enumerable.Range(0, 12).Select(_ => bed.Another()).ToList();

        var refs = await Task.WhenAll(stores.Select(x => Task.Run(() => x.PutFolderAsync("app/r1", files, default))));

        Assert.All(refs, x => Assert.Equal(refs[0], x));
        foreach (var artifact in refs[0])
        {
            Assert.Equal(files[artifact.Path["app/r1/".Length..]].ToArray(), await bed.Store.GetAsync(artifact, default));
        }
    }

    [Theory, OnFolder, OnBucket]
    public async Task A_reader_sees_all_of_a_folder_or_nothing(StoreKind kind)
    {
        await using var bed = await StoreBed.StartAsync(kind);
        var (files, done) = (StoreBed.Files([.. Enumerable.Range(0, 8).Select(x => ($"f{x}.tf", $"content {x}"))]), new CancellationTokenSource());
        var readers = Enumerable.Range(0, 3).Select(_ => bed.Another()).Select(store => Task.Run(async () =>
        {
            while (!done.IsCancellationRequested)
            {
                for (var folder = 1; folder <= 10; folder++)
                {
                    var seen = await store.ListAsync($"app/r{folder}", default);
                    Assert.True(seen.Count is 0 or 8, $"{seen.Count} of 8 files");
                    foreach (var path in seen)
                    {
                        await using var file = await store.OpenAsync(path, default);
                        Assert.NotNull(file);
                    }
                }
            }
        })).ToList();

        await Task.WhenAll(Enumerable.Range(1, 10).Select(folder => Task.Run(() => bed.Another().PutFolderAsync($"app/r{folder}", files, default))));
        await done.CancelAsync();
        await Task.WhenAll(readers);
        Assert.Equal(80, (await bed.Store.ListAsync("app", default)).Count);
    }

    [Theory, OnFolder, OnBucket]
    public async Task Changed_bytes_are_noticed_when_read(StoreKind kind)
    {
        await using var bed = await StoreBed.StartAsync(kind);
        var artifact = await bed.Store.PutAsync("app/plan.json", "{}"u8.ToArray(), default);
        await File.WriteAllTextAsync(bed.FileOf(artifact), "[]");

        var corrupt = await Assert.ThrowsAsync<ArtifactCorruptException>(() => bed.Store.GetAsync(artifact, default));
        Assert.Contains("app/plan.json", corrupt.Message, StringComparison.Ordinal);
        File.Delete(bed.FileOf(artifact));
        await Assert.ThrowsAsync<ArtifactCorruptException>(() => bed.Store.GetAsync(artifact, default));
        await Assert.ThrowsAsync<ArtifactCorruptException>(() => bed.Store.GetAsync(artifact with { Digest = "sha256:../../../etc/passwd" }, default));
    }

    [Theory, OnFolder, OnBucket]
    public async Task An_opened_file_can_seek(StoreKind kind)
    {
        await using var bed = await StoreBed.StartAsync(kind);
        await bed.Store.PutAsync("app/plan.json", "0123456789"u8.ToArray(), default);
        var large = new byte[6_000_000];
        Random.Shared.NextBytes(large);
        await bed.Store.PutAsync("app/large", large, default);

        await using var stream = await bed.Another().OpenAsync("app/plan.json", default);
        stream!.Position = 7;
        Assert.Equal("789", await new StreamReader(stream).ReadToEndAsync());
        await using var file = await bed.Another().OpenAsync("app/large", default);
        Assert.Equal(large.Length, file!.Length);
        file.Position = 5_000_000;
        var end = new byte[1_000_000];
        await file.ReadExactlyAsync(end);
        Assert.Equal(large[5_000_000..], end);
        Assert.Null(await bed.Store.OpenAsync("app/other.json", default));
    }

    static readonly string[] Hostile =
    [
        "", "/etc/passwd", "..", "../x", "a/../../x", "a/./x", "a//x", "a/", "a\\..\\x", "a/x\0.tf", "a/x\n", "a/%2e%2e/x", "a/~", "C:/x", "a/x:stream",
        "a/ünïcode", "a/𝟙", ".logs/x", ".incoming/x", "a/con.",
    ];

    [Theory, OnFolder, OnBucket]
    public async Task Paths_that_could_leave_the_store_are_refused(StoreKind kind)
    {
        await using var bed = await StoreBed.StartAsync(kind);
        foreach (var path in Hostile)
        {
            await Assert.ThrowsAsync<ArgumentException>(() => bed.Store.PutAsync(path, "x"u8.ToArray(), default));
            await Assert.ThrowsAsync<ArgumentException>(() => bed.Store.PutFolderAsync(path, StoreBed.Files(("x", "x")), default));
            await Assert.ThrowsAsync<ArgumentException>(async () => await bed.Store.OpenAsync(path, default));
            await Assert.ThrowsAsync<ArgumentException>(() => bed.Store.ListAsync(path, default));
            await Assert.ThrowsAsync<ArgumentException>(() => bed.Store.GetAsync(new ArtifactRef(path, "", "", 0), default));
        }

        Assert.Empty(await bed.Store.ListAsync("a", default));
    }

    [Theory, OnFolder, OnBucket]
    public async Task Names_within_a_folder_are_checked_too(StoreKind kind)
    {
        await using var bed = await StoreBed.StartAsync(kind);
        foreach (var name in new[] { "../../evil.tf", "/evil.tf", ".manifest", "x/.manifest" })
        {
            await Assert.ThrowsAsync<ArgumentException>(() => bed.Store.PutFolderAsync("app/r1", StoreBed.Files((name, "x")), default));
        }

        await Assert.ThrowsAsync<ArgumentException>(() => bed.Store.PutFolderAsync("app/r1", StoreBed.Files(), default));
        await Assert.ThrowsAsync<ArgumentException>(() => bed.Store.PutAsync("app/.manifest", "x"u8.ToArray(), default));
        Assert.Empty(await bed.Store.ListAsync("app", default));
    }
}
