using System.Net.Sockets;

namespace InfraAgent.TestBed;

/// <summary>What a server makes of a write that asks for "only if nothing is there".</summary>
public enum ConditionalWrites
{
    /// <summary>As AWS does.</summary>
    Kept,
    /// <summary>It writes all the same.</summary>
    Ignored,
    /// <summary>It answers 501.</summary>
    Unknown,
}

/// <summary>An S3 server on a free loopback port, its data in a temporary folder. <see cref="SharedAsync"/> is one for all tests of the process,
/// with a bucket each; tests that stop or kill it start their own.</summary>
public sealed class S3Server : IAsyncDisposable
{
    public const string AccessKey = "S3RVER";
    public const string SecretKey = "S3RVER";

    static readonly string Modules = Path.Combine(
        Environment.GetEnvironmentVariable("XDG_CACHE_HOME") is { Length: > 0 } cache ? cache : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".cache"),
        "infra-agent-tools", "s3");
    static readonly Lazy<Task<S3Server>>[] Shared = [.. Enum.GetValues<ConditionalWrites>().Select(writes => new Lazy<Task<S3Server>>(() => StartAsync(writes)))];

    static int _buckets;

    readonly TempFolder _folder = new();
    readonly ConditionalWrites _writes;
    ServerProcess? _process;

    S3Server(ConditionalWrites writes) => _writes = writes;

    /// <summary>Why there is no server here; null when there is.</summary>
    public static string? Missing =>
        !(Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(x => File.Exists(Path.Combine(x, "node"))) ? "Node.js is not installed: no node in PATH (Debian package nodejs)."
        : !Directory.Exists(Path.Combine(Modules, "node_modules", "s3rver")) ? $"The S3 server is not installed: no s3rver in {Modules} (test.sh installs it with npm)."
        : null;

    public int Port { get; } = FreePort.Next();

    public Uri Endpoint => new($"http://127.0.0.1:{Port}");

    public static Task<S3Server> SharedAsync(ConditionalWrites writes = ConditionalWrites.Kept) => Shared[(int)writes].Value;

    public static async Task<S3Server> StartAsync(ConditionalWrites writes = ConditionalWrites.Kept)
    {
        var server = new S3Server(writes);
        await server.StartAgainAsync();
        return server;
    }

    /// <summary>The name of an empty bucket that no other test has.</summary>
    public string NewBucket()
    {
        var bucket = $"bucket-{Interlocked.Increment(ref _buckets)}";
        Directory.CreateDirectory(Path.Combine(Data, bucket));
        return bucket;
    }

    /// <summary>The file that holds an object's bytes.</summary>
    public string FileOf(string bucket, string key) => Path.Combine(Data, bucket, key) + "._S3rver_object";

    /// <summary>Keys of a bucket's objects.</summary>
    public IReadOnlyList<string> Keys(string bucket)
    {
        const string end = "._S3rver_object";
        var root = Path.Combine(Data, bucket);
        return [.. Directory.EnumerateFiles(root, "*" + end, SearchOption.AllDirectories).Select(x => Path.GetRelativePath(root, x)[..^end.Length]).Order(StringComparer.Ordinal)];
    }

    public async Task StartAgainAsync()
    {
        _process = await ServerProcess.StartAsync(_folder.File("server.log"), new Dictionary<string, string>(),
            "node", Path.Combine(AppContext.BaseDirectory, "S3", "s3-server.cjs"), Modules, Data, Port.ToString(), _writes.ToString().ToLowerInvariant());
        await _process.UntilAsync(AnswersAsync, "The S3 server");
    }

    /// <summary>As <c>kill -9</c>.</summary>
    public void Kill()
    {
        _process?.Kill();
        _process = null;
    }

    public ValueTask DisposeAsync()
    {
        _process?.Dispose();
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }

    string Data => _folder.File("data");

    async Task<bool> AnswersAsync()
    {
        try
        {
            using var client = new TcpClient();
            await client.ConnectAsync("127.0.0.1", Port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
