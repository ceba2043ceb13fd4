using InfraAgent.SimulatedProvider.Values;

namespace InfraAgent.SimulatedProvider.Schemas;

/// <summary>The arguments and nested blocks of one block.</summary>
public sealed class BlockSchema
{
    public static readonly BlockSchema Empty = new([], []);

    public BlockSchema(IReadOnlyList<AttributeSchema> attributes, IReadOnlyList<NestedBlockSchema> blocks)
    {
        Attributes = attributes;
        Blocks = blocks;
        Type = CtyType.Object(
            attributes.Select(a => KeyValuePair.Create(a.Name, a.Type))
                .Concat(blocks.Select(b => KeyValuePair.Create(b.Name, b.Type))));
    }

    public IReadOnlyList<AttributeSchema> Attributes { get; }

    public IReadOnlyList<NestedBlockSchema> Blocks { get; }

    /// <summary>The object type that a value of this block has on the wire.</summary>
    public CtyType Type { get; }

    public bool HasDefaults => Attributes.Any(a => a.Default is not null) || Blocks.Any(b => b.Block.HasDefaults);
}
