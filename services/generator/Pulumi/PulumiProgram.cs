namespace InfraAgent.Generator;

/// <summary>A program as both of its languages are written from: everything is decided but what only a run can know.</summary>
sealed record PulumiProgram
{
    public required string Project { get; init; }
    public required string Description { get; init; }
    /// <summary>The provider of all resources of its package, whose version is pinned.</summary>
    public required PulumiResource Provider { get; init; }
    public required IReadOnlyList<PulumiConfig> Config { get; init; }
    /// <summary>Calls of functions, by the names of what they give.</summary>
    public IReadOnlyList<PulumiFunction> Functions { get; init; } = [];
    public required IReadOnlyList<PulumiResource> Resources { get; init; }
    public IReadOnlyList<PulumiOutput> Outputs { get; init; } = [];
    /// <summary>npm package → version, beside <c>@pulumi/pulumi</c>.</summary>
    public required IReadOnlyDictionary<string, string> Packages { get; init; }
}

/// <summary>A parameter: <c>Default</c> holds where the stack's settings say nothing; null: they have to.</summary>
sealed record PulumiConfig(string Name, InputType Type, DataValue Value, DataValue? Default);

/// <summary>A function of a provider: <c>Token</c> is <c>aws:index/getRegion</c>.</summary>
sealed record PulumiFunction(string Name, string Token, DataMap Arguments);

sealed record PulumiOutput(string Name, DataValue Value);

/// <summary>A resource. <c>Section</c>: what it is shown under; <c>Comment</c>: why it is there.</summary>
sealed record PulumiResource
{
    public required string Name { get; init; }
    public required PulumiToken Type { get; init; }
    public required DataMap Properties { get; init; }
    public string Section { get; init; } = "";
    public IReadOnlyList<string> Comment { get; init; } = [];
    /// <summary>Names of resources that have to be there before, beside those that are referred to.</summary>
    public IReadOnlyList<string> DependsOn { get; init; } = [];
    public IReadOnlyList<string> IgnoreChanges { get; init; } = [];
    /// <summary>What the resource was called before: a new name recreates nothing.</summary>
    public IReadOnlyList<string> Aliases { get; init; } = [];
    public bool Protect { get; init; }
    public bool RetainOnDelete { get; init; }

    /// <summary>Every resource that this one names, in whatever way.</summary>
    public IEnumerable<string> Needs => References(Properties).Select(r => r.Root).Concat(DependsOn).Distinct(StringComparer.Ordinal);

    public static IEnumerable<PulumiReference> References(DataValue value) => value switch
    {
        PulumiReference reference => [reference],
        PulumiText text => text.Parts.SelectMany(References),
        PulumiJson json => References(json.Value),
        PulumiSecret secret => References(secret.Value),
        DataList list => list.Items.SelectMany(References),
        DataMap map => map.Items.SelectMany(i => References(i.Value)),
        _ => []
    };
}
