using System.Buffers.Binary;
using System.Text;

namespace InfraAgent.SimulatedProvider.Values;

/// <summary>Reads a value as Terraform sends it: MessagePack, where any extension stands for an unknown value.</summary>
public ref struct MessagePackReader(ReadOnlySpan<byte> data)
{
    readonly ReadOnlySpan<byte> data = data;
    int at;

    public static object? Read(ReadOnlySpan<byte> data, CtyType type) => new MessagePackReader(data).Value(type);

    object? Value(CtyType type)
    {
        var head = Byte();
        if (head == 0xc0) return null;
        if (ExtensionLength(head) is { } extension)
        {
            Take(extension + 1);
            return Unknown.Value;
        }
        return type.Kind switch
        {
            CtyKind.Bool => head == 0xc3,
            CtyKind.String => Text(head),
            CtyKind.Number => Number(head),
            CtyKind.List or CtyKind.Set => List(head, type),
            _ => Object(head, type),
        };
    }

    /// <summary>Extension 0 is unknown, extension 12 unknown with hints about the value.</summary>
    int? ExtensionLength(byte head) => head switch
    {
        0xd4 => 1, 0xd5 => 2, 0xd6 => 4, 0xd7 => 8, 0xd8 => 16,
        0xc7 => Byte(), 0xc8 => UInt16(), 0xc9 => UInt32(),
        _ => null,
    };

    List<object?> List(byte head, CtyType type)
    {
        var count = head switch { >= 0x90 and <= 0x9f => head & 15, 0xdc => UInt16(), 0xdd => UInt32(), _ => throw Unexpected(head, "an array") };
        var list = new List<object?>(Math.Min(count, data.Length));
        for (var i = 0; i < count; i++) list.Add(Value(type.Element));
        return list;
    }

    SortedDictionary<string, object?> Object(byte head, CtyType type)
    {
        var count = head switch { >= 0x80 and <= 0x8f => head & 15, 0xde => UInt16(), 0xdf => UInt32(), _ => throw Unexpected(head, "a map") };
        var value = Cty.NewObject();
        for (var i = 0; i < count; i++)
        {
            var name = Text(Byte());
            value[name] = Value(type.Kind == CtyKind.Map ? type.Element : type.Attributes[name]);
        }
        return value;
    }

    /// <summary>A number is an integer, a float or, when neither holds it, a decimal text.</summary>
    decimal Number(byte head) => head switch
    {
        <= 0x7f => head,
        >= 0xe0 => (sbyte)head,
        0xcc => Byte(),
        0xcd => UInt16(),
        0xce => BinaryPrimitives.ReadUInt32BigEndian(Take(4)),
        0xcf => BinaryPrimitives.ReadUInt64BigEndian(Take(8)),
        0xd0 => (sbyte)Byte(),
        0xd1 => BinaryPrimitives.ReadInt16BigEndian(Take(2)),
        0xd2 => BinaryPrimitives.ReadInt32BigEndian(Take(4)),
        0xd3 => BinaryPrimitives.ReadInt64BigEndian(Take(8)),
        0xca => (decimal)BinaryPrimitives.ReadSingleBigEndian(Take(4)),
        0xcb => (decimal)BinaryPrimitives.ReadDoubleBigEndian(Take(8)),
        _ => Cty.Number(Text(head)),
    };

    string Text(byte head)
    {
        var length = head switch
        {
            >= 0xa0 and <= 0xbf => head & 31,
            0xd9 or 0xc4 => Byte(), 0xda or 0xc5 => UInt16(), 0xdb or 0xc6 => UInt32(),
            _ => throw Unexpected(head, "a text"),
        };
        return Encoding.UTF8.GetString(Take(length));
    }

    byte Byte() => data[at++];

    int UInt16() => BinaryPrimitives.ReadUInt16BigEndian(Take(2));

    int UInt32() => checked((int)BinaryPrimitives.ReadUInt32BigEndian(Take(4)));

    ReadOnlySpan<byte> Take(int count)
    {
        var taken = data.Slice(at, count);
        at += count;
        return taken;
    }

    readonly FormatException Unexpected(byte head, string wanted) => new($"MessagePack: expected {wanted} at byte {at - 1}, found 0x{head:x2}.");
}
