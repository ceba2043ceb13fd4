using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace InfraAgent.Hcl;

/// <summary>Terraform's functions, as far as they depend on nothing but their arguments and are the same in all of its releases. What is not here is not known.</summary>
sealed class HclLibrary(HclKnowledge knowledge, HclBudget budget, int line)
{
    const int LongestPattern = 1000;
    static readonly HclUnknown Unknown = HclUnknown.Instance;

    public DataValue Call(string name, IReadOnlyList<DataValue> a)
    {
        // Of these, a result is known though not everything in the arguments is.
        switch (name, a.Count)
        {
            case ("length", 1): return Length(a[0]);
            case ("concat", _): return Lists(a) is { } lists ? List(lists.SelectMany(l => l)) : Unknown;
            case ("merge", _): return Merge(a);
            case ("one", 1): return Items(a[0]) is { } items ? items switch { [] => DataValue.Null, [var only] => only, _ => throw Wrong("a list of at most one is expected") } : Unknown;
            case ("keys", 1): return Members(a[0]) is { } keyed ? List(keyed.Select(m => m.Key)) : Unknown;
            case ("values", 1): return Members(a[0]) is { } valued ? List(valued.Select(m => m.Value)) : Unknown;
            case ("lookup", 2 or 3): return Lookup(a);
            case ("coalesce", _): return a.FirstOrDefault(v => v is not DataNull and not DataText { Value: "" }) ?? throw Wrong("there is no value among these");
            case ("setproduct", _): return Product(a);
            case ("slice", 3): return Items(a[0]) is { } sliced && Whole(a[1]) is { } from && Whole(a[2]) is { } to ? Slice(sliced, from, to) : Unknown;
            case ("element", 2): return Items(a[0]) is { Count: > 0 } among && Whole(a[1]) is { } at and >= 0 ? among[at % among.Count] : Unknown;
            case ("tolist", 1): return Items(a[0]) is { } listed ? List(listed) : Unknown;
            case ("toset", 1): return Items(a[0]) is { } gathered ? HclTypes.Set(List(gathered), budget) : Unknown;
            case ("tomap" or "nonsensitive", 1): return a[0];
            case ("contains", 2): return Contains(a[0], a[1]);
            case ("flatten", 1): return Flat(a[0]) is { } flat ? List(flat) : Unknown;
            case ("reverse", 1): return Items(a[0]) is { } turned ? List(turned.Reverse()) : Unknown;
            case ("chunklist", 2): return Items(a[0]) is { } divided && Whole(a[1]) is { } size and > 0 ? List(divided.Chunk(size).Select(c => (DataValue)List(c))) : Unknown;
            case ("zipmap", 2): return Zip(a[0], a[1]);
        }

        if (!a.All(v => HclText.IsKnown(v, budget))) return Unknown;
        try
        {
            return OfKnown(name, a);
        }
        catch (RegexMatchTimeoutException)
        {
            return Unknown;
        }
    }

    DataValue OfKnown(string name, IReadOnlyList<DataValue> a) => (name, a.Count) switch
    {
        ("tostring", 1) => HclText.Of(a[0], line),
        ("tonumber", 1) => HclText.Number(a[0], line),
        ("tobool", 1) => HclText.Truth(a[0], line),
        ("jsonencode", 1) => HclJson.Encode(a[0], budget) is { } json ? Long(json) : Unknown,
        ("distinct", 1) => List(Items(a[0])!.Distinct()),
        ("compact", 1) => List(Items(a[0])!.Where(i => i is not DataNull and not DataText { Value: "" })),
        ("sort", 1) => List(Items(a[0])!.Select(Text).Order(StringComparer.Ordinal).Select(t => (DataValue)t)),
        ("setintersection", >= 1) => HclSet.Of(a.Select(s => Items(s)!.AsEnumerable()).Aggregate((all, more) => all.Intersect(more))),
        ("setunion", _) => HclSet.Of(a.SelectMany(s => Items(s)!)),
        ("setsubtract", 2) => HclSet.Of(Items(a[0])!.Except(Items(a[1])!)),
        ("alltrue", 1) => Items(a[0])!.All(i => HclText.Truth(i, line) is DataBool { Value: true }),
        ("anytrue", 1) => Items(a[0])!.Any(i => HclText.Truth(i, line) is DataBool { Value: true }),
        ("index", 2) => Items(a[0])!.Index().Where(i => i.Item.Equals(a[1])).Select(i => (DataValue)i.Index).FirstOrDefault() ?? throw Wrong("the item is not there"),
        ("sum", 1) => Items(a[0])!.Select(Number).Sum() is var sum && double.IsInteger(sum) ? new DataNumber(sum) : Unknown,
        ("range", 1) => Range(0, Number(a[0])),
        ("range", 2) => Range(Number(a[0]), Number(a[1])),
        ("min", >= 1) => new DataNumber(a.Min(Number)),
        ("max", >= 1) => new DataNumber(a.Max(Number)),
        ("floor", 1) => new DataNumber(Math.Floor(Number(a[0]))),
        ("ceil", 1) => new DataNumber(Math.Ceiling(Number(a[0]))),
        ("abs", 1) => new DataNumber(Math.Abs(Number(a[0]))),
        ("join", >= 2) => Join(Text(a[0]), [.. a.Skip(1).SelectMany(l => Items(l)!).Select(Text)]),
        ("split", 2) => Text(a[0]) is { Length: > 0 } between ? List(Text(a[1]).Split(between).Select(t => (DataValue)t)) : Unknown,
        ("lower", 1) => Ascii(Text(a[0]), t => t.ToLowerInvariant()),
        ("upper", 1) => Ascii(Text(a[0]), t => t.ToUpperInvariant()),
        ("title", 1) => Ascii(Text(a[0]), Title),
        ("substr", 3) => Math.Abs(Number(a[1])) <= HclBudget.LongestText && Number(a[2]) is >= -1 and <= HclBudget.LongestText ? Ascii(Text(a[0]), t => Part(t, (int)Number(a[1]), (int)Number(a[2]))) : Unknown,
        ("trim", 2) => Ascii(Text(a[1]), of => of.Length == 0 ? Text(a[0]) : Text(a[0]).Trim([.. of])),
        ("trimspace", 1) => Ascii(Text(a[0]), t => t.Trim()),
        ("trimprefix", 2) => Text(a[0]).StartsWith(Text(a[1]), StringComparison.Ordinal) ? Text(a[0])[Text(a[1]).Length..] : Text(a[0]),
        ("trimsuffix", 2) => Text(a[0]).EndsWith(Text(a[1]), StringComparison.Ordinal) ? Text(a[0])[..^Text(a[1]).Length] : Text(a[0]),
        ("startswith", 2) => Text(a[0]).StartsWith(Text(a[1]), StringComparison.Ordinal),
        ("endswith", 2) => Text(a[0]).EndsWith(Text(a[1]), StringComparison.Ordinal),
        ("strcontains", 2) => Text(a[0]).Contains(Text(a[1]), StringComparison.Ordinal),
        ("replace", 3) => Replace(Text(a[0]), Text(a[1]), Text(a[2])),
        ("regex", 2) => Regex(Text(a[0]), Text(a[1])),
        ("regexall", 2) => RegexAll(Text(a[0]), Text(a[1])),
        ("format", >= 1) => Format(Text(a[0]), [.. a.Skip(1)]),
        ("formatlist", 2) when Items(a[1]) is { } each => List(each.Select(i => Format(Text(a[0]), [i]))),
        ("sha256", 1) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Text(a[0])))),
        ("base64encode", 1) => Long(Convert.ToBase64String(Encoding.UTF8.GetBytes(Text(a[0])))),
        ("cidrsubnet", 3) => Subnet(Text(a[0]), Number(a[1]), Number(a[2])),
        ("cidrhost", 2) => Host(Text(a[0]), Number(a[1])),
        _ => Unknown,
    };

    DataValue Length(DataValue value) => value switch
    {
        HclUnknown or HclOpen => Unknown,
        DataMap map => map.Count,
        DataText text => new StringInfo(text.Value).LengthInTextElements,
        DataNull => throw Wrong("a text, list or map is expected"),
        _ => Items(value)!.Count,
    };

    DataValue Merge(IReadOnlyList<DataValue> maps)
    {
        var members = new OrderedDictionary<string, DataValue>(StringComparer.Ordinal);
        foreach (var map in maps)
        {
            if (map is DataNull) continue;
            if (Members(map) is not { } more) return Unknown;
            budget.List(members.Count + more.Count);
            foreach (var (key, value) in more) members[((DataText)key).Value] = value;
        }

        return new DataMap(members);
    }

    DataValue Lookup(IReadOnlyList<DataValue> a) => (a[0], a[1]) switch
    {
        (DataMap map, DataText key) => map[key.Value] ?? (a.Count > 2 ? a[2] : throw Wrong($"there is no '{key.Value}'")),
        _ => Unknown,
    };

    DataValue Product(IReadOnlyList<DataValue> sets)
    {
        if (Lists(sets) is not { } lists) return Unknown;
        budget.List(lists.Aggregate(1L, (all, l) => Math.Min(all * l.Count, HclBudget.LongestList + 1L)));
        var rows = lists.Aggregate((IEnumerable<IEnumerable<DataValue>>)[[]], (all, more) => all.SelectMany(row => more.Select(row.Append)));
        return List(rows.Select(r => (DataValue)List(r)));
    }

    DataValue Contains(DataValue list, DataValue item)
    {
        if (Items(list) is not { } items || !HclText.IsKnown(item, budget)) return Unknown;
        if (items.Contains(item)) return true;
        return items.All(i => HclText.IsKnown(i, budget)) ? false : Unknown;
    }

    IEnumerable<DataValue>? Flat(DataValue value)
    {
        budget.Deeper();
        if (value is HclUnknown) return null;
        if (value is not (DataList or HclSet)) return [value];
        var parts = Items(value)!.Select(Flat).ToList();
        return parts.Any(p => p is null) ? null : parts.SelectMany(p => p!);
    }

    DataValue Zip(DataValue keys, DataValue values)
    {
        if (Items(keys) is not { } names || Items(values) is not { } given || !names.All(n => n is DataText)) return Unknown;
        if (names.Count != given.Count) throw Wrong("as many keys as values are expected");
        var members = new OrderedDictionary<string, DataValue>(StringComparer.Ordinal);
        foreach (var (name, value) in names.Zip(given)) members[((DataText)name).Value] = value;
        return new DataMap(members);
    }

    DataList Slice(IReadOnlyList<DataValue> items, int from, int to) => from <= to && to <= items.Count ? List(items.Skip(from).Take(to - from)) : throw Wrong("there is no such part of the list");

    DataList Range(double from, double to)
    {
        budget.List((long)Math.Clamp(to - from, 0, HclBudget.LongestList + 1d));
        var numbers = new List<DataValue>();
        for (var i = from; i < to; i++) numbers.Add(new DataNumber(i));
        return new DataList(numbers);
    }

    DataText Join(string between, IReadOnlyList<string> items)
    {
        budget.Text(items.Sum(i => (long)i.Length + between.Length));
        return new DataText(string.Join(between, items));
    }

    // Terraform goes by characters, and by Unicode's newest rules; here, only what is the same for both.
    static DataValue Ascii(string text, Func<string, string> change) => System.Text.Ascii.IsValid(text) ? change(text) : Unknown;

    static string Part(string text, int from, int length)
    {
        if (from < 0) from = Math.Max(0, from + text.Length);
        if (from >= text.Length) return "";
        return length < 0 ? text[from..] : text[from..Math.Min(text.Length, from + length)];
    }

    static string Title(string text) => string.Concat(text.Select((c, i) => i == 0 || !(char.IsAsciiLetterOrDigit(text[i - 1]) || text[i - 1] == '_') ? char.ToUpperInvariant(c) : c));

    DataValue Replace(string text, string part, string by)
    {
        if (part is not ['/', .., '/'] || part.Length < 3)
        {
            if (part.Length == 0) return Unknown;
            budget.Text(text.Length + (long)text.Length / part.Length * by.Length);
            return text.Replace(part, by, StringComparison.Ordinal);
        }

        // "$1" and its like may mean other things there.
        if (Compiled(part[1..^1], text) is not { } pattern || by.Contains('$', StringComparison.Ordinal)) return Unknown;
        budget.Text(text.Length + (text.Length + 1L) * by.Length);
        return pattern.Replace(text, by);
    }

    DataValue Regex(string form, string text)
    {
        if (Compiled(form, text) is not { } pattern) return Unknown;
        return pattern.Match(text) is { Success: true } match ? Found(match) : throw Wrong("the pattern does not match");
    }

    DataValue RegexAll(string form, string text) => Compiled(form, text) is { } pattern ? List(pattern.Matches(text).Select(Found)) : Unknown;

    /// <summary>The match itself, or a list of its groups.</summary>
    static DataValue Found(Match match) => match.Groups.Count == 1 ? match.Value
        : DataList.Of(match.Groups.Values.Skip(1).Select(g => g.Success ? (DataValue)g.Value : DataValue.Null));

    /// <summary>Null where the two kinds of patterns may differ: in what is a letter, in where a line ends, in groups with names.</summary>
    Regex? Compiled(string pattern, string text)
    {
        budget.Text(text.Length);
        if (pattern.Length > LongestPattern || !System.Text.Ascii.IsValid(pattern) || !System.Text.Ascii.IsValid(text) || text.Contains('\n', StringComparison.Ordinal)
            || pattern.Contains("(?P", StringComparison.Ordinal) || pattern.Contains("(?<", StringComparison.Ordinal)) return null;
        try
        {
            return new Regex(pattern, RegexOptions.CultureInvariant | RegexOptions.NonBacktracking, TimeSpan.FromSeconds(1));
        }
        catch (Exception ex) when (ex is ArgumentException or NotSupportedException)
        {
            return null;
        }
    }

    // %s, %d, %04d and %%: what else there is, people seldom write.
    DataValue Format(string form, IReadOnlyList<DataValue> values)
    {
        var (text, next) = (new StringBuilder(), 0);
        for (var i = 0; i < form.Length; i++)
        {
            if (form[i] != '%')
            {
                text.Append(form[i]);
                continue;
            }

            var start = ++i;
            while (i < form.Length && char.IsAsciiDigit(form[i])) i++;
            var digits = form[start..i];
            switch (i < form.Length ? form[i] : '\0', digits)
            {
                case ('%', ""):
                    text.Append('%');
                    break;
                case ('s', "") when next < values.Count:
                    text.Append(Text(values[next++]));
                    break;
                case ('d', "" or ['0', >= '1' and <= '9']) when next < values.Count && HclText.Spelled(Number(values[next])) is { } spelled && !spelled.Contains('.', StringComparison.Ordinal):
                    text.Append(((long)Number(values[next++])).ToString("D" + digits.TrimStart('0'), CultureInfo.InvariantCulture));
                    break;
                default: return Unknown;
            }
        }

        return next == values.Count ? Long(text.ToString()) : Unknown;
    }

    static DataValue Subnet(string block, double bits, double number)
    {
        if (!IPv4(block, out var address, out var prefix) || !double.IsInteger(bits) || bits is < 0 or > 32 || prefix + bits > 32 || !double.IsInteger(number) || number < 0 || number >= Math.Pow(2, bits)) return Unknown;
        var length = prefix + (int)bits;
        var moved = length == 0 ? address : (uint)(address | ((ulong)number << (32 - length)));
        return $"{Dotted(moved)}/{length.ToString(CultureInfo.InvariantCulture)}";
    }

    static DataValue Host(string block, double number) =>
        IPv4(block, out var address, out var prefix) && double.IsInteger(number) && number >= 0 && number < Math.Pow(2, 32 - prefix) ? Dotted(address + (uint)number) : Unknown;

    /// <summary>The first address of the block.</summary>
    static bool IPv4(string block, out uint address, out int prefix)
    {
        (address, prefix) = (0, 0);
        var parts = block.Split('/');
        if (parts.Length != 2 || parts[0].Count(c => c == '.') != 3 || !IPAddress.TryParse(parts[0], out var parsed) || parsed.ToString() != parts[0] || !int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out prefix) || prefix > 32) return false;
        foreach (var part in parsed.GetAddressBytes()) address = (address << 8) | part;
        address &= prefix == 0 ? 0 : uint.MaxValue << (32 - prefix);
        return true;
    }

    static string Dotted(uint address) => string.Create(CultureInfo.InvariantCulture, $"{address >> 24}.{(address >> 16) & 255}.{(address >> 8) & 255}.{address & 255}");

    DataList List(IEnumerable<DataValue> items)
    {
        var list = DataList.Of(items);
        budget.List(list.Items.Count);
        return list;
    }

    DataText Long(string text)
    {
        budget.Text(text.Length);
        return new DataText(text);
    }

    /// <summary>Of a list or set; null where it is not known what is in it.</summary>
    IReadOnlyList<DataValue>? Items(DataValue value) => value switch
    {
        DataList list => list.Items,
        HclSet set => set.Items,
        HclUnknown => null,
        _ => throw Wrong("a list is expected"),
    };

    IReadOnlyList<(DataValue Key, DataValue Value)>? Members(DataValue value) => value is DataMap or HclOpen or HclUnknown ? knowledge.Each(value, line) : throw Wrong("a map is expected");

    IReadOnlyList<IReadOnlyList<DataValue>>? Lists(IReadOnlyList<DataValue> values)
    {
        var lists = values.Select(Items).ToList();
        return lists.Any(l => l is null) ? null : [.. lists.Select(l => l!)];
    }

    string Text(DataValue value) => HclText.Of(value, line) is DataText text ? text.Value : throw Wrong("a text is expected");

    double Number(DataValue value) => HclText.Number(value, line) is DataNumber number ? number.Value : throw Wrong("a number is expected");

    int? Whole(DataValue value) => HclText.Number(value, line) is DataNumber { Value: >= 0 and <= int.MaxValue } number && double.IsInteger(number.Value) ? (int)number.Value : null;

    HclException Wrong(string what) => new(what, line);
}
