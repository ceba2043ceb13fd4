using System.Text;

namespace InfraAgent.Generator;

/// <summary>Writes a program as <c>Pulumi.yaml</c>.</summary>
static class PulumiYaml
{
    public static string Write(PulumiProgram program)
    {
        var text = new StringBuilder();
        text.Append(YamlWriter.Write(DataMap.Of(("name", program.Project), ("runtime", "yaml"), ("description", program.Description))));
        Section(text, "config", program.Config.Select(c => ((IReadOnlyList<string>)[], c.Name, (DataValue)DataMap.Of(("type", Type(c.Type)), ("items", Items(c.Type)), ("default", c.Default)))));
        Section(text, "variables", program.Functions.Select(f => ((IReadOnlyList<string>)[], f.Name, (DataValue)DataMap.Of(("fn::invoke", DataMap.Of(
            ("function", f.Token.Replace(":index/", ":", StringComparison.Ordinal).Replace('/', ':')), ("arguments", f.Arguments.Count > 0 ? Value(f.Arguments) : null)))))));
        var section = "";
        IReadOnlyList<string> Comment(PulumiResource resource)
        {
            IReadOnlyList<string> comment = resource.Section != section && resource.Section.Length > 0 ? ["--- " + resource.Section + " ---", .. resource.Comment] : resource.Comment;
            section = resource.Section;
            return comment;
        }

        Section(text, "resources", program.Resources.Select(r => (Comment(r), r.Name, (DataValue)Resource(r, program)))
            .Prepend((["Of all resources and functions of its package."], program.Provider.Name, Provider(program))));
        Section(text, "outputs", program.Outputs.Select(o => ((IReadOnlyList<string>)[], o.Name, Value(o.Value))));
        return text.ToString();
    }

    /// <summary>The value as YAML programs say it.</summary>
    public static DataValue Value(DataValue value) => value switch
    {
        DataText text => Literal(text.Value),
        PulumiReference reference => $"${{{Access(reference)}}}",
        PulumiConfigValue parameter => $"${{{parameter.Name}}}",
        PulumiText text => string.Concat(text.Parts.Select((p, i) => p is DataText literal ? Literal(literal.Value, followed: i + 1 < text.Parts.Count) : ((DataText)Value(p)).Value)),
        PulumiJson json => DataMap.Of(("fn::toJSON", Value(json.Value))),
        PulumiSecret secret => DataMap.Of(("fn::secret", Value(secret.Value))),
        DataList list => DataList.Of(list.Items.Select(Value)),
        DataMap map => new DataMap(map.Items.Select(i => KeyValuePair.Create(Literal(i.Key), Value(i.Value)))),
        _ => value
    };

    /// <summary>Text that stays text. Pulumi reads <c>$$</c> as <c>$</c> and <c>${</c> as a reference, in keys as well as in values.</summary>
    /// <param name="followed">A reference comes next: a dollar at the end would become one with its own.</param>
    public static string Literal(string text, bool followed = false)
    {
        if (!text.Contains('$', StringComparison.Ordinal)) return text;
        var literal = new StringBuilder(text.Length + 4);
        for (var i = 0; i < text.Length; i++)
        {
            var next = i + 1 < text.Length ? text[i + 1] : followed ? '$' : '\0';
            if (text[i] == '$' && (next is '$' or '{')) literal.Append('$');
            literal.Append(text[i]);
        }

        return literal.ToString();
    }

    /// <summary>Whether Pulumi would take an object with this key for a call of a function, however it is written.</summary>
    public static bool IsCall(string key) => key.StartsWith("fn::", StringComparison.OrdinalIgnoreCase);

    static string Access(PulumiReference reference) => reference.Path.Length == 0 ? reference.Root : $"{reference.Root}.{reference.Path}";

    static DataMap Resource(PulumiResource resource, PulumiProgram program) => DataMap.Of(
        ("type", resource.Type.Short), ("properties", Value(resource.Properties)), ("options", Options(resource, program) is { Count: > 0 } options ? options : null));

    static DataMap Provider(PulumiProgram program) => DataMap.Of(
        ("type", program.Provider.Type.Short), ("defaultProvider", true),
        ("properties", program.Provider.Properties.Count > 0 ? Value(program.Provider.Properties) : null),
        ("options", DataMap.Of(("version", program.Packages["@pulumi/" + program.Provider.Type.Class]))));

    static DataMap Options(PulumiResource resource, PulumiProgram program) => DataMap.Of(
        ("dependsOn", resource.DependsOn.Count > 0 ? DataList.Of(resource.DependsOn.Select(d => (DataValue)$"${{{d}}}")) : null),
        ("ignoreChanges", resource.IgnoreChanges.Count > 0 ? DataList.Of(resource.IgnoreChanges.Select(i => (DataValue)i)) : null),
        ("aliases", resource.Aliases.Count > 0 ? DataList.Of(resource.Aliases.Select(a => (DataValue)DataMap.Of(("name", a)))) : null),
        ("protect", resource.Protect ? true : null),
        ("retainOnDelete", resource.RetainOnDelete ? true : null),
        // Its package has one of its own, which pins it no less.
        ("version", resource.Type.Package == "random" ? (DataValue)program.Packages["@pulumi/random"] : null));

    // The words of project files, which the tool holds the program against before it is run.
    static string Type(InputType type) => type switch
    {
        InputType.Integer => "integer",
        InputType.Bool => "boolean",
        InputType.TextList or InputType.IntegerList => "array",
        _ => "string"
    };

    static DataMap? Items(InputType type) => type switch
    {
        InputType.TextList => DataMap.Of(("type", "string")),
        InputType.IntegerList => DataMap.Of(("type", "integer")),
        _ => null
    };

    static void Section(StringBuilder text, string name, IEnumerable<(IReadOnlyList<string> Comment, string Name, DataValue Value)> members)
    {
        var first = true;
        foreach (var member in members)
        {
            text.Append(first ? $"\n{name}:\n" : member.Comment.Count > 0 || name == "resources" ? "\n" : "");
            first = false;
            foreach (var line in member.Comment) text.Append("  # ").Append(line).Append('\n');
            foreach (var line in YamlWriter.Write(new DataMap([KeyValuePair.Create(member.Name, member.Value)])).Split('\n', StringSplitOptions.RemoveEmptyEntries))
                text.Append("  ").Append(line).Append('\n');
        }
    }
}
