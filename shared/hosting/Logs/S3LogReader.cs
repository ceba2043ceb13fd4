using InfraAgent.Hosting.Artifacts;

namespace InfraAgent.Hosting.Logs;

/// <summary>A log's parts as one stream. Holds one part at a time, however long the log is.</summary>
sealed class S3LogReader : Stream
{
    readonly S3Objects objects;
    readonly IReadOnlyList<(string Key, long Size)> parts;
    readonly long[] ends;

    int held = -1;
    byte[] content = [];
    long position;

    public S3LogReader(S3Objects objects, IReadOnlyList<(string Key, long Size)> parts)
    {
        (this.objects, this.parts) = (objects, parts);
        ends = new long[parts.Count];
        for (var i = 0; i < ends.Length; i++)
        {
            ends[i] = (i == 0 ? 0 : ends[i - 1]) + parts[i].Size;
        }
    }

    public override bool CanRead => true;
    public override bool CanSeek => true;
    public override bool CanWrite => false;
    public override long Length => ends[^1];

    public override long Position
    {
        get => position;
        set
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value);
            position = value;
        }
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (position >= Length || buffer.IsEmpty)
        {
            return 0;
        }

        var at = Array.BinarySearch(ends, position + 1);
        at = at < 0 ? ~at : at;
        // An empty part ends where the one before it does.
        while (at > 0 && ends[at - 1] > position)
        {
            at--;
        }

        if (held != at)
        {
            content = await objects.ReadAsync(parts[at].Key, cancellationToken) ?? throw new IOException($"A part of the log is gone: '{parts[at].Key}'.");
            held = at;
        }

        var from = (int)(position - (ends[at] - parts[at].Size));
        var count = Math.Min(buffer.Length, content.Length - from);
        if (count <= 0)
        {
            throw new EndOfStreamException($"A part of the log is shorter than it was: '{parts[at].Key}'.");
        }

        content.AsMemory(from, count).CopyTo(buffer);
        position += count;
        return count;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => ReadAsync(buffer.AsMemory(offset, count)).AsTask().GetAwaiter().GetResult();

    public override long Seek(long offset, SeekOrigin origin) =>
        Position = offset + origin switch { SeekOrigin.Begin => 0, SeekOrigin.Current => position, _ => Length };

    public override void Flush()
    {
    }

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
