using System.Text.Json;

namespace InfraAgent.Generator;

/// <summary>A parameter that a request for this bundle could give. <c>Without</c>: what holds when it does not; null: it has to be given.</summary>
sealed record SettableParameter(string Name, string Type, string? Without, string Description)
{
    /// <summary>Of the cloud, of instances of modules and of services, in this order. Made one by one, since there may be very many.</summary>
    public static IEnumerable<SettableParameter> Of(BundleSpec spec)
    {
        foreach (var input in spec.Cloud.Inputs.Values) yield return new(input.Name, input.Type.Word(), Default(input), input.Description);
        foreach (var module in spec.Modules)
        {
            foreach (var input in module.Definition.Inputs.Values.Where(i => i.Settable && !(module.IsService && spec.Cloud.Workload!.Says(i.Name))))
                yield return new($"{module.Name}.{input.Name}", input.Type.Word(), Said(module, input) ?? Found(spec, input) ?? Default(input), input.Description);
        }

        var services = spec.Services.ToDictionary(s => s.Name, StringComparer.Ordinal);
        foreach (var name in new ServiceParameters(spec.Services).Known().Order(StringComparer.Ordinal))
        {
            var path = name.Split('.');
            var node = path.Skip(1).Aggregate((SpecNode?)services[path[0]].Node, (at, step) => at?[step]);
            yield return new(name, path[1] is "replicas" or "scaling" ? "integer" : "string", node is null ? "" : Text(node), $"Field {name[(path[0].Length + 1)..]} of the service {path[0]}.");
        }
    }

    // What a service becomes has that service's node, whose members are fields and no inputs.
    static string? Said(ModuleSpec module, InputDefinition input) => module.IsService ? module.Inputs.TryGetValue(input.Name, out var follows) ? InputCheck.Show(follows) : null : module.Node[input.Name] is { } node ? Text(node) : null;

    // As the wiring finds it.
    static string? Found(BundleSpec spec, InputDefinition input) => input.From switch
    {
        { Kind: InputSourceKind.Module, Name: var kind, Output: var output } when spec.Modules.FirstOrDefault(m => m.Definition.Name == kind && m.Definition.Outputs.Any(o => o.Name == output)) is { } source
            => $"{source.Name}.{output}",
        { Kind: InputSourceKind.Observability, Name: var kind } when spec.Observability.TryGetValue(kind, out var asked) && InputCheck.Explain(input, new HclText(asked)) is null => asked,
        _ => null
    };

    static string? Default(InputDefinition input) => input.Default switch { null => null, HclNull => "", HclText text => text.Value, { } value => InputCheck.Show(value) };

    // The order of members does not count, nor how a number was spelt.
    static string Text(SpecNode node) => node.Kind switch
    {
        JsonValueKind.Object when node.Members is { Count: 1 } && node["ref"] is { Kind: JsonValueKind.String } reference => Text(reference),
        JsonValueKind.Object => "{" + string.Join(", ", node.Members.OrderBy(m => m.Key, StringComparer.Ordinal).Select(m => $"{m.Key}: {Text(m.Value)}")) + "}",
        JsonValueKind.Array => "[" + string.Join(", ", node.Items.Select(Text)) + "]",
        JsonValueKind.String => CarriableText.TryRead(node.Json, out var text) ? text : "",
        JsonValueKind.Number => NumberText.TryRead(node.Json, out var number) ? HclWriter.Number(number) : "",
        _ => node.Json.GetRawText()
    };
}
