using System.Text;

namespace InfraAgent.Runtimes.Tests;

public sealed class WorkspaceFolderTests : IDisposable
{
    readonly TempFolder folder = new();

    public void Dispose() => folder.Dispose();

    static Dictionary<string, ReadOnlyMemory<byte>> Files(params string[] paths) =>
        paths.ToDictionary(path => path, path => new ReadOnlyMemory<byte>(Encoding.UTF8.GetBytes(path)));

    [Fact]
    public async Task Files_are_written_for_us_alone()
    {
        await WorkspaceFolder.MaterialiseAsync(folder["w"], Files("main.tf", "modules/net/main.tf", "env/dev.tfvars.json", ".terraform.lock.hcl"), default);
        Assert.Equal("modules/net/main.tf", await File.ReadAllTextAsync(folder["w/modules/net/main.tf"]));
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(folder["w/env/dev.tfvars.json"]));
            foreach (var name in (string[])["w", "w/modules", "w/modules/net"])
                Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(folder[name]));
        }
    }

    [Theory]
    [InlineData("../outside.tf")]
    [InlineData("a/../../outside.tf")]
    [InlineData("/etc/passwd")]
    [InlineData("a//b.tf")]
    [InlineData("./a.tf")]
    [InlineData("a/")]
    [InlineData("")]
    [InlineData("..\\outside.tf")]
    [InlineData("C:/x.tf")]
    [InlineData("nul\0l.tf")]
    [InlineData(".agent/plan-x.sealed")]
    [InlineData(".terraform/providers/evil")]
    [InlineData(".terraformrc")]
    [InlineData("terraform.tfstate")]
    [InlineData("errored.tfstate")]
    public async Task A_path_that_leaves_the_folder_or_belongs_to_others_is_refused(string path)
    {
        var refused = await Assert.ThrowsAsync<InvalidDataException>(() => WorkspaceFolder.MaterialiseAsync(folder["w"], Files(path), default));
        Assert.Contains($"'{path}'", refused.Message, StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFiles(folder.Path, "*", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task A_file_where_a_folder_should_be_is_refused() =>
        await Assert.ThrowsAnyAsync<IOException>(() => WorkspaceFolder.MaterialiseAsync(folder["w"], Files("a", "a/b"), default));

    [Fact]
    public async Task A_folder_that_is_used_or_a_link_is_refused()
    {
        Directory.CreateDirectory(folder["used"]);
        await File.WriteAllTextAsync(folder["used/x"], "");
        await Assert.ThrowsAsync<InvalidDataException>(() => WorkspaceFolder.MaterialiseAsync(folder["used"], Files("a"), default));
        Directory.CreateSymbolicLink(folder["link"], folder.Path);
        await Assert.ThrowsAsync<InvalidDataException>(() => WorkspaceFolder.MaterialiseAsync(folder["link"], Files("a"), default));
    }
}
