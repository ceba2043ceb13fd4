namespace InfraAgent.Generator;

/// <summary>Reads the inputs that an instance's object in the specification sets.</summary>
sealed class InputsReader(ValueReader values, FindingList findings)
{
    static readonly string[] Own = ["as", "name", "version"];

    public ModuleSpec Read(ModuleSpec module)
    {
        var definition = module.Definition;
        var inputs = new SortedDictionary<string, HclValue>(StringComparer.Ordinal);
        var refused = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (name, node) in module.Node.Members.Where(m => !Own.Contains(m.Key)))
        {
            if (!definition.Inputs.TryGetValue(name, out var input) || !input.Settable)
            {
                var known = definition.Inputs.Values.Where(d => d.Settable).Select(d => d.Name).ToArray();
                findings.Add(SpecRules.UnknownField, node.Place, $"Module '{definition.Name}' {definition.Version} has no input {CarriableText.Show(name)}; known: {string.Join(", ", known)}.",
                    Nearest.Advise(name, known, "Leave it out."));
            }
            else if (values.Read(node, input, $"Input '{name}' of {module.What}") is { } value)
            {
                inputs.Add(name, value);
            }
            else
            {
                refused.Add(name);
            }
        }

        return module with { Inputs = inputs, Refused = refused };
    }
}
