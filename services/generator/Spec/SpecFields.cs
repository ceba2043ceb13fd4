using System.Globalization;
using System.Text.Json;

namespace InfraAgent.Generator;

/// <summary>Reads the fields of one object strictly: a field that is not known is a finding, and so is a value of another type. What is
/// absent or refused is null.</summary>
sealed class SpecFields
{
    readonly FindingList findings;
    readonly string what;

    SpecFields(SpecNode node, string what, FindingList findings)
    {
        Node = node;
        this.what = what;
        this.findings = findings;
    }

    public SpecNode Node { get; }

    /// <summary>Null, with a finding, when the value is no object. <paramref name="what"/> begins the messages: <c>Service 'web'</c>.</summary>
    public static SpecFields? Open(SpecNode node, string what, IReadOnlyList<string> known, string example, FindingList findings, string otherwise = "Leave it out.")
    {
        if (node.Kind != JsonValueKind.Object)
        {
            findings.Add(SpecRules.WrongType, node.Place, $"{what} must be an object; it is {node.Show()}.", $"Write {example}.");
            return null;
        }

        foreach (var (name, member) in node.Members)
        {
            if (known.Contains(name)) continue;
            findings.Add(SpecRules.UnknownField, member.Place, $"{what} has no field {CarriableText.Show(name)}; known: {string.Join(", ", known)}.",
                Nearest.Advise(name, known, otherwise));
        }

        return new SpecFields(node, what, findings);
    }

    public bool Has(string field) => Node[field] is not null;

    // Messages are made up only for what is wrong: there are thousands of fields.
    public string? Text(string field) => Node[field] is not { } node ? null : Carried(node) ?? Text(node, $"{what}, '{field}',", findings);

    public bool? Flag(string field)
    {
        if (Node[field] is not { } node) return null;
        if (node.Kind is JsonValueKind.True or JsonValueKind.False) return node.Json.GetBoolean();
        findings.Add(SpecRules.WrongType, node.Place, $"{what}, '{field}', must be true or false; it is {node.Show()}.", "Write it without quotes.");
        return null;
    }

    public int? Whole(string field, int least, int most) => Node[field] is not { } node ? null
        : NumberText.TryRead(node.Json, out var number) && double.IsInteger(number) && number >= least && number <= most ? (int)number
        : Whole(node, $"{what}, '{field}',", least, most, findings);

    /// <summary>The items of a list; empty when it is absent or refused.</summary>
    public IReadOnlyList<SpecNode> List(string field, int most, string example)
    {
        if (Node[field] is not { } node) return [];
        if (node.Kind != JsonValueKind.Array)
            findings.Add(SpecRules.WrongType, node.Place, $"{what}, '{field}', must be a list; it is {node.Show()}.", $"Write {example}.");
        else if (node.Items.Count > most)
            findings.Add(SpecRules.NotAllowed, node.Place, string.Create(CultureInfo.InvariantCulture, $"{what}, '{field}', must have at most {most} items; it has {node.Items.Count}."), "Leave some out.");
        else
            return node.Items;
        return [];
    }

    public IReadOnlyList<string> Texts(string field, int most) => !Has(field) ? [] :
        [.. List(field, most, "a list of strings: [\"…\"]").Select(i => Carried(i) ?? Text(i, $"{what}, '{field}',", findings)).OfType<string>()];

    /// <summary>The members of an object whose names are the caller's.</summary>
    public IReadOnlyList<KeyValuePair<string, SpecNode>> Map(string field, int most, string example)
    {
        if (Node[field] is not { } node) return [];
        if (node.Kind != JsonValueKind.Object)
            findings.Add(SpecRules.WrongType, node.Place, $"{what}, '{field}', must be an object; it is {node.Show()}.", $"Write {example}.");
        else if (node.Members.Count > most)
            findings.Add(SpecRules.NotAllowed, node.Place, string.Create(CultureInfo.InvariantCulture, $"{what}, '{field}', must have at most {most} entries; it has {node.Members.Count}."), "Leave some out.");
        else
            return [.. node.Members];
        return [];
    }

    /// <summary>Null for what is no text, and for text that no tool can be given.</summary>
    public static string? Carried(SpecNode node) =>
        node.Kind == JsonValueKind.String && CarriableText.TryRead(node.Json, out var text) && CarriableText.Explain(text) is null ? text : null;

    public static string? Text(SpecNode node, string what, FindingList findings)
    {
        if (node.Kind != JsonValueKind.String)
        {
            findings.Add(SpecRules.WrongType, node.Place, $"{what} must be a string; it is {node.Show()}.", "Write it in quotes.");
            return null;
        }

        if (Carried(node) is { } carried) return carried;
        CarriableText.TryRead(node.Json, out var text);
        findings.Add(SpecRules.Text, node.Place, $"{what} contains {CarriableText.Explain(text) ?? CarriableText.HalfPair}.", "Leave the character out, or encode the value (base64).");
        return null;
    }

    public static int? Whole(SpecNode node, string what, int least, int most, FindingList findings)
    {
        if (!NumberText.TryRead(node.Json, out var number) || !double.IsInteger(number))
        {
            findings.Add(SpecRules.WrongType, node.Place, $"{what} must be a whole number; it is {node.Show()}.", "Write a whole number, without quotes.");
            return null;
        }

        if (number >= least && number <= most) return (int)number;
        findings.Add(SpecRules.NotAllowed, node.Place, string.Create(CultureInfo.InvariantCulture, $"{what} must be from {least} to {most}; it is {node.Show()}."), "Give another value.");
        return null;
    }
}
