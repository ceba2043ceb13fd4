using System.Text.RegularExpressions;

namespace InfraAgent.Generator;

/// <summary>One typed input of a module or of a cloud's provider, with everything a value must keep to.</summary>
public sealed record InputDefinition
{
    public required string Name { get; init; }
    public required string Description { get; init; }
    public required InputType Type { get; init; }
    /// <summary>Null: the input is required. <see cref="HclNull"/>: it may be left open.</summary>
    public HclValue? Default { get; init; }
    /// <summary>Where the value comes from when the caller gives none; null when only from the caller.</summary>
    public InputSource? From { get; init; }
    public double? Minimum { get; init; }
    public double? Maximum { get; init; }
    public int? MinItems { get; init; }
    public int? MaxItems { get; init; }
    public int MaxLength { get; init; } = 4096;
    /// <summary>Allowed values of a string, number or list item; empty when all are.</summary>
    public IReadOnlyList<HclValue> Enum { get; init; } = [];
    /// <summary>What a whole string (or each item, or each value of a map) must match.</summary>
    public InputPattern? Pattern { get; init; }
    /// <summary>What each key of a map must match.</summary>
    public InputPattern? KeyPattern { get; init; }
    public CidrFormat? Cidr { get; init; }
    /// <summary>Another numeric input of the same module that this one must not exceed.</summary>
    public string? AtMost { get; init; }
    /// <summary>The other input may be open: then there is nothing to compare with.</summary>
    public bool AtMostNullable { get; init; }
    /// <summary>Values that another input allows this one: input name, then its value as text → allowed values.</summary>
    public DependentValues? AllowedBy { get; init; }
    /// <summary>Values of other inputs with which this one cannot be left open: input name → its values.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> NeededBy { get; init; } = new Dictionary<string, IReadOnlyList<string>>();

    /// <summary>The value is a reference to a secret (<see cref="SecretReference"/>), never the secret.</summary>
    public bool Secret { get; init; }

    public bool Required => Default is null;
    public bool Nullable => Default is HclNull;
    /// <summary>False for inputs that the agent alone fills, such as the name of the deployment.</summary>
    public bool Settable => From is not { Kind: InputSourceKind.Deployment or InputSourceKind.Cloud };
}

/// <summary>A pattern and how to say it: <c>Meaning</c> completes "must be …".</summary>
public sealed record InputPattern
{
    readonly Regex regex;

    /// <exception cref="ArgumentException">No pattern, or one that needs backtracking, which Terraform's RE2 does not have either.</exception>
    public InputPattern(string text, string meaning)
    {
        Text = text;
        Meaning = meaning;
        regex = new Regex($@"\A(?:{text})\z", RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);
    }

    public string Text { get; }
    public string Meaning { get; }

    public bool Matches(string value) => regex.IsMatch(value);
}

/// <summary>An IPv4 block whose host bits are zero and whose prefix is within these bounds, in bits.</summary>
public sealed record CidrFormat(int MinPrefix, int MaxPrefix);

public sealed record DependentValues(string Input, IReadOnlyDictionary<string, IReadOnlyList<HclValue>> Allowed);

public enum InputSourceKind { Deployment, Cloud, Observability, Module }

/// <summary><c>deployment.name</c>, <c>cloud.region</c>, <c>observability.logging</c> or <c>module.vpc.id</c>.</summary>
public sealed record InputSource(InputSourceKind Kind, string Name, string? Output = null);
