using System.Globalization;
using System.Text.RegularExpressions;

namespace InfraAgent.Generator;

/// <summary>Reads the <c>inputs</c> of a module or cloud.</summary>
static partial class InputReader
{
    /// <summary>Words that have a place of their own in a module of the specification.</summary>
    static readonly string[] Taken = ["as", "name", "version"];

    /// <param name="of">The module's cloud; null for the inputs of a cloud itself.</param>
    public static IReadOnlyDictionary<string, InputDefinition> Read(YamlMap? inputs, CloudDefinition? of)
    {
        var all = new SortedDictionary<string, InputDefinition>(StringComparer.Ordinal);
        if (inputs is null) return all;
        foreach (var name in inputs.Keys)
        {
            if (!Identifier().IsMatch(name)) throw inputs.Error($"Input '{name}' must be lower-case letters, digits and '_'.", name);
            if (Taken.Contains(name)) throw inputs.Error($"No input can be called '{name}': the word has its own meaning in a module.", name);
            all.Add(name, ReadOne(name, inputs.Map(name)!, of));
        }

        foreach (var input in all.Values.ToArray())
        {
            CheckReferences(inputs, input, all);
            if (input.AtMost is { } other && all[other].Nullable) all[input.Name] = input with { AtMostNullable = true };
        }

        return all;
    }

    static InputDefinition ReadOne(string name, YamlMap map, CloudDefinition? of)
    {
        var type = InputTypes.TryParse(map.Text("type"), out var known) ? known
            : throw map.Error($"Type '{map.Text("type")}' is not known; known: {string.Join(", ", InputTypes.Known)}.", "type");
        var input = new InputDefinition
        {
            Name = name,
            Description = map.Text("description"),
            Type = type,
            From = map.OptionalText("from") is { } from ? Source(map, from, of) : null,
            Minimum = map.OptionalNumber("minimum"),
            Maximum = map.OptionalNumber("maximum"),
            MinItems = map.OptionalInteger("min_items"),
            MaxItems = map.OptionalInteger("max_items") ?? (type.IsCollection() ? 100 : null),
            MaxLength = map.OptionalInteger("max_length") ?? 4096,
            Enum = [.. map.Texts("enum").Select(t => Scalar(map, "enum", t, ItemType(type)))],
            Pattern = Pattern(map, "pattern"),
            KeyPattern = Pattern(map, "key_pattern"),
            Cidr = Cidr(map),
            Secret = map.OptionalText("secret") switch { null or "false" => false, "true" => true, _ => throw map.Error("'secret' must be true or false.", "secret") },
            AtMost = map.OptionalText("at_most"),
            AllowedBy = AllowedBy(map, type),
            NeededBy = NeededBy(map)
        };
        CheckShape(map, input);
        input = input with { Default = Default(map, input) };
        map.End();

        if (input.Default is { } value and not HclNull && InputCheck.Explain(input, value) is { } wrong)
            throw map.Error($"The default of '{name}' {wrong}.", "default");
        return input;
    }

    // A constraint that does not fit its type would never be looked at: better an error now.
    static void CheckShape(YamlMap map, InputDefinition input)
    {
        var text = input.Type is InputType.Text or InputType.TextList or InputType.TextMap;
        void Only(bool fits, string key, string types)
        {
            if (map.Has(key) && !fits) throw map.Error($"'{key}' is for {types}, and '{input.Name}' is {input.Type.Word()}.", key);
        }

        Only(input.Type.IsNumeric() || input.Type == InputType.IntegerList, "minimum", "numbers");
        Only(input.Type.IsNumeric() || input.Type == InputType.IntegerList, "maximum", "numbers");
        Only(input.Type.IsCollection(), "min_items", "lists and maps");
        Only(input.Type.IsCollection(), "max_items", "lists and maps");
        Only(text, "pattern", "strings");
        Only(text, "max_length", "strings");
        Only(input.Type == InputType.TextMap, "key_pattern", "maps");
        Only(input.Type is InputType.Text or InputType.TextList, "cidr", "strings");
        Only(input.Type is InputType.Text or InputType.TextMap, "secret", "strings and maps of strings");
        Only(input.Type is not (InputType.Bool or InputType.TextMap), "enum", "strings, numbers and lists");
        Only(input.Type.IsNumeric(), "at_most", "numbers");
        Only(input.Type is InputType.Text or InputType.Integer, "allowed_by", "strings and integers");
        Only(map.IsNull("default"), "needed_by", "inputs whose default is null");
        if (!input.Settable && map.Has("default")) throw map.Error("The agent always fills this input: it has no default.", "default");
    }

    static void CheckReferences(YamlMap inputs, InputDefinition input, SortedDictionary<string, InputDefinition> all)
    {
        if (input.AtMost is { } other && !(all.TryGetValue(other, out var o) && o.Type.IsNumeric()))
            throw inputs.Error($"'at_most' of '{input.Name}' names '{other}', which is no numeric input here.", input.Name);
        if (input.AllowedBy is { } by && !(all.TryGetValue(by.Input, out var b) && b.Type is InputType.Text or InputType.Integer))
            throw inputs.Error($"'allowed_by' of '{input.Name}' names '{by.Input}', which is no string or integer input here.", input.Name);
        foreach (var (name, values) in input.NeededBy)
        {
            if (!all.TryGetValue(name, out var needing) || values.Count == 0 || !values.All(v => needing.Enum.Contains(new HclText(v))))
                throw inputs.Error($"'needed_by' of '{input.Name}' must name inputs with an enum, and some of its values; '{name}' does not.", input.Name);
        }
    }

    static HclValue? Default(YamlMap map, InputDefinition input)
    {
        const string key = "default";
        if (!map.Has(key)) return null;
        if (map.IsNull(key))
        {
            map.OptionalText(key);
            return HclValue.Null;
        }

        return input.Type switch
        {
            InputType.TextList or InputType.IntegerList =>
                new HclList([.. map.Texts(key).Select(t => Scalar(map, key, t, ItemType(input.Type)))]),
            InputType.TextMap => TextMap(map.Map(key)!),
            _ => Scalar(map, key, map.Text(key), input.Type)
        };
    }

    static HclMap TextMap(YamlMap map) => HclMap.Of(map.Keys.Select(k => KeyValuePair.Create<string, HclValue>(k, new HclText(map.Text(k)))));

    static InputType ItemType(InputType type) => type switch
    {
        InputType.TextList or InputType.TextMap => InputType.Text,
        InputType.IntegerList => InputType.Integer,
        _ => type
    };

    static HclValue Scalar(YamlMap map, string key, string text, InputType type) => type switch
    {
        InputType.Text => new HclText(text),
        InputType.Bool when text is "true" or "false" => new HclBool(text == "true"),
        InputType.Integer or InputType.Number when double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            && double.IsFinite(number) && (type == InputType.Number || double.IsInteger(number)) => new HclNumber(number),
        _ => throw map.Error($"'{text}' is no {type.Word()}.", key)
    };

    static InputPattern? Pattern(YamlMap map, string key)
    {
        var meaning = map.OptionalText(key + "_meaning");
        if (map.OptionalText(key) is not { } text) return meaning is null ? null : throw map.Error($"'{key}_meaning' stands without '{key}'.");
        if (meaning is null) throw map.Error($"'{key}' needs a '{key}_meaning' that completes \"must be …\".", key);
        try
        {
            return new InputPattern(text, meaning);
        }
        catch (Exception e) when (e is ArgumentException or NotSupportedException)
        {
            throw map.Error($"'{key}' cannot be used: {e.Message}", key);
        }
    }

    static CidrFormat? Cidr(YamlMap map)
    {
        if (map.Map("cidr") is not { } cidr) return null;
        var format = new CidrFormat(cidr.OptionalInteger("min_prefix") ?? 0, cidr.OptionalInteger("max_prefix") ?? 32);
        cidr.End();
        return format is { MinPrefix: >= 0, MaxPrefix: <= 32 } && format.MinPrefix <= format.MaxPrefix ? format
            : throw map.Error("Prefixes are from 0 to 32, the lower one first.", "cidr");
    }

    static DependentValues? AllowedBy(YamlMap map, InputType type)
    {
        if (map.Map("allowed_by") is not { } by) return null;
        var values = by.Map("values") ?? throw by.Error("'values' is missing.");
        var allowed = new SortedDictionary<string, IReadOnlyList<HclValue>>(StringComparer.Ordinal);
        foreach (var key in values.Keys) allowed.Add(key, [.. values.Texts(key).Select(t => Scalar(values, key, t, type))]);
        var dependent = new DependentValues(by.Text("input"), allowed);
        by.End();
        return dependent;
    }

    static SortedDictionary<string, IReadOnlyList<string>> NeededBy(YamlMap map)
    {
        var needing = new SortedDictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal);
        if (map.Map("needed_by") is not { } inputs) return needing;
        foreach (var name in inputs.Keys) needing.Add(name, inputs.Texts(name));
        return needing;
    }

    static InputSource Source(YamlMap map, string text, CloudDefinition? of)
    {
        if (of is null) throw map.Error("An input of a cloud comes from parameters alone.", "from");
        var source = Source(text) ?? throw map.Error($"'{text}' is no source; write deployment.name, cloud.region, observability.logging or module.vpc.id.", "from");
        return source.Kind != InputSourceKind.Cloud || of.Provides.ContainsKey(source.Name) ? source
            : throw map.Error($"Cloud '{of.Name}' does not provide '{source.Name}'; its cloud.yaml provides: {(of.Provides.Count == 0 ? "nothing" : string.Join(", ", of.Provides.Keys))}.", "from");
    }

    static InputSource? Source(string text) => text.Split('.') switch
    {
        ["deployment", ("name" or "environment" or "tags") and var fact] => new InputSource(InputSourceKind.Deployment, fact),
        ["cloud", var value] when Identifier().IsMatch(value) => new InputSource(InputSourceKind.Cloud, value),
        ["observability", var kind] when Identifier().IsMatch(kind) => new InputSource(InputSourceKind.Observability, kind),
        ["module", var module, var output] when ModuleReader.Name().IsMatch(module) && Identifier().IsMatch(output) =>
            new InputSource(InputSourceKind.Module, module, output),
        _ => null
    };

    [GeneratedRegex(@"\A[a-z][a-z0-9_]{0,62}\z", RegexOptions.NonBacktracking)]
    public static partial Regex Identifier();
}
