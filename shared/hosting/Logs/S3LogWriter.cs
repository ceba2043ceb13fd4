using System.Text;
using InfraAgent.Hosting.Artifacts;
using Microsoft.Extensions.Logging;

namespace InfraAgent.Hosting.Logs;

/// <summary>Gathers what a tool says and writes it in parts. The tool never waits for the store: while that is away its output is kept in memory,
/// up to a bound, beyond which the log says how much is missing.</summary>
sealed class S3LogWriter : Stream
{
    const int LargePart = 256 * 1024;
    const int MostWaiting = 16 * 1024 * 1024;
    static readonly TimeSpan Soon = TimeSpan.FromSeconds(1);
    static readonly TimeSpan Later = TimeSpan.FromSeconds(10);

    readonly S3Objects objects;
    readonly Func<int, string> keyOf;
    readonly TimeProvider time;
    readonly ILogger log;
    readonly Lock turn = new();
    readonly CancellationTokenSource closing = new();
    readonly SemaphoreSlim news = new(0, 1);
    readonly Task writing;

    MemoryStream waiting = new();
    long lost;
    int next;

    public S3LogWriter(S3Objects objects, Func<int, string> keyOf, int next, TimeProvider time, ILogger log)
    {
        (this.objects, this.keyOf, this.next, this.time, this.log) = (objects, keyOf, next, time, log);
        writing = Task.Run(WritePartsAsync);
    }

    public override bool CanRead => false;
    public override bool CanSeek => false;
    public override bool CanWrite => true;
    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        ObjectDisposedException.ThrowIf(closing.IsCancellationRequested, this);
        lock (turn)
        {
            if (waiting.Length + buffer.Length > MostWaiting)
            {
                lost += buffer.Length;
                return;
            }

            waiting.Write(buffer);
            if (news.CurrentCount == 0)
            {
                news.Release();
            }
        }
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        Write(buffer.Span);
        return ValueTask.CompletedTask;
    }

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken)
    {
        Write(buffer.AsSpan(offset, count));
        return Task.CompletedTask;
    }

    /// <summary>Nothing: parts are written soon enough, and a part per flush would be one per line.</summary>
    public override void Flush()
    {
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    /// <summary>Waits until everything is stored, or the store's patience has ended.</summary>
    public override async ValueTask DisposeAsync()
    {
        await CloseAsync();
        await base.DisposeAsync();
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            CloseAsync().GetAwaiter().GetResult();
        }

        base.Dispose(disposing);
    }

    async Task CloseAsync()
    {
        if (closing.IsCancellationRequested)
        {
            return;
        }

        await closing.CancelAsync();
        await writing;
        news.Dispose();
    }

    async Task WritePartsAsync()
    {
        var opened = time.GetTimestamp();
        while (!closing.IsCancellationRequested)
        {
            try
            {
                await news.WaitAsync(closing.Token);
                // A long run is not watched line by line, and each part costs.
                var pause = time.GetElapsedTime(opened) / 60;
                await Task.Delay(pause < Soon ? Soon : pause > Later ? Later : pause, time, closing.Token);
            }
            catch (OperationCanceledException)
            {
                // The last part is at hand.
            }

            await WriteWaitingAsync();
        }

        // What came between the last look and the end.
        await WriteWaitingAsync();
        if (waiting.Length > 0)
        {
            log.LogError("{Bytes} bytes of the log {Log} are lost: the artifact store is away", waiting.Length, keyOf(next));
        }
    }

    async Task WriteWaitingAsync()
    {
        while (Take() is { } part)
        {
            try
            {
                await objects.WriteAsync(keyOf(next), part, CancellationToken.None);
                next++;
            }
            catch (ArtifactStoreAwayException away)
            {
                // A run is not worth less because its log could not be stored: it goes on, and the parts are tried again until it ends.
                log.LogWarning("{Bytes} bytes of the log {Log} are not stored yet: {Reason}", part.Length, keyOf(next), away.Message);
                PutBack(part);
                return;
            }
        }
    }

    ReadOnlyMemory<byte>? Take()
    {
        lock (turn)
        {
            if (lost > 0 && waiting.Length < MostWaiting / 2)
            {
                waiting.Write(Encoding.UTF8.GetBytes($"\n[{lost} bytes are missing here: the artifact store was away]\n"));
                lost = 0;
            }

            if (waiting.Length == 0)
            {
                return null;
            }

            var bytes = waiting.ToArray();
            waiting = new MemoryStream();
            if (bytes.Length > LargePart)
            {
                waiting.Write(bytes.AsSpan(LargePart));
                return bytes.AsMemory(0, LargePart);
            }

            return bytes;
        }
    }

    void PutBack(ReadOnlyMemory<byte> part)
    {
        lock (turn)
        {
            var rest = waiting.ToArray();
            waiting = new MemoryStream();
            waiting.Write(part.Span);
            waiting.Write(rest);
        }
    }
}
