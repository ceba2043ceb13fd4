using System.Buffers;

namespace InfraAgent.Generator;

/// <summary>Bytes of a file while it is written, in an array that is lent. A file may be megabytes, and each array that it outgrew would be the collector's.</summary>
sealed class PooledBuffer : IBufferWriter<byte>, IDisposable
{
    byte[] bytes = ArrayPool<byte>.Shared.Rent(4096);
    int written;

    public void Advance(int count) => written += count;

    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        Reserve(sizeHint);
        return bytes.AsMemory(written);
    }

    public Span<byte> GetSpan(int sizeHint = 0)
    {
        Reserve(sizeHint);
        return bytes.AsSpan(written);
    }

    public byte[] ToArray() => bytes.AsSpan(0, written).ToArray();

    public void Dispose() => ArrayPool<byte>.Shared.Return(bytes);

    void Reserve(int size)
    {
        if (bytes.Length - written >= Math.Max(size, 1)) return;
        var larger = ArrayPool<byte>.Shared.Rent(checked(2 * bytes.Length + size));
        bytes.AsSpan(0, written).CopyTo(larger);
        ArrayPool<byte>.Shared.Return(bytes);
        bytes = larger;
    }
}
