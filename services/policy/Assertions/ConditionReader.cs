using System.Net;
using System.Text.RegularExpressions;
using InfraAgent.Contracts;
using InfraAgent.Policy.Rules;

namespace InfraAgent.Policy.Assertions;

/// <summary>
/// Reads the condition of a rule: <c>and</c>, <c>or</c>, <c>not</c>, and the attribute, connection and filter conditions of Checkov's custom
/// policies (<c>cond_type</c>, <c>resource_types</c>, <c>attribute</c>, <c>operator</c>, <c>value</c>), which may leave <c>cond_type</c> and <c>resource_types</c> to the rule.
/// </summary>
sealed class ConditionReader(IReadOnlyList<string> types)
{
    const int MaxDepth = 32;

    /// <exception cref="PolicyFileException">No condition; the message says what and where in it.</exception>
    public Condition Read(object? node) => Read(node, "", 0);

    Condition Read(object? node, string at, int depth)
    {
        if (depth > MaxDepth) throw Wrong(at, $"is nested deeper than {MaxDepth} levels");
        if (node is IList<object> list) return List(list, at, depth, all: true);
        if (node is not IDictionary<object, object> map) throw Wrong(at, "must be a condition, such as {attribute: encrypted, operator: is_true}");
        if (map.Count == 1)
        {
            var (key, value) = map.Single();
            switch (key)
            {
                case "and" when value is IList<object> parts:
                    return List(parts, at + "/and", depth, all: true);
                case "or" when value is IList<object> parts:
                    return List(parts, at + "/or", depth, all: false);
                case "and" or "or":
                    throw Wrong($"{at}/{key}", "must be a list of conditions");
                case "not":
                    return new Negation(Read(value, at + "/not", depth + 1));
            }
        }

        return Text(map, "cond_type", at) switch
        {
            "connection" => Connection(map, at, depth),
            "filter" => throw Wrong(at, "a filter belongs into the topmost 'and', which it narrows to types of resources"),
            null or "attribute" => Attribute(map, at, depth),
            var other => throw Wrong(at + "/cond_type", $"is '{other}'; it must be attribute, connection or filter"),
        };
    }

    Condition List(IList<object> parts, string at, int depth, bool all)
    {
        if (parts.Count == 0) throw Wrong(at, "is empty, and would always hold");
        var read = this;
        var conditions = new List<(object Part, string At)>();
        // The filter narrows its siblings, so it is read before them.
        foreach (var (i, part) in parts.Index())
        {
            if (part is not IDictionary<object, object> map || !map.TryGetValue("cond_type", out var kind) || kind is not "filter") conditions.Add((part, $"{at}/{i}"));
            else if (all && depth == 0) read = new ConditionReader(Filter(map, $"{at}/{i}"));
            else throw Wrong($"{at}/{i}", "a filter belongs into the topmost 'and', which it narrows to types of resources");
        }

        return conditions.Select(c => read.Read(c.Part, c.At, depth + 1)).ToList() switch
        {
            [] => throw Wrong(at, "has nothing but a filter, and would always hold"),
            [var only] => only,
            var many => new Junction(many, all),
        };
    }

    static IReadOnlyList<string> Filter(IDictionary<object, object> map, string at)
    {
        Refuse(map, at, "cond_type", "attribute", "operator", "value");
        if (Text(map, "attribute", at) != "resource_type" || Text(map, "operator", at) != "within") throw Wrong(at, "a filter says: attribute resource_type, operator within, and a list of types as value");
        return TypesIn(map, "value", at) ?? throw Wrong(at, "'value' is missing");
    }

    Condition Attribute(IDictionary<object, object> map, string at, int depth)
    {
        if (map.TryGetValue("where", out var where)) return Items(map, where, at, depth);
        Refuse(map, at, "cond_type", "resource_types", "attribute", "operator", "value", "quantifier");
        var name = Text(map, "operator", at) ?? throw Wrong(at, "'operator' is missing");
        if (Operators.Find(name) is not { } comparison)
            throw Wrong(at + "/operator", $"is '{name}', which is not known{(Nearest.Of(name, Operators.Names) is { } near ? $"; did you mean '{near}'?" : $"; known: {string.Join(", ", Operators.Names)}")}");
        var quantifier = QuantifierOf(map, at);
        if (comparison.Negated && quantifier != Quantifier.Any) throw Wrong(at + "/quantifier", $"has no meaning with '{name}', which no value may fulfil");
        return new AttributeCondition(TypesOf(map, at), Path(map, at), comparison, Value(map, comparison, at), quantifier);
    }

    ItemsCondition Items(IDictionary<object, object> map, object? where, string at, int depth)
    {
        Refuse(map, at, "cond_type", "resource_types", "attribute", "where", "quantifier");
        // Its conditions look at items, whatever the resource is.
        return new ItemsCondition(TypesOf(map, at), Path(map, at), new ConditionReader(["*"]).Read(where, at + "/where", depth + 1), QuantifierOf(map, at));
    }

    static Quantifier QuantifierOf(IDictionary<object, object> map, string at) => Text(map, "quantifier", at) switch
    {
        null or "any" => Quantifier.Any,
        "all" => Quantifier.All,
        "none" => Quantifier.None,
        var other => throw Wrong(at + "/quantifier", $"is '{other}'; it must be any, all or none"),
    };

    static AttributePath Path(IDictionary<object, object> map, string at)
    {
        try
        {
            return AttributePath.Parse(Text(map, "attribute", at) ?? throw Wrong(at, "'attribute' is missing"));
        }
        catch (FormatException ex)
        {
            throw Wrong(at + "/attribute", ex.Message);
        }
    }

    static Operand Value(IDictionary<object, object> map, Operator comparison, string at)
    {
        if (comparison.Takes == OperandKind.Nothing) return Operand.None;
        if (!map.TryGetValue("value", out var value) || value is null) throw Wrong(at, "'value' is missing");
        IReadOnlyList<string> texts = value switch
        {
            string text => [text],
            IList<object> list when list.Count > 0 && list.All(i => i is string) => [.. list.Cast<string>()],
            _ => throw Wrong(at + "/value", "must be a text, number, truth value, or a list of them"),
        };
        var operand = new Operand(texts, isList: value is not string);
        return comparison.Takes switch
        {
            OperandKind.Number when operand.Number is null => throw Wrong(at + "/value", $"must be a number for '{comparison.Name}'"),
            OperandKind.Pattern => new Operand(texts, isList: false) { Pattern = Pattern(texts, at) },
            OperandKind.Networks => new Operand(texts, isList: true) { Networks = [.. texts.Select(t => Network(t, at))] },
            _ => operand,
        };
    }

    static Regex Pattern(IReadOnlyList<string> texts, string at)
    {
        try
        {
            return new Regex(texts.Single(), RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);
        }
        catch (Exception ex) when (ex is ArgumentException or NotSupportedException or InvalidOperationException)
        {
            throw Wrong(at + "/value", $"is no regular expression that runs in linear time (one text, no look-around, no back-references): {ex.Message}");
        }
    }

    static IPNetwork Network(string text, string at) => IPNetwork.TryParse(text, out var network) ? network : throw Wrong(at + "/value", $"'{text}' is no address range such as 10.0.0.0/8");

    ConnectionCondition Connection(IDictionary<object, object> map, string at, int depth)
    {
        Refuse(map, at, "cond_type", "resource_types", "connected_resource_types", "operator", "where");
        var exists = Text(map, "operator", at) switch
        {
            "exists" => true,
            "not_exists" => false,
            var other => throw Wrong(at + "/operator", $"is '{other}'; of a connection it must be exists or not_exists"),
        };
        var connected = TypesIn(map, "connected_resource_types", at) ?? throw Wrong(at, "'connected_resource_types' is missing");
        var where = map.TryGetValue("where", out var condition) ? new ConditionReader(connected).Read(condition, at + "/where", depth + 1) : null;
        return new ConnectionCondition(TypesOf(map, at), connected, exists, where);
    }

    IReadOnlyList<string> TypesOf(IDictionary<object, object> map, string at) =>
        TypesIn(map, "resource_types", at) ?? (types.Count > 0 ? types : throw Wrong(at, "'resource_types' is missing, here and in the rule"));

    static IReadOnlyList<string>? TypesIn(IDictionary<object, object> map, string name, string at)
    {
        if (!map.TryGetValue(name, out var value)) return null;
        IReadOnlyList<string> list = value switch
        {
            "all" => ["*"],
            string one => [one],
            IList<object> many when many.Count > 0 && many.All(i => i is string) => [.. many.Cast<string>()],
            _ => throw Wrong($"{at}/{name}", "must be a list of resource types, or all"),
        };
        return list.FirstOrDefault(t => !Wildcard.IsPlain(t)) is { } bad ? throw Wrong($"{at}/{name}", $"'{bad}' is no pattern of resource types; write letters, digits, '_' and '*'") : list;
    }

    static string? Text(IDictionary<object, object> map, string name, string at) =>
        !map.TryGetValue(name, out var value) ? null : value as string ?? throw Wrong($"{at}/{name}", "must be a text");

    static void Refuse(IDictionary<object, object> map, string at, params string[] known)
    {
        if (map.Keys.FirstOrDefault(k => k is not string name || !known.Contains(name)) is { } other)
            throw Wrong(at, $"has '{other}', which is not known here{(Nearest.Of(other.ToString()!, known) is { } near ? $"; did you mean '{near}'?" : $"; known: {string.Join(", ", known)}")}");
    }

    static PolicyFileException Wrong(string at, string why) => new($"its condition{(at.Length == 0 ? "" : $" at {at}")} {why}.");
}
