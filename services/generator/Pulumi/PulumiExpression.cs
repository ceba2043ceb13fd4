namespace InfraAgent.Generator;

/// <summary>What is known only when the program runs, as a leaf among values that are known.</summary>
abstract record PulumiExpression : DataValue;

/// <summary>A property of a resource, or of what a function gave. <c>Path</c> is written alike in every language: <c>masterUserSecrets[0].secretArn</c>;
/// empty for the whole.</summary>
sealed record PulumiReference(string Root, string Path) : PulumiExpression
{
    /// <summary>Names what is below it; null where names are Terraform's in camel case.</summary>
    public PulumiResourceType? Type { get; init; }
    /// <summary>The data source that is asked, in Terraform's words; null for a resource.</summary>
    public string? Data { get; init; }
    /// <summary>The same path in Terraform's words, without indexes.</summary>
    public string TerraformPath { get; init; } = "";

    public bool Equals(PulumiReference? other) => other is not null && Root == other.Root && Path == other.Path;

    public override int GetHashCode() => HashCode.Combine(Root, Path);
}

/// <summary>A parameter of the request, and its value.</summary>
sealed record PulumiConfigValue(string Name, DataValue Value) : PulumiExpression;

/// <summary>Texts, references and parameters, one after the other.</summary>
sealed record PulumiText(IReadOnlyList<DataValue> Parts) : PulumiExpression
{
    public bool Equals(PulumiText? other) => other is not null && Parts.SequenceEqual(other.Parts);

    public override int GetHashCode() => Parts.Count;

    /// <summary>Neighbouring texts are one; a text alone is just that.</summary>
    public static DataValue Of(IEnumerable<DataValue> values)
    {
        var parts = new List<DataValue>();
        foreach (var part in values.SelectMany(v => v is PulumiText text ? text.Parts : [v]))
        {
            if (part is DataText { Value.Length: 0 }) continue;
            if (part is DataText next && parts.Count > 0 && parts[^1] is DataText last) parts[^1] = last.Value + next.Value;
            else parts.Add(part);
        }

        return parts switch { [] => "", [DataText text] => text, _ => new PulumiText(parts) };
    }
}

/// <summary>The value as JSON text.</summary>
sealed record PulumiJson(DataValue Value) : PulumiExpression;

/// <summary>The value, which Pulumi keeps encrypted and shows nowhere.</summary>
sealed record PulumiSecret(DataValue Value) : PulumiExpression;
