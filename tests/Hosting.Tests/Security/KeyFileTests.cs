using System.Runtime.Versioning;
using InfraAgent.Hosting.Security;
using InfraAgent.TestBed;

namespace InfraAgent.Hosting.Tests.Security;

[UnsupportedOSPlatform("windows")] // which has no file modes
public sealed class KeyFileTests : IDisposable
{
    readonly TempFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void The_file_is_made_once_for_its_owner_alone()
    {
        var path = folder.File("data/keys");

        var made = KeyFile.LoadOrCreate(path);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(path));
        Assert.Equal(made.CurrentKeyId, KeyFile.LoadOrCreate(path).CurrentKeyId);
        Assert.False(KeyFile.TryCreate(path));
        Assert.Single(Directory.GetFileSystemEntries(folder.File("data")));
    }

    [Fact]
    public async Task Processes_that_start_together_agree_on_one_key()
    {
        var path = folder.File("keys");
        var rings = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => Task.Run(() => KeyFile.LoadOrCreate(path))));

        var box = rings[0].Seal("x"u8, "p");
        Assert.All(rings, x => Assert.Equal("x"u8, x.Open(box, "p")));
        Assert.Single(Directory.GetFileSystemEntries(folder.Path));
    }

    [Theory]
    [InlineData(UnixFileMode.GroupRead)]
    [InlineData(UnixFileMode.OtherRead)]
    [InlineData(UnixFileMode.GroupWrite)]
    [InlineData(UnixFileMode.OtherExecute)]
    public void A_file_that_others_can_use_is_refused(UnixFileMode more)
    {
        var path = folder.File("keys");
        KeyFile.TryCreate(path);
        File.SetUnixFileMode(path, UnixFileMode.UserRead | more);
        File.CreateSymbolicLink(folder.File("link"), path);

        var refused = Assert.Throws<KeyFileException>(() => KeyFile.Load(path));
        Assert.Contains($"chmod 600 {path}", refused.Message, StringComparison.Ordinal);
        Assert.Throws<KeyFileException>(() => KeyFile.Load(folder.File("link")));
    }

    [Fact]
    public void A_missing_file_is_told_with_how_to_make_it()
    {
        var missing = Assert.Throws<KeyFileException>(() => KeyFile.Load(folder.File("none")));
        Assert.Contains("new-key-file", missing.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "holds no key")]
    [InlineData("# nothing\n\n", "holds no key")]
    [InlineData("no colon", "line 1")]
    [InlineData("# x\nk1:short", "line 2")]
    [InlineData("K1:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=", "line 1")]
    [InlineData("k1:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA==", "line 1")]
    [InlineData("k1:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\nk1:BAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=", "second time")]
    public void A_file_in_another_form_is_refused_without_showing_it(string content, string expected)
    {
        var path = folder.Write("keys", content);
        File.SetUnixFileMode(path, UnixFileMode.UserRead);

        var refused = Assert.Throws<KeyFileException>(() => KeyFile.Load(path));
        Assert.Contains(expected, refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("AAAA", refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("short", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_new_line_on_top_becomes_current_and_the_old_one_still_opens()
    {
        var path = folder.File("keys");
        var old = KeyFile.LoadOrCreate(path);
        var box = old.Seal("x"u8, "p");
        File.WriteAllText(path, KeyFile.NewLine() + "\n" + File.ReadAllText(path));

        var rotated = KeyFile.Load(path);
        Assert.NotEqual(old.CurrentKeyId, rotated.CurrentKeyId);
        Assert.Equal("x"u8, rotated.Open(box, "p"));
    }
}
