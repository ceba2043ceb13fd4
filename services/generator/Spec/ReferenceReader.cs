namespace InfraAgent.Generator;

/// <summary>Reads <c>{"ref": "vpc.private_subnet_ids"}</c>: an output of another instance, which has to be there and of a type that fits.</summary>
sealed class ReferenceReader(IReadOnlyDictionary<string, IReadOnlyList<OutputDefinition>> outputs, FindingList findings)
{
    /// <summary>An object whose only member is <c>ref</c> is a reference wherever a value can stand: a map of that one key has to be a parameter.</summary>
    public static bool IsReference(SpecNode node) => node.Members.Count == 1 && node["ref"] is not null;

    /// <summary>Null when there was a finding.</summary>
    public ModuleReference? Read(SpecNode node, InputType type, string what)
    {
        var at = node["ref"]!;
        if (SpecFields.Text(at, $"{what}, 'ref',", findings) is not { } text) return null;
        if (text.Split('.') is not [var instance, var name])
        {
            findings.Add(SpecRules.NotAllowed, at.Place, $"{what} is a reference, which must be of the form instance.output; it is {CarriableText.Show(text)}.", "Write {\"ref\": \"vpc.id\"}.");
            return null;
        }

        if (!outputs.TryGetValue(instance, out var known))
        {
            findings.Add(SpecRules.UnknownReference, at.Place, $"{what} refers to {CarriableText.Show(instance)}, which is no module or service of the specification.",
                Nearest.Advise(instance, [.. outputs.Keys], outputs.Count > 50 ? "Name one that is there." : $"Name one that is there: {string.Join(", ", outputs.Keys.Order(StringComparer.Ordinal))}."));
            return null;
        }

        if (known.FirstOrDefault(o => o.Name == name) is not { } output)
        {
            var names = known.Select(o => o.Name).ToArray();
            var list = names.Length == 0 ? "it has none" : $"known: {string.Join(", ", names)}";
            findings.Add(SpecRules.UnknownReference, at.Place, $"{what} refers to an output {CarriableText.Show(name)} that '{instance}' does not have; {list}.", Nearest.Advise(name, names, "Give the value itself."));
            return null;
        }

        if (output.Type is { } given && !Fits(given, type))
        {
            findings.Add(SpecRules.WrongType, at.Place, $"{what} must be {type.Words()}; '{instance}.{name}' is {given.Words()}.", "Refer to another output, or give the value itself.");
            return null;
        }

        return new ModuleReference(instance, name);
    }

    // As terraform converts: a number or a truth value is a text as well, never the other way round.
    static bool Fits(InputType output, InputType input) => output == input || input switch
    {
        InputType.Text => output is InputType.Integer or InputType.Number or InputType.Bool,
        InputType.Number => output == InputType.Integer,
        InputType.TextList => output == InputType.IntegerList,
        _ => false
    };
}
