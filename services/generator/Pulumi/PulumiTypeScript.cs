using System.Buffers;
using System.Globalization;
using System.Text;

namespace InfraAgent.Generator;

/// <summary>Writes a program as <c>index.ts</c>.</summary>
sealed class PulumiTypeScript
{
    const int Wide = 120;

    // Nothing of these means anything within a template literal.
    static readonly SearchValues<char> Plain = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789 _-./:*@%,;=+?&#()<>");

    readonly PulumiProgram program;
    readonly TypeScriptNames names = new();
    readonly StringBuilder text = new();

    PulumiTypeScript(PulumiProgram program) => this.program = program;

    public static string Write(PulumiProgram program) => new PulumiTypeScript(program).Write();

    string Write()
    {
        foreach (var output in program.Outputs) names.Add("output " + output.Name, output.Name);
        foreach (var parameter in program.Config) names.Add(parameter.Name, parameter.Name);
        foreach (var function in program.Functions) names.Add(function.Name, function.Name);
        foreach (var resource in program.Resources) names.Add(resource.Name);

        text.Append("import * as pulumi from \"@pulumi/pulumi\";\n");
        foreach (var package in program.Packages.Keys.Order(StringComparer.Ordinal)) text.Append(CultureInfo.InvariantCulture, $"import * as {Import(package["@pulumi/".Length..])} from \"{package}\";\n");
        if (program.Config.Count > 0) text.Append("\nconst config = new pulumi.Config();\n");
        foreach (var parameter in program.Config) text.Append(CultureInfo.InvariantCulture, $"const {names[parameter.Name]} = {Read(parameter)};\n");

        var provider = program.Provider.Type.Class;
        text.Append(CultureInfo.InvariantCulture, $"\nconst provider = new {Import(provider)}.Provider({TypeScriptText.Quote(program.Provider.Name)}, {Value(program.Provider.Properties, 0)});\n");
        var waiting = program.Functions.ToList();
        void Call(Predicate<PulumiFunction> which)
        {
            foreach (var function in waiting.Where(f => which(f)).ToArray())
            {
                waiting.Remove(function);
                text.Append(CultureInfo.InvariantCulture, $"const {names[function.Name]} = {Path(function.Token)}Output({Value(function.Arguments, 0)}, {{ provider }});\n");
            }
        }

        if (waiting.Any(f => !PulumiResource.References(f.Arguments).Any())) text.Append('\n');
        Call(f => !PulumiResource.References(f.Arguments).Any());
        var section = "";
        foreach (var resource in program.Resources)
        {
            text.Append('\n');
            if (resource.Section != section) text.Append(CultureInfo.InvariantCulture, $"// --- {section = resource.Section} ---\n\n");
            Call(f => resource.Needs.Contains(f.Name));
            foreach (var line in resource.Comment) text.Append("// ").Append(line).Append('\n');
            text.Append(CultureInfo.InvariantCulture, $"const {names[resource.Name]} = new {Path(resource)}({TypeScriptText.Quote(resource.Name)}, {Value(resource.Properties, 0)}{Options(resource)});\n");
        }

        if (program.Outputs.Count > 0) text.Append('\n');
        foreach (var output in program.Outputs) text.Append(CultureInfo.InvariantCulture, $"export const {names["output " + output.Name]} = {Value(output.Value, 0)};\n");
        return text.ToString();
    }

    static string Import(string package) => package == "kubernetes" ? "k8s" : package;

    // aws:index/getRegion is aws.getRegion, and aws:secretsmanager/getSecretVersion is aws.secretsmanager.getSecretVersion.
    static string Path(string function) => function.Replace(":index/", ".", StringComparison.Ordinal).Replace(':', '.').Replace('/', '.');

    static string Path(PulumiResource resource) => resource.Type.Package == "kubernetes"
        ? string.Join('.', "k8s", PulumiCluster.Namespace(resource.Type), resource.Type.Class)
        : resource.Type.Short.Replace(':', '.');

    string Read(PulumiConfig parameter)
    {
        var name = TypeScriptText.Quote(parameter.Name);
        var kind = parameter.Type switch
        {
            InputType.Integer or InputType.Number => "Number",
            InputType.Bool => "Boolean",
            InputType.TextList => "Object<string[]>",
            InputType.IntegerList => "Object<number[]>",
            _ => ""
        };
        return parameter.Default is null ? $"config.require{kind}({name})" : $"config.get{kind}({name}) ?? {Value(parameter.Default, 0)}";
    }

    string Options(PulumiResource resource)
    {
        var options = new List<string>();
        if (resource.Type.Package == program.Provider.Type.Class) options.Add("provider");
        if (resource.DependsOn.Count > 0) options.Add($"dependsOn: [{string.Join(", ", resource.DependsOn.Select(d => names[d]))}]");
        if (resource.IgnoreChanges.Count > 0) options.Add($"ignoreChanges: [{string.Join(", ", resource.IgnoreChanges.Select(TypeScriptText.Quote))}]");
        if (resource.Aliases.Count > 0) options.Add($"aliases: [{string.Join(", ", resource.Aliases.Select(a => $"{{ name: {TypeScriptText.Quote(a)} }}"))}]");
        if (resource.Protect) options.Add("protect: true");
        if (resource.RetainOnDelete) options.Add("retainOnDelete: true");
        return options.Count == 0 ? "" : $", {{ {string.Join(", ", options)} }}";
    }

    string Value(DataValue value, int indent) => value switch
    {
        DataNull => "null",
        DataText literal => TypeScriptText.Quote(literal.Value),
        DataBool truth => truth.Value ? "true" : "false",
        DataNumber number => HclWriter.Number(number.Value),
        PulumiReference reference => Access(reference),
        PulumiConfigValue parameter => names[parameter.Name],
        PulumiText joined => Joined(joined, indent),
        PulumiJson json => (PulumiResource.References(json.Value).Any() ? "pulumi.jsonStringify(" : "JSON.stringify(") + Value(json.Value, indent) + ")",
        PulumiSecret secret => $"pulumi.secret({Value(secret.Value, indent)})",
        DataList list => Lines("[", "]", [.. list.Items.Select(i => (Func<int, string>)(at => Value(i, at)))], indent, pad: ""),
        DataMap map => Lines("{", "}", [.. map.Items.Select(i => (Func<int, string>)(at =>
        {
            var (key, said) = (TypeScriptText.Key(i.Key), Value(i.Value, at));
            return i.Value is PulumiConfigValue && key == said ? key : $"{key}: {said}";
        }))], indent, pad: " "),
        _ => throw new ArgumentException($"A {value.GetType().Name} has no place in a program.", nameof(value))
    };

    string Access(PulumiReference reference) => reference.Path.Length == 0 ? names[reference.Root] : $"{names[reference.Root]}.{reference.Path}";

    string Joined(PulumiText joined, int indent)
    {
        var plain = joined.Parts.All(p => p is not DataText literal || !literal.Value.AsSpan().ContainsAnyExcept(Plain));
        if (!plain) return $"pulumi.concat({string.Join(", ", joined.Parts.Select(p => Value(p, indent)))})";
        var template = string.Concat(joined.Parts.Select(p => p is DataText literal ? literal.Value : $"${{{Value(p, indent)}}}"));
        return PulumiResource.References(joined).Any() ? $"pulumi.interpolate`{template}`" : $"`{template}`";
    }

    // On one line where that is short and simple.
    static string Lines(string open, string close, IReadOnlyList<Func<int, string>> items, int indent, string pad)
    {
        if (items.Count == 0) return open + close;
        var inner = items.Select(i => i(indent + 4)).ToArray();
        var line = $"{open}{pad}{string.Join(", ", inner)}{pad}{close}";
        if (line.Length <= Wide - indent - 30 && !line.Contains('\n', StringComparison.Ordinal) && (open == "[" || items.Count <= 2)) return line;
        var space = new string(' ', indent + 4);
        return $"{open}\n{string.Concat(inner.Select(i => $"{space}{i},\n"))}{new string(' ', indent)}{close}";
    }
}
