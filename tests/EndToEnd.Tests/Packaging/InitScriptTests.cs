using InfraAgent.TestBed;

namespace InfraAgent.EndToEnd.Tests.Packaging;

/// <summary><c>docker/init.sh</c>, with the real service that makes the keys.</summary>
public sealed class InitScriptTests : IDisposable
{
    readonly TempFolder folder = new();

    [RootFact]
    public async Task Secrets_are_made_once_and_only_their_readers_can_open_them()
    {
        Assert.Equal(0, (await InitAsync()).Code);
        var made = Snapshot();
        Assert.Equal(0, (await InitAsync("make")).Code);
        Assert.Equal(made, Snapshot());

        foreach (var file in Directory.EnumerateFiles(folder.Path, "*", SearchOption.AllDirectories))
        {
            Assert.True(new FileInfo(file).Length > 0, file);
            Assert.True((File.GetUnixFileMode(file) & ~(UnixFileMode.UserRead | UnixFileMode.UserWrite)) == 0, file);
        }
        foreach (var (reader, user) in new[] { ("api", "1654"), ("executor", "1654"), ("drift", "1654"), ("worker", "1654"), ("postgres", "999"), ("rabbitmq", "999"), ("operator", "0") })
        {
            var owners = (await Shell.RunAsync("stat", ["-c", "%u %a", folder.File(reader), .. Directory.GetFiles(folder.File(reader))])).Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
            Assert.All(owners, line => Assert.StartsWith(user + " ", line, StringComparison.Ordinal));
            Assert.Equal($"{user} 700", owners[0]);
        }
        Assert.Equal(["rabbitmq-password"], Directory.GetFiles(folder.File("worker")).Select(Path.GetFileName));
        Assert.DoesNotContain("administrator-key", Directory.GetFiles(folder.File("api")).Select(Path.GetFileName));
    }

    [RootFact]
    public async Task A_start_that_was_interrupted_is_made_good()
    {
        await InitAsync();
        File.Delete(folder.File("operator/administrator-key"));
        File.WriteAllText(folder.File("operator/drift-password"), "");
        var (code, output) = await InitAsync();

        Assert.True(code == 0, output);
        Assert.True(File.ReadAllText(folder.File("drift/database-password")).Length >= 40);
        Assert.Single(File.ReadAllLines(folder.File("api/api-keys.yaml")), line => line.Contains("name: administrator", StringComparison.Ordinal));
        Assert.StartsWith("iak_", (await InitAsync("show-api-key")).Output, StringComparison.Ordinal);
    }

    [RootFact]
    public async Task Keys_can_be_added_under_names_that_are_not_taken()
    {
        await InitAsync();
        var (code, key) = await InitAsync("add-api-key", "ci", "operator");
        Assert.True(code == 0 && key.Trim().Length > 20, key);
        Assert.Contains("roles: [operator]", File.ReadAllText(folder.File("api/api-keys.yaml")), StringComparison.Ordinal);
        Assert.Equal(65, (await InitAsync("add-api-key", "ci", "admin")).Code);
        Assert.Equal(64, (await InitAsync("add-api-key", "nobody")).Code);
    }

    Task<(int Code, string Output)> InitAsync(params string[] arguments) => Init.RunAsync(folder.Path, arguments);

    string Snapshot() => string.Join('\n', Directory.EnumerateFiles(folder.Path, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal).Select(f => $"{f}: {File.ReadAllText(f)}"));

    public void Dispose() => folder.Dispose();
}
