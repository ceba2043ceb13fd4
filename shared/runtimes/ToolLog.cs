using System.Buffers;
using System.Text;
using CliWrap;

namespace InfraAgent.Runtimes;

/// <summary>Everything a tool says goes through here on its way to the log: redacted, and whole lines at a time, since a tool's
/// two streams arrive side by side. A log that cannot be written never stops a tool in the middle of its work.</summary>
sealed class ToolLog(Stream log, Redactor redactor) : IDisposable
{
    const int LongestLine = 64 * 1024;
    readonly SemaphoreSlim gate = new(1);

    public Redactor Redactor => redactor;

    /// <summary>The first reason why something is missing from the log.</summary>
    public string? Failure { get; private set; }

    /// <summary>Takes a stream of raw output. The tail (the last 16 KB, redacted) is kept for the failure's message.</summary>
    public PipeTarget Target(TextTail? tail = null) => PipeTarget.Create(async (stream, cancel) =>
    {
        var filter = redactor.Open();
        var clean = new ArrayBufferWriter<byte>();
        var buffer = new byte[16 * 1024];
        int read;
        while ((read = await stream.ReadAsync(buffer, cancel)) > 0)
        {
            filter.Write(buffer.AsSpan(0, read), clean);
            var lines = clean.WrittenMemory;
            var end = lines.Span.LastIndexOf((byte)'\n') + 1;
            if (end == 0 && lines.Length < LongestLine)
                continue;
            if (end == 0)
                end = lines.Length;
            await WriteAsync(lines[..end], tail);
            var rest = lines[end..].ToArray();
            clean.ResetWrittenCount();
            clean.Write(rest);
        }
        filter.End(clean);
        await WriteAsync(clean.WrittenMemory, tail);
    });

    /// <summary>Writes one line (or several) of ours or of a tool; the line end is added.</summary>
    public Task LineAsync(string line) => WriteAsync(Encoding.UTF8.GetBytes(redactor.Redact(line) + "\n"), null);

    public void Dispose() => gate.Dispose();

    async Task WriteAsync(ReadOnlyMemory<byte> bytes, TextTail? tail)
    {
        if (bytes.IsEmpty)
            return;
        tail?.Add(bytes.Span);
        await gate.WaitAsync();
        try
        {
            await log.WriteAsync(bytes);
        }
#pragma warning disable CA1031 // The log belongs to the caller and may fail in any way; the tool must go on, and the run says so.
        catch (Exception ex)
#pragma warning restore CA1031
        {
            Failure ??= redactor.Redact(ex.Message);
        }
        finally
        {
            gate.Release();
        }
    }
}

/// <summary>The last words.</summary>
sealed class TextTail
{
    const int Limit = 16 * 1024;
    readonly List<byte> bytes = [];

    public void Add(ReadOnlySpan<byte> more)
    {
        bytes.AddRange(more);
        if (bytes.Count > 2 * Limit)
            bytes.RemoveRange(0, bytes.Count - Limit);
    }

    public string Text => Encoding.UTF8.GetString([.. bytes]);
}
