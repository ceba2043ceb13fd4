using System.Buffers;
using System.Globalization;
using System.Numerics;
using System.Text;
using System.Text.Json;
using InfraAgent.Contracts;

namespace InfraAgent.Api.Edge;

/// <summary>One pass over valid UTF-8. Stops at the first thing that is not JSON and says what was expected there; everything else that
/// is refused (repeated names, text, numbers, size) is collected with its pointer.</summary>
ref struct StrictScanner(ReadOnlySpan<byte> body, int start, FindingList findings)
{
    static readonly SearchValues<byte> StringSpecial = SearchValues.Create([.. Enumerable.Range(0, 0x20).Select(b => (byte)b), (byte)'"', (byte)'\\']);

    readonly ReadOnlySpan<byte> bytes = body;
    readonly JsonPath path = new();
    int at = start;
    int values;

    public string? Reason { get; private set; }
    public int StoppedAt { get; private set; }
    public readonly string StoppedPointer => path.Pointer();

    /// <summary>Holds text that cannot be decoded, or was not read to its end: findings are all there is.</summary>
    public bool Undecodable { get; private set; }

    public bool Run()
    {
        Space();
        if (at == bytes.Length) return Stop("expected a JSON object, found an empty body.");
        if (!Value(0)) return Undecodable;
        Space();
        return at == bytes.Length || Expected("the end of the body after its one value");
    }

    bool Value(int depth)
    {
        if (++values > StrictJson.MaxValues)
            return GiveUp($"The body holds more than {StrictJson.MaxValues} values.", "Send a smaller specification; split it into several deployments.");
        if (at == bytes.Length) return Expected("a value");

        switch (bytes[at])
        {
            case (byte)'{': return depth < StrictJson.MaxDepth ? Object(depth) : TooDeep();
            case (byte)'[': return depth < StrictJson.MaxDepth ? Array(depth) : TooDeep();
            case (byte)'"': return Text(isName: false, out _, out _);
            case (byte)'-' or (>= (byte)'0' and <= (byte)'9'): return Number();
            case (byte)'t': return Word("true"u8);
            case (byte)'f': return Word("false"u8);
            case (byte)'n': return Word("null"u8);
            default: return Expected("a value");
        }
    }

    bool Object(int depth)
    {
        var names = path.Enter(depth);
        at++;
        Space();
        if (Take('}')) return path.Leave();

        while (true)
        {
            var nameAt = at;
            if (at == bytes.Length || bytes[at] != '"')
                return Expected(Peek('}') ? "a name after the comma (none may stand after the last member)" : "a name in double quotes, or '}'");
            if (!Text(isName: true, out var raw, out var escaped)) return false;
            var name = Decode(raw, escaped);
            path.Name(name);

            if (name is null)
            {
                Undecodable = true;
                Add(RequestRules.Text, nameAt, "A name holds half of a surrogate pair, which is no character.", "Write the character itself or both halves of its pair.");
            }
            else
            {
                if (name.Contains('\0'))
                    Add(RequestRules.Text, nameAt, "A name holds the character NUL.", "Leave NUL out.");
                if (!names.Add(name))
                {
                    Add(RequestRules.RepeatedName, nameAt, $"{Show.Name(name)} stands twice in one object; readers would not agree on its value.", "Keep one of the two.");
                }
            }

            Space();
            if (!Take(':')) return Expected("':' after the name");
            Space();
            if (!Value(depth + 1)) return false;
            Space();
            if (Take(',')) Space();
            else if (Take('}')) return path.Leave();
            else return Expected("',' or '}' after the value");
        }
    }

    bool Array(int depth)
    {
        path.EnterArray();
        at++;
        Space();
        if (Take(']')) return path.Leave();

        while (true)
        {
            if (Peek(']')) return Expected("a value after the comma (none may stand after the last element)");
            if (!Value(depth + 1)) return false;
            path.Next();
            Space();
            if (Take(',')) Space();
            else if (Take(']')) return path.Leave();
            else return Expected("',' or ']' after the element");
        }
    }

    /// <param name="raw">Between the quotes, escapes as they stand.</param>
    bool Text(bool isName, out ReadOnlySpan<byte> raw, out bool escaped)
    {
        var begin = at++;
        var nul = false;
        var half = false;
        escaped = false;
        raw = default;
        while (true)
        {
            var special = bytes[at..].IndexOfAny(StringSpecial);
            if (special < 0)
            {
                at = bytes.Length;
                return Expected("'\"' at the end of the text");
            }

            at += special;
            if (bytes[at] == '"') break;
            if (bytes[at] != '\\') return Expected("no control character inside of text (write it as \\n, \\t or \\u00XX)");
            escaped = true;
            if (!Escape(out var unit)) return false;
            if (unit == 0) nul = true;
            else if (char.IsLowSurrogate((char)unit)) half = true;
            else if (unit >= 0 && char.IsHighSurrogate((char)unit))
            {
                if (at + 1 < bytes.Length && bytes[at] == '\\' && bytes[at + 1] == 'u')
                {
                    var back = at;
                    if (!Escape(out var low)) return false;
                    if (!char.IsLowSurrogate((char)low))
                    {
                        half = true;
                        at = back; // may be the first half of the next pair
                    }
                }
                else half = true;
            }
        }

        raw = bytes[(begin + 1)..at++];
        if (isName) return true;
        if (half)
        {
            Undecodable = true;
            Add(RequestRules.Text, begin, "The text holds half of a surrogate pair, which is no character.", "Write the character itself or both halves of its pair.");
        }
        else if (nul) Add(RequestRules.Text, begin, "The text holds the character NUL.", "Leave NUL out.");
        return true;
    }

    /// <param name="unit">The UTF-16 unit of \uXXXX; -1 for the short escapes.</param>
    bool Escape(out int unit)
    {
        unit = -1;
        at++;
        if (at == bytes.Length) return Expected("the rest of an escape");
        var kind = bytes[at];
        if (!"\"\\/bfnrtu"u8.Contains(kind)) return Expected("one of \" \\ / b f n r t u after the backslash");
        at++;
        if (kind != 'u') return true;

        unit = 0;
        for (var i = 0; i < 4; i++, at++)
        {
            var digit = at < bytes.Length ? HexValue(bytes[at]) : -1;
            if (digit < 0) return Expected("four hexadecimal digits after \\u");
            unit = unit * 16 + digit;
        }

        return true;
    }

    static int HexValue(byte b) => char.IsAsciiHexDigit((char)b) ? Convert.ToInt32(((char)b).ToString(), 16) : -1;

    bool Number()
    {
        var begin = at;
        Take('-');
        if (at == bytes.Length || !char.IsAsciiDigit((char)bytes[at])) return Expected("a digit after '-'");
        if (Take('0'))
        {
            if (at < bytes.Length && char.IsAsciiDigit((char)bytes[at])) return Expected("no further digit: a number does not begin with 0");
        }
        else Digits();

        var whole = true;
        if (Take('.'))
        {
            whole = false;
            if (!Digits()) return Expected("a digit after the decimal point");
        }

        if (Take('e') || Take('E'))
        {
            whole = false;
            if (!Take('+')) Take('-');
            if (!Digits()) return Expected("a digit of the exponent");
        }

        var text = bytes[begin..at];
        // Fifteen digits always fit; nearly every number ends here.
        if (whole && text.Length <= 15) return true;
        if (!Fits(text, whole))
            Add(RequestRules.Number, begin, "The number is out of the range or the whole-number precision of an IEEE 754 double, so readers would not agree on it.", "Send it as text, in double quotes.");
        return true;
    }

    static bool Fits(ReadOnlySpan<byte> text, bool whole)
    {
        var value = double.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture);
        if (!double.IsFinite(value)) return false;
        if (whole) return Math.Abs(value) <= 9007199254740991 || new BigInteger(value) == BigInteger.Parse(Encoding.ASCII.GetString(text));
        var mantissa = text.IndexOfAny((byte)'e', (byte)'E') is var e and >= 0 ? text[..e] : text;
        return value != 0 || mantissa.IndexOfAnyInRange((byte)'1', (byte)'9') < 0;
    }

    bool Digits()
    {
        var begin = at;
        while (at < bytes.Length && char.IsAsciiDigit((char)bytes[at])) at++;
        return at > begin;
    }

    bool Word(ReadOnlySpan<byte> word)
    {
        if (!bytes[at..].StartsWith(word)) return Expected("a value");
        at += word.Length;
        return at == bytes.Length || !char.IsAsciiLetterOrDigit((char)bytes[at]) || Expected("the end of the value");
    }

    void Space()
    {
        while (at < bytes.Length && bytes[at] is (byte)' ' or (byte)'\n' or (byte)'\r' or (byte)'\t') at++;
    }

    readonly bool Peek(char c) => at < bytes.Length && bytes[at] == c;

    bool Take(char c)
    {
        if (!Peek(c)) return false;
        at++;
        return true;
    }

    static string? Decode(ReadOnlySpan<byte> raw, bool escaped)
    {
        if (!escaped) return Encoding.UTF8.GetString(raw);
        try
        {
            var reader = new Utf8JsonReader((byte[])[(byte)'"', .. raw, (byte)'"']);
            reader.Read();
            return reader.GetString();
        }
        catch (InvalidOperationException)
        {
            return null; // a lone surrogate
        }
    }

    readonly void Add(string rule, int offset, string message, string remediation)
    {
        var pointer = path.Pointer();
        if (!findings.Wants(pointer)) return;
        var (line, column) = JsonPlaces.At(bytes, offset);
        findings.Add(new Finding
        {
            RuleId = rule, Pointer = pointer, Line = line, Column = column, Message = message, Remediation = remediation,
        });
    }

    bool TooDeep() => GiveUp($"Nested deeper than {StrictJson.MaxDepth} levels.", "Flatten the value.");

    bool GiveUp(string message, string remediation)
    {
        Undecodable = true;
        Add(RequestRules.Size, at, message, remediation);
        return false;
    }

    bool Expected(string what) => Stop($"expected {what}, found {Found()}.");

    bool Stop(string reason)
    {
        Undecodable = false;
        Reason = reason;
        StoppedAt = at;
        return false;
    }

    readonly string Found()
    {
        if (at >= bytes.Length) return "the end of the body";
        Rune.DecodeFromUtf8(bytes[at..], out var rune, out _);
        return rune.Value switch
        {
            '\n' or '\r' => "the end of the line",
            '\'' => "a single quote (JSON has double quotes only)",
            '/' or '#' => $"'{rune}' (JSON has no comments)",
            'T' or 'F' or 'N' or 'u' or 'I' => $"'{rune}' (the words are true, false and null; there is no NaN, Infinity or undefined)",
            < 0x20 or 0x7F => $"the control character U+{rune.Value:X4}",
            '"' => "'\"'",
            _ => Rune.IsControl(rune) || Rune.GetUnicodeCategory(rune) == UnicodeCategory.Format ? $"U+{rune.Value:X4}" : $"'{rune}'",
        };
    }
}
