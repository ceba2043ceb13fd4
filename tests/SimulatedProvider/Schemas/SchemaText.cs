using System.Globalization;
using InfraAgent.SimulatedProvider.Values;

namespace InfraAgent.SimulatedProvider.Schemas;

/// <summary>
/// Reads our compact schema files; <c>Schemas/README.md</c> describes the format. Errors name file and line.
/// </summary>
public sealed class SchemaText
{
    readonly List<Line> lines = [];
    readonly TypeText types = new();
    int at;

    SchemaText(TextReader text)
    {
        for (var number = 1; text.ReadLine() is { } raw; number++)
        {
            var words = raw.Trim();
            if (words.Length > 0 && words[0] != '#') lines.Add(new(number, raw.Length - raw.TrimStart().Length, words));
        }
    }

    sealed record Line(int Number, int Indent, string Text);

    /// <exception cref="FormatException">The file is not in the format; the message says where and why.</exception>
    public static IReadOnlyList<ObjectSchema> Read(string file, TextReader text)
    {
        var reader = new SchemaText(text);
        var schemas = new List<ObjectSchema>();
        while (reader.at < reader.lines.Count)
        {
            try
            {
                if (reader.Declaration() is { } schema) schemas.Add(schema);
            }
            catch (Exception e) when (e is FormatException or ArgumentException)
            {
                throw new FormatException($"{file}:{reader.lines[reader.at - 1].Number}: {e.Message}", e);
            }
        }
        return schemas;
    }

    /// <summary>A schema, or null for a named type, which is remembered.</summary>
    ObjectSchema? Declaration()
    {
        var line = lines[at++];
        if (line.Indent != 0) throw new FormatException("A declaration starts in the first column.");
        var words = line.Text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (words.Length < 2) throw new FormatException("Expected: provider, resource, data, ephemeral or type, and a name.");
        if (words[0] == "type")
        {
            types.Define(words[1], Block(0).Type);
            return null;
        }
        if (!Enum.TryParse<ObjectKind>(words[0], ignoreCase: true, out var kind)) throw new FormatException($"'{words[0]}' is not provider, resource, data, ephemeral or type.");
        var schema = new ObjectSchema(kind, words[1], BlockSchema.Empty);
        foreach (var option in words.Skip(2)) schema = WithOption(schema, option.Split('=', 2));
        return schema with { Block = Block(0) };
    }

    static ObjectSchema WithOption(ObjectSchema schema, string[] option) => option switch
    {
        ["version", var number] => schema with { Version = long.Parse(number, CultureInfo.InvariantCulture) },
        ["key", var template] => schema with { Key = template },
        ["unique", var attributes] => schema with { Unique = attributes.Split(',') },
        ["upsert"] => schema with { Upsert = true },
        _ => throw new FormatException($"'{option[0]}' is not an option of {schema.Name}."),
    };

    /// <summary>All lines that are indented deeper than <paramref name="outer"/>.</summary>
    BlockSchema Block(int outer)
    {
        var attributes = new List<AttributeSchema>();
        var blocks = new List<NestedBlockSchema>();
        while (at < lines.Count && lines[at] is var line && line.Indent > outer)
        {
            at++;
            if (line.Text[0] == '@') attributes.AddRange(Shared(line.Text));
            else if (line.Text.Split(' ', StringSplitOptions.RemoveEmptyEntries) is [_, "block", ..] words) blocks.Add(Nested(words, line.Indent));
            else attributes.Add(Attribute(line.Text));
        }
        return new(attributes, blocks);
    }

    NestedBlockSchema Nested(string[] words, int indent)
    {
        if (words.Length < 3 || !Enum.TryParse<Nesting>(words[2], ignoreCase: true, out var nesting))
            throw new FormatException($"Block '{words[0]}' needs a nesting: single, list or set.");
        var nested = new NestedBlockSchema(words[0], nesting, BlockSchema.Empty);
        foreach (var option in words.Skip(3))
            nested = option.Split('=', 2) switch
            {
                ["min", var n] => nested with { MinItems = int.Parse(n, CultureInfo.InvariantCulture) },
                ["max", var n] => nested with { MaxItems = int.Parse(n, CultureInfo.InvariantCulture) },
                ["replace"] => nested with { Replaces = true },
                _ => throw new FormatException($"'{option}' is not an option of block '{words[0]}'."),
            };
        return nested with { Block = Block(indent) };
    }

    AttributeSchema Attribute(string text)
    {
        var (declared, template) = Cut(text, " = ");
        (declared, var standard) = Cut(declared, " default ");
        var words = declared.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (words.Length < 2) throw new FormatException($"'{text}' has no type.");
        var attribute = new AttributeSchema(words[0], types.Parse(words[1])) { Template = template };
        foreach (var flag in words.Skip(2))
            attribute = flag switch
            {
                "required" => attribute with { Required = true },
                "optional" => attribute with { Optional = true },
                "computed" => attribute with { Computed = true },
                "sensitive" => attribute with { Sensitive = true },
                "write_only" => attribute with { WriteOnly = true },
                "replace" => attribute with { Replaces = true },
                _ => throw new FormatException($"'{flag}' is not a property of attribute '{words[0]}'."),
            };
        return standard is null ? attribute : attribute with { Default = Literal(standard, attribute.Type) };
    }

    /// <summary>What nearly every type has. AWS: <c>@region</c>, <c>@tags</c> (<c>@tags computed</c> where tags_all cannot be set). Google: <c>@project</c>, <c>@labels</c>.</summary>
    static IEnumerable<AttributeSchema> Shared(string name)
    {
        var tags = new AttributeSchema("tags", CtyType.Map(CtyType.String)) { Optional = true };
        return name switch
        {
            "@region" => [new("region", CtyType.String) { Optional = true, Computed = true, Replaces = true }],
            "@tags" => [tags, tags with { Name = "tags_all", Computed = true }],
            "@tags computed" => [tags, tags with { Name = "tags_all", Computed = true, Optional = false }],
            "@project" => [new("project", CtyType.String) { Optional = true, Computed = true, Replaces = true }],
            "@labels" => [tags with { Name = "labels" }, tags with { Name = "terraform_labels", Computed = true, Optional = false }, tags with { Name = "effective_labels", Computed = true, Optional = false }],
            _ => throw new FormatException($"'{name}' is not known; there are @region, @tags, @tags computed, @project and @labels."),
        };
    }

    static object Literal(string text, CtyType type) => type.Kind switch
    {
        CtyKind.String => text,
        CtyKind.Number => Cty.Number(text),
        CtyKind.Bool => bool.Parse(text),
        _ => throw new FormatException($"A {type.Kind} cannot have a default."),
    };

    static (string Before, string? After) Cut(string text, string mark)
    {
        var found = text.IndexOf(mark, StringComparison.Ordinal);
        return found < 0 ? (text, null) : (text[..found], text[(found + mark.Length)..].Trim());
    }
}
