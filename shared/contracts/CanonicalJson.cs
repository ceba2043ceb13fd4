using System.Buffers;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace InfraAgent.Contracts;

/// <summary>The one byte form of a JSON value (RFC 8785): names in the order of their UTF-16 code units, numbers as ECMAScript
/// writes them, no white space. Equal values have equal bytes, so equality and digests do not depend on how a caller formatted them.</summary>
public static class CanonicalJson
{
    /// <exception cref="FormatException">The value has no canonical form: a repeated name, a lone surrogate, or a number that no
    /// IEEE 754 double holds. Values that passed the strict parser always have one.</exception>
    public static byte[] Write(JsonElement value)
    {
        var output = new ArrayBufferWriter<byte>(512);
        WriteTo(output, value);
        return output.WrittenSpan.ToArray();
    }

    /// <inheritdoc cref="Write(JsonElement)"/>
    public static void WriteTo(IBufferWriter<byte> output, JsonElement value) => Guard(() => WriteValue(output, value));

    internal static void Guard(Action write)
    {
        try
        {
            write();
        }
        catch (InvalidOperationException ex)
        {
            // What JsonElement throws for text whose surrogates do not pair up.
            throw new FormatException("Text with a lone surrogate has no canonical form.", ex);
        }
    }

    /// <summary>SHA-256 of the canonical form, as <c>sha256:</c> and 64 lower-case hex digits.</summary>
    public static string Digest(JsonElement value)
    {
        var output = new ArrayBufferWriter<byte>(512);
        WriteTo(output, value);
        return DigestOf(output.WrittenSpan);
    }

    /// <summary>SHA-256 of bytes as they are, in the same notation as <see cref="Digest"/>.</summary>
    public static string DigestOf(ReadOnlySpan<byte> bytes)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(bytes, hash);
        return "sha256:" + Convert.ToHexStringLower(hash);
    }

    /// <summary>A number as ECMAScript's <c>Number.prototype.toString</c> writes it: <c>1e+21</c>, <c>0.000001</c>, <c>0</c> for -0.</summary>
    /// <exception cref="FormatException">NaN or an infinity.</exception>
    public static string Number(double value)
    {
        Span<byte> text = stackalloc byte[MaxNumber];
        return Encoding.ASCII.GetString(text[..FormatNumber(value, text)]);
    }

    static void WriteValue(IBufferWriter<byte> output, JsonElement value)
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        switch (value.ValueKind)
        {
            case JsonValueKind.Object: WriteObject(output, value); break;
            case JsonValueKind.Array: WriteArray(output, value); break;
            case JsonValueKind.String: WriteText(output, value.GetString()!); break;
            case JsonValueKind.Number: WriteNumber(output, value); break;
            case JsonValueKind.True: output.Write("true"u8); break;
            case JsonValueKind.False: output.Write("false"u8); break;
            case JsonValueKind.Null: output.Write("null"u8); break;
            default: throw new FormatException("There is no value to write.");
        }
    }

    static void WriteObject(IBufferWriter<byte> output, JsonElement value)
    {
        var members = new List<(string Name, JsonElement Value)>();
        foreach (var member in value.EnumerateObject()) members.Add((member.Name, member.Value));
        WriteMembers(output, members);
    }

    internal static void WriteMembers(IBufferWriter<byte> output, List<(string Name, JsonElement Value)> members)
    {
        members.Sort(static (a, b) => string.CompareOrdinal(a.Name, b.Name));

        output.Write("{"u8);
        for (var i = 0; i < members.Count; i++)
        {
            if (i > 0)
            {
                if (members[i].Name == members[i - 1].Name)
                    throw new FormatException($"The name '{members[i].Name}' stands twice in one object; there is no canonical form.");
                output.Write(","u8);
            }

            WriteText(output, members[i].Name);
            output.Write(":"u8);
            WriteValue(output, members[i].Value);
        }

        output.Write("}"u8);
    }

    static void WriteArray(IBufferWriter<byte> output, JsonElement value)
    {
        output.Write("["u8);
        var first = true;
        foreach (var item in value.EnumerateArray())
        {
            if (!first) output.Write(","u8);
            first = false;
            WriteValue(output, item);
        }

        output.Write("]"u8);
    }

    static void WriteText(IBufferWriter<byte> output, string text)
    {
        output.Write("\""u8);
        var rest = text.AsSpan();
        while (true)
        {
            var special = rest.IndexOfAny(Escaped);
            WriteRaw(output, special < 0 ? rest : rest[..special]);
            if (special < 0) break;
            WriteEscape(output, rest[special]);
            rest = rest[(special + 1)..];
        }

        output.Write("\""u8);
    }

    static readonly SearchValues<char> Escaped =
        SearchValues.Create([.. Enumerable.Range(0, 0x20).Select(c => (char)c), '"', '\\']);

    // Throws for a lone surrogate instead of writing U+FFFD, which would make different texts equal.
    static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    static void WriteRaw(IBufferWriter<byte> output, ReadOnlySpan<char> text)
    {
        if (text.IsEmpty) return;
        try
        {
            var span = output.GetSpan(StrictUtf8.GetByteCount(text));
            output.Advance(StrictUtf8.GetBytes(text, span));
        }
        catch (EncoderFallbackException ex)
        {
            throw new FormatException("Text with a lone surrogate has no canonical form.", ex);
        }
    }

    static void WriteEscape(IBufferWriter<byte> output, char c)
    {
        switch (c)
        {
            case '"': output.Write("\\\""u8); break;
            case '\\': output.Write("\\\\"u8); break;
            case '\b': output.Write("\\b"u8); break;
            case '\f': output.Write("\\f"u8); break;
            case '\n': output.Write("\\n"u8); break;
            case '\r': output.Write("\\r"u8); break;
            case '\t': output.Write("\\t"u8); break;
            default:
                output.Write("\\u00"u8);
                output.Write([HexDigit(c >> 4), HexDigit(c & 0xF)]);
                break;
        }
    }

    static byte HexDigit(int value) => (byte)(value < 10 ? '0' + value : 'a' + value - 10);

    static void WriteNumber(IBufferWriter<byte> output, JsonElement value)
    {
        var span = output.GetSpan(MaxNumber);
        // Whole numbers up to 2^53 are their own canonical form; nearly all numbers in requests are such.
        if (value.TryGetInt64(out var whole) && whole is >= -(1L << 53) and <= 1L << 53)
        {
            whole.TryFormat(span, out var written, default, CultureInfo.InvariantCulture);
            output.Advance(written);
            return;
        }

        if (!value.TryGetDouble(out var number) || !double.IsFinite(number))
            throw new FormatException("A number outside the range of IEEE 754 doubles has no canonical form.");
        output.Advance(FormatNumber(number, span));
    }

    const int MaxNumber = 32;

    /// <summary>ECMA-262, Number::toString, for radix 10.</summary>
    static int FormatNumber(double value, Span<byte> output)
    {
        if (!double.IsFinite(value)) throw new FormatException("NaN and infinities have no canonical form.");
        if (value == 0)
        {
            output[0] = (byte)'0';
            return 1;
        }

        var to = 0;
        if (value < 0) output[to++] = (byte)'-';

        Span<byte> digits = stackalloc byte[MaxNumber]; // 17 digits, and the zeros before them
        var (k, n) = ShortestDigits(Math.Abs(value), digits);
        digits = digits[..k];

        if (k <= n && n <= 21)
        {
            digits.CopyTo(output[to..]);
            output.Slice(to + k, n - k).Fill((byte)'0');
            return to + n;
        }

        if (n is > 0 and <= 21)
        {
            digits[..n].CopyTo(output[to..]);
            output[to + n] = (byte)'.';
            digits[n..].CopyTo(output[(to + n + 1)..]);
            return to + k + 1;
        }

        if (n is > -6 and <= 0)
        {
            "0."u8.CopyTo(output[to..]);
            output.Slice(to + 2, -n).Fill((byte)'0');
            digits.CopyTo(output[(to + 2 - n)..]);
            return to + 2 - n + k;
        }

        output[to++] = digits[0];
        if (k > 1)
        {
            output[to++] = (byte)'.';
            digits[1..].CopyTo(output[to..]);
            to += k - 1;
        }

        output[to++] = (byte)'e';
        output[to++] = (byte)(n - 1 < 0 ? '-' : '+');
        Math.Abs(n - 1).TryFormat(output[to..], out var length, default, CultureInfo.InvariantCulture);
        return to + length;
    }

    /// <summary>The shortest digits that read back as the same double (k of them), and n so that the value is 0.digits × 10^n.</summary>
    static (int Count, int Exponent) ShortestDigits(double value, Span<byte> digits)
    {
        Span<byte> text = stackalloc byte[MaxNumber];
        // .NET's round-trip form has the digits ECMAScript asks for; only the layout differs.
        value.TryFormat(text, out var length, "R", CultureInfo.InvariantCulture);

        int count = 0, point = -1, exponent = 0;
        for (var i = 0; i < length; i++)
        {
            var c = text[i];
            if (c == '.') point = count;
            else if (c == 'E')
            {
                exponent = int.Parse(text[(i + 1)..length], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
                break;
            }
            else digits[count++] = c;
        }

        if (point < 0) point = count;

        var zeros = 0;
        while (digits[zeros] == '0') zeros++;
        digits[zeros..count].CopyTo(digits);
        count -= zeros;
        while (digits[count - 1] == '0') count--;
        return (count, point - zeros + exponent);
    }
}
