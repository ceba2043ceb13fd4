using System.Globalization;
using System.Text.RegularExpressions;

namespace InfraAgent.Generator;

/// <summary>Terraform's functions, those that modules of the catalog use.</summary>
sealed class HclFunctions(HclEvaluator evaluator, IHclNames names, int line)
{
    /// <summary>Whose ARN it is, one of its parts: <c>arn:aws:service:region:account:kind:name</c>.</summary>
    sealed record ArnPart(PulumiReference Of, int Number) : PulumiExpression;

    const int ArnParts = 7;

    public DataValue Call(string name, IReadOnlyList<DataValue> a) => (name, a.Count) switch
    {
        ("jsonencode" or "yamlencode", 1) => new PulumiJson(a[0]),
        // Of what is not known, a number: code asks for no text of a text. Its JSON is how it is written.
        ("tostring", 1) => a[0] is DataNull ? a[0] : a[0] is PulumiReference ? new PulumiJson(a[0]) : evaluator.Text(a[0], line),
        ("length", 1) => Length(a[0]),
        ("concat", _) => DataList.Of(a.SelectMany(Items)),
        ("merge", _) => a.Where(m => m is not DataNull).Select(Map).Aggregate(DataMap.Empty, (all, more) => more.Items.Aggregate(all, (map, i) => map.With(i.Key, i.Value))),
        ("one", 1) => Items(a[0]) switch { [] => DataValue.Null, [var only] => only, _ => throw Wrong("a list of at most one is expected") },
        ("toset", 1) => DataList.Of(Items(a[0]).Distinct().OrderBy(i => i is DataText text ? text.Value : "", StringComparer.Ordinal)),
        ("distinct", 1) => DataList.Of(Items(a[0]).Distinct()),
        ("keys", 1) => DataList.Of(evaluator.Each(Map(a[0]), line).Select(i => i.Key)),
        ("values", 1) => DataList.Of(evaluator.Each(Map(a[0]), line).Select(i => i.Value)),
        ("contains", 2) => Items(a[0]).Any(i => evaluator.Known(i, line).Equals(evaluator.Known(a[1], line))),
        ("coalesce", _) => a.FirstOrDefault(v => v is not DataNull and not DataText { Value: "" }) ?? throw Wrong("there is no value among these"),
        ("setproduct", _) => a.Select(Items).Aggregate((IEnumerable<DataList>)[DataList.Of()], (all, more) => all.SelectMany(l => more.Select(m => DataList.Of(l.Items.Append(m))))) is var product ? DataList.Of(product) : DataValue.Null,
        ("setintersection", 2) => DataList.Of(Items(a[0]).Intersect(Items(a[1]))),
        ("range", 1) => Range(0, Number(a[0])),
        ("range", 2) => Range(Number(a[0]), Number(a[1])),
        ("slice", 3) => Slice(a[0], (int)Number(a[1]), (int)Number(a[2])),
        ("join", 2) => Join(Text(a[0]), Items(a[1])),
        ("split", 2) => Split(Text(a[0]), a[1]),
        ("strcontains", 2) => Contains(a[0], Text(a[1])),
        ("startswith", 2) => Text(a[0]).StartsWith(Text(a[1]), StringComparison.Ordinal),
        ("trimprefix", 2) => Text(a[0]) is var text && text.StartsWith(Text(a[1]), StringComparison.Ordinal) ? text[Text(a[1]).Length..] : text,
        ("trimsuffix", 2) => Text(a[0]) is var text && text.EndsWith(Text(a[1]), StringComparison.Ordinal) ? text[..^Text(a[1]).Length] : text,
        ("min", >= 1) => new DataNumber(a.Min(Number)),
        ("max", >= 1) => new DataNumber(a.Max(Number)),
        ("tolist", 1) => a[0],
        ("replace", 3) => Replace(Text(a[0]), Text(a[1]), Text(a[2])),
        ("format", >= 1) => Format(Text(a[0]), [.. a.Skip(1)]),
        ("formatlist", 2) => DataList.Of(Items(a[1]).Select(i => Format(Text(a[0]), [i]))),
        ("cidrsubnet", 3) => Subnet(Text(a[0]), (int)Number(a[1]), (int)Number(a[2])),
        _ => throw Wrong($"the function '{name}' of {a.Count.ToString(CultureInfo.InvariantCulture)} arguments is not known here")
    };

    DataValue Length(DataValue value) => evaluator.Opened(value) switch
    {
        DataList list => list.Items.Count,
        DataMap map => map.Count,
        var other => new StringInfo(Text(other)).LengthInTextElements
    };

    IReadOnlyList<DataValue> Items(DataValue value) => [.. evaluator.Each(value, line).Select(i => i.Value)];

    DataMap Map(DataValue value) => evaluator.Opened(value) as DataMap ?? throw Wrong("a map is expected");

    string Text(DataValue value) => evaluator.Known(value, line) is DataText text ? text.Value : throw Wrong("a text is expected");

    double Number(DataValue value) => evaluator.Known(value, line) is DataNumber number ? number.Value : throw Wrong("a number is expected");

    static DataList Range(double from, double to)
    {
        var numbers = new List<DataValue>();
        for (var i = from; i < to; i++) numbers.Add(new DataNumber(i));
        return new DataList(numbers);
    }

    // Of a list that is not known, as many items as are asked for.
    DataList Slice(DataValue list, int from, int to) => list is PulumiReference reference
        ? DataList.Of(Enumerable.Range(from, to - from).Select(i => (DataValue)(reference with { Path = string.Create(CultureInfo.InvariantCulture, $"{reference.Path}[{i}]") })))
        : DataList.Of(Items(list).Take(from..to));

    DataValue Join(string between, IReadOnlyList<DataValue> items)
    {
        if (items is [ArnPart { Of: var of, Number: 0 }, ..] && between == ":" && items.Count == ArnParts && items.Index().All(i => i.Item is ArnPart part && part.Of == of && part.Number == i.Index)) return of;
        if (items.Any(i => i is ArnPart)) throw new HclUnknownException("A part of an ARN", line);
        return PulumiText.Of(items.SelectMany((item, i) => i == 0 ? [evaluator.Text(item, line)] : (DataValue[])[between, evaluator.Text(item, line)]));
    }

    DataList Split(string between, DataValue text)
    {
        var parts = text is PulumiText several ? several.Parts : [text];
        if (parts[0] is not PulumiReference arn || between != ":" || names.ArnService(arn) is null) return DataList.Of(Text(text).Split(between).Select(t => (DataValue)t));
        var rest = Text(PulumiText.Of(parts.Skip(1))).Split(':');
        if (rest[0].Length > 0) throw new HclUnknownException("A part of an ARN", line);
        return DataList.Of(Enumerable.Range(0, ArnParts).Select(i => (DataValue)new ArnPart(arn, i)).Concat(rest.Skip(1).Select(t => (DataValue)t)));
    }

    DataValue Contains(DataValue text, string part)
    {
        var parts = text is PulumiText several ? several.Parts : [text];
        return parts[0] is PulumiReference arn && names.ArnService(arn) is { } service ? part == $":{service}:" : Text(text).Contains(part, StringComparison.Ordinal);
    }

    static DataValue Replace(string text, string part, string by) => part is ['/', .., '/'] && part.Length > 2
        ? Regex.Replace(text, part[1..^1], by, RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1))
        : text.Replace(part, by, StringComparison.Ordinal);

    // %s, %d and %04d.
    DataValue Format(string form, IReadOnlyList<DataValue> values)
    {
        var (parts, at, next) = (new List<DataValue>(), 0, 0);
        foreach (Match verb in Regex.Matches(form, "%(0([0-9]))?([sd])", RegexOptions.None, TimeSpan.FromSeconds(1)))
        {
            parts.Add(form[at..verb.Index]);
            var value = next < values.Count ? values[next++] : throw Wrong("'format' has too few values");
            parts.Add(verb.Groups[3].Value == "s" ? evaluator.Text(value, line)
                : ((long)Number(value)).ToString("D" + verb.Groups[2].Value, CultureInfo.InvariantCulture));
            at = verb.Index + verb.Length;
        }

        return PulumiText.Of(parts.Append(form[at..]));
    }

    static DataValue Subnet(string block, int bits, int number)
    {
        var parts = block.Split('/');
        var address = parts[0].Split('.').Aggregate(0u, (all, part) => (all << 8) | byte.Parse(part, CultureInfo.InvariantCulture));
        var prefix = int.Parse(parts[1], CultureInfo.InvariantCulture) + bits;
        address |= (uint)number << (32 - prefix);
        return string.Create(CultureInfo.InvariantCulture, $"{address >> 24}.{(address >> 16) & 255}.{(address >> 8) & 255}.{address & 255}/{prefix}");
    }

    HclException Wrong(string what) => new(what, line);
}
