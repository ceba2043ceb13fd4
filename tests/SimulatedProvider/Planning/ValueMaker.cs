using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using InfraAgent.SimulatedProvider.Schemas;
using InfraAgent.SimulatedProvider.Values;
using InfraAgent.SimulatedProvider.World;

namespace InfraAgent.SimulatedProvider.Planning;

/// <summary>
/// Gives the unknowns of a planned object their values, by the templates of its schema. Names in braces stand for the object's own
/// attributes or for <c>region</c>, <c>account</c>, <c>partition</c>, <c>dns_suffix</c>, <c>now</c>, <c>hex:N</c>, <c>digits:N</c> and <c>guid</c> (a further <c>:word</c> makes
/// another one), <c>ip:FIRST</c>, <c>zone_id</c>, <c>count:ATTRIBUTE</c>; <c>|last</c>, <c>|first</c>, <c>|dashed</c>, <c>|upper</c>, <c>|or TEXT</c> and <c>|after TEXT</c> change the text.
/// </summary>
public sealed partial class ValueMaker(CloudAccount account, WorldFolder world)
{
    /// <summary>A finished copy: no unknown is left in it.</summary>
    public SortedDictionary<string, object?> Finish(ObjectSchema schema, SortedDictionary<string, object?> planned)
    {
        var value = Cty.CopyObject(planned);
        var content = WorldFolder.Hash(schema.Name + Cty.Canonical(value, schema.Type));
        // The same content made again, after a delete, is another object with another id.
        var one = new Making(schema, value, WorldFolder.Hash($"{content} {world.Next(content)}"));
        foreach (var attribute in schema.Block.Attributes) Resolve(one, attribute);
        foreach (var nested in schema.Block.Blocks) Finish(one, nested.Block, value.GetValueOrDefault(nested.Name));
        return value;
    }

    /// <summary>The key under which the finished object is kept.</summary>
    public string KeyOf(ObjectSchema schema, SortedDictionary<string, object?> value) => Expand(new(schema, value, ""), schema.Key, "key");

    sealed record Making(ObjectSchema Schema, SortedDictionary<string, object?> Value, string Hash)
    {
        public Stack<string> Open { get; } = new();
    }

    void Finish(Making one, BlockSchema block, object? value)
    {
        foreach (var element in Cty.AsList(value) ?? []) Finish(one, block, element);
        if (Cty.AsObject(value) is not { } own) return;
        foreach (var attribute in block.Attributes)
            own[attribute.Name] = own.GetValueOrDefault(attribute.Name) is Unknown ? Make(one, attribute) : WithoutUnknowns(own.GetValueOrDefault(attribute.Name), attribute.Type);
        foreach (var nested in block.Blocks) Finish(one, nested.Block, own.GetValueOrDefault(nested.Name));
    }

    void Resolve(Making one, AttributeSchema attribute)
    {
        var value = one.Value.GetValueOrDefault(attribute.Name);
        if (value is not Unknown)
        {
            one.Value[attribute.Name] = WithoutUnknowns(value, attribute.Type);
            return;
        }
        if (one.Open.Contains(attribute.Name)) throw new InvalidOperationException($"{one.Schema.Name}: the template of '{attribute.Name}' needs itself.");
        one.Open.Push(attribute.Name);
        one.Value[attribute.Name] = Make(one, attribute);
        one.Open.Pop();
    }

    object? Make(Making one, AttributeSchema attribute)
    {
        if (attribute.Template is not { } template) return Empty(attribute.Type);
        var text = Expand(one, template, attribute.Name);
        return attribute.Type.Kind switch
        {
            CtyKind.String => text,
            CtyKind.Number => Cty.Number(text),
            CtyKind.Bool => bool.Parse(text),
            CtyKind.List or CtyKind.Set when attribute.Type.Element.Kind == CtyKind.Object => CtyJson.Read(JsonSerializer.Deserialize<JsonElement>(text), attribute.Type),
            CtyKind.List or CtyKind.Set => new List<object?> { text },
            _ => throw new InvalidOperationException($"{one.Schema.Name}: '{attribute.Name}' cannot have a template."),
        };
    }

    string Expand(Making one, string template, string attribute) => Placeholder().Replace(template, m =>
    {
        var parts = m.Groups[1].Value.Split('|');
        return parts.Skip(1).Aggregate(Word(one, parts[0].Split(':'), attribute), Changed);
    });

    string Word(Making one, string[] word, string attribute) => word switch
    {
        ["account"] => account.AccountId,
        ["region"] => one.Value.GetValueOrDefault("region") as string ?? account.Region,
        ["partition"] => account.Partition,
        ["dns_suffix"] => Regions.DnsSuffix(account.Partition),
        ["now"] => DateTime.UtcNow.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture),
        ["guid", ..] => Guid.ParseExact(Hex(one, ["guid", "", .. word.Skip(1)])[..32], "N").ToString("D"),
        ["hex", var length, ..] => Hex(one, word)[..int.Parse(length, CultureInfo.InvariantCulture)],
        ["digits", var length, ..] => string.Concat(Hex(one, word).Select(c => (char)('0' + (c % 10))))[..int.Parse(length, CultureInfo.InvariantCulture)],
        ["ip", var first] => Address(first, one, attribute),
        ["zone_id"] when one.Schema.Block.Attributes.All(a => a.Name != "zone_id") => ZoneId(one),
        ["count", var of] => world.Next($"{one.Schema.Name} {account.AccountId} {account.Region} {Own(one, of)}").ToString(CultureInfo.InvariantCulture),
        [var own] => Own(one, own),
        _ => throw new InvalidOperationException($"{one.Schema.Name}.{attribute}: '{string.Join(':', word)}' is not known in a template."),
    };

    string Own(Making one, string name)
    {
        var attribute = one.Schema.Block.Attributes.FirstOrDefault(a => a.Name == name)
            ?? throw new InvalidOperationException($"{one.Schema.Name} has no attribute '{name}', which a template names.");
        Resolve(one, attribute);
        return Cty.Scalar(one.Value[name]) ?? "";
    }

    static string Hex(Making one, string[] word) => word.Length > 2 ? WorldFolder.Hash(one.Hash + word[2]) : one.Hash;

    string ZoneId(Making one)
    {
        var zone = Own(one, "availability_zone");
        return Regions.Zones(Word(one, ["region"], "")).FirstOrDefault(z => z.Name == zone).Id ?? "";
    }

    static string Address(string first, Making one, string attribute)
    {
        var bytes = Convert.FromHexString(WorldFolder.Hash(one.Hash + attribute)[..6]);
        return $"{first}.{bytes[0]}.{bytes[1]}.{bytes[2]}";
    }

    static string Changed(string text, string change) => change switch
    {
        "last" => text[(text.LastIndexOf('/') + 1)..],
        "first" => text[..(text.IndexOf('/', StringComparison.Ordinal) is var at and >= 0 ? at : text.Length)],
        "dashed" => text.Replace('.', '-'),
        "upper" => text.ToUpperInvariant(),
        _ when change.StartsWith("or ", StringComparison.Ordinal) => text.Length > 0 ? text : change[3..],
        _ when change.StartsWith("after ", StringComparison.Ordinal) => After(text, change[6..]),
        _ => throw new InvalidOperationException($"'{change}' is not a change that a template knows."),
    };

    static string After(string text, string mark)
    {
        var found = text.IndexOf(mark, StringComparison.Ordinal);
        return found < 0 ? text : text[(found + mark.Length)..];
    }

    static object? WithoutUnknowns(object? value, CtyType type)
    {
        switch (value)
        {
            case Unknown:
                return Empty(type);
            case List<object?> list:
                return list.ConvertAll(x => WithoutUnknowns(x, type.Element));
            case SortedDictionary<string, object?> map:
                foreach (var name in map.Keys.ToList())
                    map[name] = WithoutUnknowns(map[name], type.Kind == CtyKind.Map ? type.Element : type.Attributes[name]);
                return map;
            default:
                return value;
        }
    }

    static object? Empty(CtyType type) => type.Kind switch
    {
        CtyKind.String => "",
        CtyKind.Number => 0m,
        CtyKind.Bool => false,
        CtyKind.List or CtyKind.Set => new List<object?>(),
        CtyKind.Map => Cty.NewObject(),
        _ => null,
    };

    [GeneratedRegex(@"(?<!\$)\{([a-z_][^{}]*)\}")]
    private static partial Regex Placeholder();
}
