namespace InfraAgent.Runtimes.Tests;

/// <summary>Waits for something that will happen. The limit only keeps a broken test from hanging.</summary>
static class Until
{
    public static async Task True(Func<bool> happened, string what)
    {
        var clock = System.Diagnostics.Stopwatch.StartNew();
        while (!happened())
        {
            Assert.True(clock.Elapsed < TimeSpan.FromSeconds(120), $"Never happened: {what}");
            await Task.Delay(20);
        }
    }

    public static Task FileHas(string path, string text) =>
        True(() => File.Exists(path) && ReadShared(path).Contains(text, StringComparison.Ordinal), $"'{text}' in {path}");

    public static string ReadShared(string path)
    {
        using var reader = new StreamReader(new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete));
        return reader.ReadToEnd();
    }
}
