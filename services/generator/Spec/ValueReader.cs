using System.Text.Json;

namespace InfraAgent.Generator;

/// <summary>Turns a caller's JSON into the value of an input, or tells why it is none.</summary>
static class ValueReader
{
    /// <summary>Null when there was a finding.</summary>
    public static HclValue? Read(JsonElement json, InputDefinition input, string what, string pointer, FindingList findings)
    {
        var before = findings.Count;
        var value = Typed(json, input.Type, what, pointer, findings);
        if (value is null || findings.Count > before) return null;
        if (InputCheck.Explain(input, value) is not { } wrong) return value;

        var text = json.ValueKind == JsonValueKind.String ? value is HclText t ? t.Value : "" : "";
        var rule = text.Length > 0 && CarriableText.Explain(text) is not null ? SpecRules.Text : SpecRules.NotAllowed;
        findings.Add(rule, pointer, $"{what} {wrong}; it is {CarriableText.Show(json)}.", Advice(input, text));
        return null;
    }

    static string Advice(InputDefinition input, string text)
    {
        var allowed = input.Enum.Count > 0
            ? Nearest.Advise(text, [.. input.Enum.Select(InputCheck.Show)], $"Use one of: {InputCheck.OneOf(input.Enum)}.")
            : "Give another value.";
        return $"{allowed} It is: {input.Description}";
    }

    static HclValue? Typed(JsonElement json, InputType type, string what, string pointer, FindingList findings)
    {
        switch (type)
        {
            case InputType.Text when json.ValueKind == JsonValueKind.String:
                return Text(json, what, pointer, findings);
            case InputType.Bool when json.ValueKind is JsonValueKind.True or JsonValueKind.False:
                return new HclBool(json.GetBoolean());
            case InputType.Integer when NumberText.TryRead(json, out var whole) && double.IsInteger(whole) && Math.Abs(whole) <= NumberText.LargestExactInteger:
                return new HclNumber(whole);
            case InputType.Number when NumberText.TryRead(json, out var number):
                return new HclNumber(number);
            case InputType.TextList or InputType.IntegerList when json.ValueKind == JsonValueKind.Array:
                return List(json, type == InputType.TextList ? InputType.Text : InputType.Integer, what, pointer, findings);
            case InputType.TextMap when json.ValueKind == JsonValueKind.Object:
                return Map(json, what, pointer, findings);
            default:
                findings.Add(SpecRules.WrongType, pointer, $"{what} must be {Word(type)}; it is {CarriableText.Show(json)}.", Instead(json, type));
                return null;
        }
    }

    static HclText? Text(JsonElement json, string what, string pointer, FindingList findings)
    {
        if (CarriableText.TryRead(json, out var text) && CarriableText.Explain(text) is not { } wrong) return new HclText(text);
        wrong = CarriableText.Explain(text) ?? "half of a surrogate pair, which is no Unicode character";
        findings.Add(SpecRules.Text, pointer, $"{what} contains {wrong}.", "Leave the character out, or encode the value (base64).");
        return null;
    }

    static HclList? List(JsonElement json, InputType item, string what, string pointer, FindingList findings)
    {
        var items = new List<HclValue>();
        var i = 0;
        foreach (var element in json.EnumerateArray())
        {
            if (Typed(element, item, $"{what}, item {i},", Pointer.Item(pointer, i), findings) is { } value) items.Add(value);
            i++;
        }

        return items.Count == i ? new HclList(items) : null;
    }

    static HclMap? Map(JsonElement json, string what, string pointer, FindingList findings)
    {
        var items = new SortedDictionary<string, HclValue>(StringComparer.Ordinal);
        var before = findings.Count;
        foreach (var (name, element) in JsonMembers.Of(json, what, pointer, findings))
        {
            if (Typed(element, InputType.Text, $"{what}, entry {CarriableText.Show(name)},", Pointer.Member(pointer, name), findings) is { } value)
                items[name] = value;
        }

        return findings.Count == before ? new HclMap(items) : null;
    }

    static string Word(InputType type) => type switch
    {
        InputType.Text => "a string",
        InputType.Integer => "a whole number",
        InputType.Number => "a number",
        InputType.Bool => "true or false",
        InputType.TextList => "a list of strings",
        InputType.IntegerList => "a list of whole numbers",
        _ => "an object whose values are strings"
    };

    static string Instead(JsonElement json, InputType type) => json.ValueKind switch
    {
        JsonValueKind.Null => "Leave it out instead of giving null.",
        JsonValueKind.String when type.IsNumeric() || type == InputType.Bool => "Write it without quotes.",
        JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False when type == InputType.Text => "Write it in quotes.",
        JsonValueKind.String or JsonValueKind.Number when type.IsCollection() && type != InputType.TextMap => "Write it in brackets: [ … ].",
        _ => $"Give {Word(type)}."
    };
}
