namespace InfraAgent.Generator;

/// <summary>A resource's type in Terraform and in Pulumi, and what its properties are called there.</summary>
sealed record PulumiResourceType(string Terraform, PulumiToken Token)
{
    /// <summary>Path in Terraform's words (<c>default_action.redirect</c>) → name of its last part, where it is not the same in camel case.</summary>
    public IReadOnlyDictionary<string, string> Names { get; init; } = new Dictionary<string, string>();
    /// <summary>Paths of blocks and lists that are one object, or one value, here.</summary>
    public IReadOnlySet<string> Objects { get; init; } = new HashSet<string>();
    /// <summary>Paths of scalars that have another type here: <c>number</c>, <c>boolean</c> or <c>string</c>.</summary>
    public IReadOnlyDictionary<string, string> Scalars { get; init; } = new Dictionary<string, string>();

    public string Property(string path) => Names.GetValueOrDefault(path) ?? PulumiNames.Camel(path[(path.LastIndexOf('.') + 1)..], '_');
}
