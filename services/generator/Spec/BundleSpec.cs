namespace InfraAgent.Generator;

/// <summary>A specification that was read against the catalog.</summary>
sealed record BundleSpec
{
    public required CloudDefinition Cloud { get; init; }
    /// <summary>In order of their names, so that the order in the request does not change the code.</summary>
    public required IReadOnlyList<ModuleSpec> Modules { get; init; }
    /// <summary>Kind → what was asked for; kinds that were not asked for are not there.</summary>
    public required IReadOnlyDictionary<string, string> Observability { get; init; }
    public required IReadOnlyDictionary<string, string> Tags { get; init; }
}

/// <summary>One module with the inputs that the specification itself sets. <c>Pointer</c>: where it stands in the request.</summary>
sealed record ModuleSpec(ModuleDefinition Definition, string Pointer, IReadOnlyDictionary<string, HclValue> Inputs)
{
    /// <summary>Inputs that were given and refused: they are not missing as well.</summary>
    public required IReadOnlySet<string> Refused { get; init; }
}
