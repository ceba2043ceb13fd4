using System.Buffers.Binary;
using System.Globalization;
using System.Text;

namespace InfraAgent.SimulatedProvider.Values;

/// <summary>
/// Writes a value as a provider sends it. Whole numbers are MessagePack integers, as from providers written in Go: with them
/// <c>terraform plan -refresh-only -detailed-exitcode</c> of 1.11 answers 2 without drift, which our users will meet too.
/// </summary>
public sealed class MessagePackWriter
{
    readonly MemoryStream buffer = new(1024);

    public static byte[] Write(object? value, CtyType type)
    {
        var writer = new MessagePackWriter();
        writer.Value(value, type);
        return writer.buffer.ToArray();
    }

    void Value(object? value, CtyType type)
    {
        switch (value)
        {
            case null:
                buffer.WriteByte(0xc0);
                break;
            case Unknown:
                buffer.Write([0xd4, 0, 0]);
                break;
            case string text:
                Text(text);
                break;
            case bool flag:
                buffer.WriteByte(flag ? (byte)0xc3 : (byte)0xc2);
                break;
            case decimal number:
                Number(number);
                break;
            case List<object?> list:
                Head(list.Count, 15, 0x90, 0, 0xdc, 0xdd);
                foreach (var x in list) Value(x, type.Element);
                break;
            case SortedDictionary<string, object?> map when type.Kind == CtyKind.Map:
                Head(map.Count, 15, 0x80, 0, 0xde, 0xdf);
                foreach (var (name, x) in map)
                {
                    Text(name);
                    Value(x, type.Element);
                }
                break;
            case SortedDictionary<string, object?> map:
                // Terraform wants every attribute of an object, set or not.
                Head(type.Attributes.Count, 15, 0x80, 0, 0xde, 0xdf);
                foreach (var (name, attribute) in type.Attributes)
                {
                    Text(name);
                    Value(map.GetValueOrDefault(name), attribute);
                }
                break;
            default:
                throw new InvalidOperationException($"{value.GetType().Name} is not a Terraform value.");
        }
    }

    void Number(decimal number)
    {
        if (number != decimal.Truncate(number) || number is < long.MinValue or > long.MaxValue)
        {
            Text(number.ToString("G29", CultureInfo.InvariantCulture));
            return;
        }
        if (number is >= 0 and <= 127)
        {
            buffer.WriteByte((byte)number);
            return;
        }
        Span<byte> bytes = stackalloc byte[9];
        bytes[0] = 0xd3;
        BinaryPrimitives.WriteInt64BigEndian(bytes[1..], (long)number);
        buffer.Write(bytes);
    }

    void Text(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        Head(bytes.Length, 31, 0xa0, 0xd9, 0xda, 0xdb);
        buffer.Write(bytes);
    }

    /// <summary>The shortest head for a length; <paramref name="head8"/> is 0 for kinds that have no one-byte length.</summary>
    void Head(int length, int longestFixed, byte headFixed, byte head8, byte head16, byte head32)
    {
        Span<byte> bytes = stackalloc byte[5];
        if (length <= longestFixed)
        {
            buffer.WriteByte((byte)(headFixed | length));
        }
        else if (head8 != 0 && length <= byte.MaxValue)
        {
            buffer.Write([head8, (byte)length]);
        }
        else if (length <= ushort.MaxValue)
        {
            bytes[0] = head16;
            BinaryPrimitives.WriteUInt16BigEndian(bytes[1..], (ushort)length);
            buffer.Write(bytes[..3]);
        }
        else
        {
            bytes[0] = head32;
            BinaryPrimitives.WriteInt32BigEndian(bytes[1..], length);
            buffer.Write(bytes);
        }
    }
}
