using System.Globalization;
using System.Text.Json;

namespace InfraAgent.Generator;

/// <summary>Turns a caller's JSON into the value of an input, or tells why it is none. Without <paramref name="references"/>, values are literal.</summary>
sealed class ValueReader(FindingList findings, ReferenceReader? references = null)
{
    /// <summary>Null when there was a finding.</summary>
    public HclValue? Read(SpecNode node, InputDefinition input, string what)
    {
        var before = findings.Count;
        var value = Typed(node, input.Type, what);
        if (value is null || findings.Count > before) return null;
        if ((input.Secret && value is HclReference ? "must be a reference to a secret, such as vault://kv/orders#password" : InputCheck.Explain(input, value)) is not { } wrong) return value;

        var text = value is HclText t ? t.Value : "";
        var rule = text.Length > 0 && CarriableText.Explain(text) is not null ? SpecRules.Text : SpecRules.NotAllowed;
        findings.Add(rule, node.Place, $"{what} {wrong}; {(input.Secret ? "the value is not shown" : "it is " + node.Show())}.", Advice(input, text));
        return null;
    }

    static string Advice(InputDefinition input, string text)
    {
        var allowed = input.Enum.Count > 0
            ? Nearest.Advise(text, [.. input.Enum.Select(InputCheck.Show)], $"Use one of: {InputCheck.OneOf(input.Enum)}.")
            : "Give another value.";
        return $"{allowed} It is: {input.Description}";
    }

    HclValue? Typed(SpecNode node, InputType type, string what)
    {
        if (references is not null && ReferenceReader.IsReference(node))
            return references.Read(node, type, what) is { } reference ? HclReference.To(reference) : null;

        switch (type)
        {
            case InputType.Text when node.Kind == JsonValueKind.String:
                return SpecFields.Text(node, what, findings) is { } text ? new HclText(text) : null;
            case InputType.Bool when node.Kind is JsonValueKind.True or JsonValueKind.False:
                return new HclBool(node.Json.GetBoolean());
            case InputType.Integer when NumberText.TryRead(node.Json, out var whole) && double.IsInteger(whole) && Math.Abs(whole) <= NumberText.LargestExactInteger:
                return new HclNumber(whole);
            case InputType.Number when NumberText.TryRead(node.Json, out var number):
                return new HclNumber(number);
            case InputType.TextList or InputType.IntegerList when node.Kind == JsonValueKind.Array:
                return List(node, type == InputType.TextList ? InputType.Text : InputType.Integer, what);
            case InputType.TextMap when node.Kind == JsonValueKind.Object:
                return Map(node, what);
            default:
                findings.Add(SpecRules.WrongType, node.Place, $"{what} must be {type.Words()}; it is {node.Show()}.", Instead(node, type));
                return null;
        }
    }

    HclList? List(SpecNode node, InputType item, string what)
    {
        var items = node.Items.Select((n, i) => Typed(n, item, $"{what}, item {i.ToString(CultureInfo.InvariantCulture)},")).ToArray();
        return items.Contains(null) ? null : new HclList(items!);
    }

    HclMap? Map(SpecNode node, string what)
    {
        var items = new SortedDictionary<string, HclValue>(StringComparer.Ordinal);
        foreach (var (name, element) in node.Members)
        {
            if (Typed(element, InputType.Text, $"{what}, entry {CarriableText.Show(name)},") is { } value) items[name] = value;
        }

        return items.Count == node.Members.Count ? new HclMap(items) : null;
    }

    static string Instead(SpecNode node, InputType type) => node.Kind switch
    {
        JsonValueKind.Null => "Leave it out instead of giving null.",
        JsonValueKind.String when type.IsNumeric() || type == InputType.Bool => "Write it without quotes.",
        JsonValueKind.Number when type.IsNumeric() && !NumberText.TryRead(node.Json, out _) => "Give one that a double keeps: at most 15 digits, or whole and at most 2^53.",
        JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False when type == InputType.Text => "Write it in quotes.",
        JsonValueKind.String or JsonValueKind.Number when type.IsCollection() && type != InputType.TextMap => "Write it in brackets: [ … ].",
        _ => $"Give {type.Words()}."
    };
}
