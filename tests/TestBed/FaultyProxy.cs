using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.RegularExpressions;

namespace InfraAgent.TestBed;

/// <summary>A request on its way through a <see cref="FaultyProxy"/>; the first has the number 1.</summary>
public sealed record PassingRequest(int Number, string Method, string Path, long Length);

/// <summary>What happens to a request on its way.</summary>
public abstract record NetworkFault
{
    /// <summary>The connection is lost after so many bytes of the body reached the server; then <paramref name="Then"/> happens.</summary>
    public sealed record CutBody(long After, Action? Then = null) : NetworkFault;

    /// <summary>The server gets all of it and answers; the connection is lost after so many bytes of the answer.</summary>
    public sealed record CutAnswer(long After) : NetworkFault;

    /// <summary>It takes its time.</summary>
    public sealed record Delay(TimeSpan Time) : NetworkFault;
}

/// <summary>Stands between an HTTP client and a server on this machine, and loses connections where it is told to.</summary>
public sealed partial class FaultyProxy : IAsyncDisposable
{
    readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    readonly CancellationTokenSource _stop = new();
    readonly int _target;
    readonly Task _accepting;
    int _requests;

    public FaultyProxy(int target)
    {
        _target = target;
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public Uri Endpoint => new($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}");

    /// <summary>Asked for every request.</summary>
    public Func<PassingRequest, NetworkFault?> Fault { get; set; } = _ => null;

    /// <summary>How many requests came.</summary>
    public int Requests => _requests;

    /// <summary>Starts counting anew.</summary>
    public void Reset(Func<PassingRequest, NetworkFault?> fault)
    {
        _requests = 0;
        Fault = fault;
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _accepting;
        _stop.Dispose();
    }

    async Task AcceptAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                var client = await _listener.AcceptSocketAsync(_stop.Token);
                _ = ServeAsync(client);
            }
            catch (Exception stopped) when (stopped is OperationCanceledException or SocketException or ObjectDisposedException)
            {
                return;
            }
        }
    }

    async Task ServeAsync(Socket client)
    {
        using var server = new Socket(SocketType.Stream, ProtocolType.Tcp);
        using (client)
        {
            // A lost connection, not one that was ended in good order.
            client.LingerState = server.LingerState = new LingerOption(true, 0);
            try
            {
                await server.ConnectAsync(IPAddress.Loopback, _target, _stop.Token);
                var answers = new AnswerPump(server, client);
                await Task.WhenAny(PassRequestsAsync(client, server, answers), answers.RunAsync(_stop.Token));
            }
            catch (Exception lost) when (lost is SocketException or OperationCanceledException or ObjectDisposedException)
            {
                // The client sees a lost connection: that is what this is for.
            }
        }
    }

    async Task PassRequestsAsync(Socket client, Socket server, AnswerPump answers)
    {
        var buffer = new byte[64 * 1024];
        var held = 0;
        while (true)
        {
            int head;
            while ((head = buffer.AsSpan(0, held).IndexOf("\r\n\r\n"u8)) < 0)
            {
                var read = await client.ReceiveAsync(buffer.AsMemory(held), _stop.Token);
                if (read == 0) return;
                held += read;
            }

            head += 4;
            var text = Encoding.Latin1.GetString(buffer, 0, head);
            var line = text[..text.IndexOf('\r', StringComparison.Ordinal)].Split(' ');
            var length = ContentLength().Match(text) is { Success: true } match ? long.Parse(match.Groups[1].Value) : 0;
            var fault = Fault(new PassingRequest(Interlocked.Increment(ref _requests), line[0], line[1], length));
            if (fault is NetworkFault.Delay delay) await Task.Delay(delay.Time, _stop.Token);
            var cut = fault as NetworkFault.CutBody;
            // A request that has passed as a whole may be answered before its connection is gone.
            answers.Left = fault is NetworkFault.CutAnswer answer ? answer.After : cut is null ? long.MaxValue : 0;

            await SendAsync(server, buffer.AsMemory(0, head));
            var passed = 0L;
            var (from, most) = (head, cut is null ? length : Math.Min(length, cut.After));
            while (passed < most)
            {
                var part = (int)Math.Min(held - from, most - passed);
                await SendAsync(server, buffer.AsMemory(from, part));
                passed += part;
                from += part;
                if (passed == most) break;
                held = await client.ReceiveAsync(buffer, _stop.Token);
                from = 0;
                if (held == 0) return;
            }

            if (cut is not null)
            {
                cut.Then?.Invoke();
                return;
            }

            buffer.AsSpan(from, held - from).CopyTo(buffer);
            held -= from;
        }
    }

    static async Task SendAsync(Socket socket, ReadOnlyMemory<byte> bytes)
    {
        while (bytes.Length > 0) bytes = bytes[await socket.SendAsync(bytes)..];
    }

    [GeneratedRegex(@"\r\ncontent-length:\s*([0-9]+)", RegexOptions.IgnoreCase)]
    private static partial Regex ContentLength();

    sealed class AnswerPump(Socket server, Socket client)
    {
        long _left = long.MaxValue;

        public long Left
        {
            set => Interlocked.Exchange(ref _left, value);
        }

        public async Task RunAsync(CancellationToken stop)
        {
            var buffer = new byte[64 * 1024];
            int read;
            while ((read = await server.ReceiveAsync(buffer, stop)) > 0)
            {
                // "Go on, send the body" is no answer yet.
                var left = buffer.AsSpan(0, read).StartsWith("HTTP/1.1 100"u8) ? long.MaxValue : Interlocked.Read(ref _left);
                await SendAsync(client, buffer.AsMemory(0, (int)Math.Min(read, left)));
                if (read >= left) return;
                if (left != long.MaxValue) Interlocked.Add(ref _left, -read);
            }
        }
    }
}
