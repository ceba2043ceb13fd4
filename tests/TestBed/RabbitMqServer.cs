using System.Diagnostics;
using System.Net.Sockets;

namespace InfraAgent.TestBed;

/// <summary>A RabbitMQ server on free loopback ports, its data in a temporary folder, with its own epmd. <see cref="SharedAsync"/> is one for
/// all tests of the process, with a virtual host each; tests that stop or kill it start their own.</summary>
public sealed class RabbitMqServer : IAsyncDisposable
{
    const int VirtualHosts = 60;
    const string Folder = "/usr/lib/rabbitmq/bin";

    static readonly Lazy<Task<RabbitMqServer>> Shared = new(() => StartAsync());

    readonly TempFolder _folder = new();
    readonly int _port = FreePort.Next();
    readonly Dictionary<string, string> _environment;
    ServerProcess? _names;
    ServerProcess? _process;
    int _virtualHosts;

    RabbitMqServer()
    {
        _environment = new()
        {
            ["HOME"] = _folder.Path, // the Erlang cookie is made here
            ["ERL_EPMD_PORT"] = FreePort.Next().ToString(),
            ["ERL_EPMD_ADDRESS"] = "127.0.0.1",
            ["RABBITMQ_NODENAME"] = "test" + _port + "@localhost",
            ["RABBITMQ_NODE_IP_ADDRESS"] = "127.0.0.1",
            ["RABBITMQ_NODE_PORT"] = _port.ToString(),
            ["RABBITMQ_DIST_PORT"] = FreePort.Next().ToString(),
            ["RABBITMQ_MNESIA_BASE"] = _folder.File("data"),
            ["RABBITMQ_LOG_BASE"] = _folder.File("log"),
            ["RABBITMQ_PID_FILE"] = _folder.File("pid"),
            ["RABBITMQ_CONF_ENV_FILE"] = _folder.File("none"),
            ["RABBITMQ_CONFIG_FILE"] = _folder.File("rabbitmq"),
            ["RABBITMQ_ADVANCED_CONFIG_FILE"] = _folder.File("none.config"),
            ["RABBITMQ_ENABLED_PLUGINS_FILE"] = _folder.File("plugins"),
            // Two schedulers are plenty here, and idle ones must not spin on a small machine.
            ["RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS"] = "+S 2:2 +sbwt none +sbwtdcpu none +sbwtdio none",
        };
        File.WriteAllText(_folder.File("rabbitmq.conf"), "log.console = false\nvm_memory_high_watermark.absolute = 1GB\ndisk_free_limit.absolute = 10MB\n");
        File.WriteAllText(_folder.File("plugins"), "[].");
    }

    /// <summary>Why there is no server here; null when there is.</summary>
    public static string? Missing => File.Exists(Path.Combine(Folder, "rabbitmq-server")) ? null : $"RabbitMQ is not installed: no rabbitmq-server in {Folder} (Debian package rabbitmq-server).";

    public static Task<RabbitMqServer> SharedAsync() => Shared.Value;

    public int Port => _port;

    public static async Task<RabbitMqServer> StartAsync()
    {
        var server = new RabbitMqServer();
        server._names = await ServerProcess.StartAsync(server._folder.File("epmd.log"), server._environment, "epmd");
        await server.StartAgainAsync();
        // Making them one by one costs a second each: the tool starts a virtual machine.
        await server.EvaluateAsync(string.Concat(
            $"[begin V = list_to_binary(\"t\" ++ integer_to_list(N)), rabbit_vhost:add(V, <<\"test\">>), ",
            "rabbit_auth_backend_internal:set_permissions(<<\"guest\">>, V, <<\".*\">>, <<\".*\">>, <<\".*\">>, <<\"test\">>) end ",
            $"|| N <- lists:seq(1, {VirtualHosts})]."));
        return server;
    }

    /// <summary>The address of a virtual host that no other test has.</summary>
    public string NewVirtualHost()
    {
        var number = Interlocked.Increment(ref _virtualHosts);
        if (number > VirtualHosts) throw new InvalidOperationException($"More than {VirtualHosts} virtual hosts in one test process: raise the number.");
        return $"amqp://guest:guest@127.0.0.1:{_port}/t{number}";
    }

    /// <summary>Messages in each queue of a virtual host.</summary>
    public async Task<IReadOnlyDictionary<string, int>> QueuesAsync(string address)
    {
        var output = await RunAsync("rabbitmqctl", "-q", "list_queues", "-p", new Uri(address).AbsolutePath.TrimStart('/'), "--no-table-headers", "name", "messages");
        return output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split('\t')).ToDictionary(c => c[0], c => int.Parse(c[1]));
    }

    public async Task StartAgainAsync()
    {
        _process = await ServerProcess.StartAsync(_folder.File("server.log"), _environment, Path.Combine(Folder, "rabbitmq-server"));
        await _process.UntilAsync(AnswersAsync, "RabbitMQ");
    }

    public void Kill()
    {
        _process?.Kill();
        _process = null;
    }

    public ValueTask DisposeAsync()
    {
        _process?.Dispose();
        _names?.Dispose();
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }

    /// <summary>Evaluates an Erlang expression in the broker.</summary>
    public Task<string> EvaluateAsync(string expression) => RunAsync("rabbitmqctl", "-q", "eval", expression);

    async Task<bool> AnswersAsync()
    {
        try
        {
            using var client = new TcpClient();
            await client.ConnectAsync("127.0.0.1", _port);
            await client.GetStream().WriteAsync("AMQP\0\0\u0009\u0001"u8.ToArray());
            var frame = new byte[1];
            return await client.GetStream().ReadAsync(frame) == 1 && frame[0] == 1; // connection.start: it really serves
        }
        catch (Exception ex) when (ex is SocketException or IOException)
        {
            return false;
        }
    }

    async Task<string> RunAsync(string tool, params string[] arguments)
    {
        var start = new ProcessStartInfo(Path.Combine(Folder, tool)) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in new[] { "-n", _environment["RABBITMQ_NODENAME"] }.Concat(arguments)) start.ArgumentList.Add(argument);
        foreach (var (name, value) in _environment) start.Environment[name] = value;
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode == 0 ? output : throw new InvalidOperationException($"{tool} {string.Join(' ', arguments)}: {output}{await error}");
    }
}
