using InfraAgent.TestBed.Compose;

namespace InfraAgent.Generator.Tests.Compose;

/// <summary>An engine for the tests of a class, with images whose program tells what it sees of its environment.</summary>
public sealed class DockerProject : IAsyncLifetime
{
    // What a request for /cgi-bin/seen is answered with.
    const string Seen = """
        #!/bin/sh
        printf 'Content-Type: text/plain\n\n'
        echo "release=$RELEASE level=$LEVEL price=$PRICE user=$(id -u)"
        [ -n "$DB_PASSWORD_FILE" ] && echo "password=$(cat "$DB_PASSWORD_FILE")"
        [ -n "$PEER" ] && echo "peer: $(wget -q -O - "http://$PEER:8080/cgi-bin/seen")"
        touch /www/forbidden 2>/dev/null || echo "root is read-only"
        """;

    public DockerDaemon? Engine { get; private set; }

    public async Task InitializeAsync()
    {
        if (ComposeTool.Missing is not null || DockerDaemon.Missing is not null) return;
        Engine = await DockerDaemon.StartAsync();
        using var root = new TempFolder();
        DockerDaemon.WriteBusybox(root.Path);
        var program = Path.Combine(Directory.CreateDirectory(Path.Combine(root.Path, "www", "cgi-bin")).FullName, "seen");
        await File.WriteAllTextAsync(program, Seen + "\n");
        File.SetUnixFileMode(program, UnixFileMode.UserRead | UnixFileMode.UserExecute | UnixFileMode.GroupRead | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute);
        foreach (var release in new[] { "1", "2" })
        {
            // The first process of a container takes no signal that it has no handler for.
            await Engine.ImportAsync($"bed/app:{release}", root.Path, $"ENV PATH=/bin RELEASE={release}", """CMD ["sh", "-c", "trap 'exit 0' TERM; httpd -f -p 8080 -h /www & wait"]""");
        }
    }

    public async Task DisposeAsync()
    {
        if (Engine is not null) await Engine.DisposeAsync();
    }
}
