using InfraAgent.SimulatedProvider.Values;

namespace InfraAgent.SimulatedProvider.Schemas;

public enum Nesting { Single, List, Set }

public sealed record NestedBlockSchema(string Name, Nesting Nesting, BlockSchema Block)
{
    public int MinItems { get; init; }

    /// <summary>0: any number.</summary>
    public int MaxItems { get; init; }

    /// <summary>A change makes a new object.</summary>
    public bool Replaces { get; init; }

    public CtyType Type => Nesting switch
    {
        Nesting.List => CtyType.List(Block.Type),
        Nesting.Set => CtyType.Set(Block.Type),
        _ => Block.Type,
    };
}
