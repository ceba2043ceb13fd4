using System.Diagnostics;

namespace InfraAgent.Generator.Tests.Playbooks;

public sealed class ShellLineTests
{
    [Fact]
    public async Task A_shell_reads_every_argument_back_as_it_was()
    {
        string[] arguments = [.. HostileText.All, "it's", "''", "~", "*", "A=b", "-x", "a b", "!", ";id", "&&"];
        var start = new ProcessStartInfo("sh", ["-c", ShellLine.Of(["printf", "%s\\0", .. arguments])]) { RedirectStandardOutput = true, StandardOutputEncoding = new System.Text.UTF8Encoding(false) };
        using var shell = Process.Start(start)!;

        var output = await shell.StandardOutput.ReadToEndAsync();
        await shell.WaitForExitAsync();

        Assert.Equal(0, shell.ExitCode);
        Assert.Equal(arguments, output.Split('\0')[..^1]);
    }

    [Theory]
    [InlineData("terraform plan -var-file=env/dev.tfvars.json", "terraform", "plan", "-var-file=env/dev.tfvars.json")]
    [InlineData("'A=b' c", "A=b", "c")]
    [InlineData("a ''", "a", "")]
    public void What_needs_no_quotes_has_none(string line, params string[] command) => Assert.Equal(line, ShellLine.Of(command));
}
