using System.Buffers;
using System.Text;

namespace InfraAgent.Generator;

/// <summary>Text as the bytes of a file, without a string of all of it in between: files may be megabytes.</summary>
static class TextFile
{
    public static byte[] Bytes(StringBuilder text)
    {
        var length = text.Length;
        var characters = ArrayPool<char>.Shared.Rent(length);
        text.CopyTo(0, characters, length);
        var bytes = Encoding.UTF8.GetBytes(characters, 0, length);
        ArrayPool<char>.Shared.Return(characters);
        return bytes;
    }
}
