using InfraAgent.SimulatedProvider.Values;

namespace InfraAgent.SimulatedProvider.Schemas;

public enum ObjectKind { Provider, Resource, Data, Ephemeral }

/// <summary>The provider's own configuration, a resource type, a data source or an ephemeral resource.</summary>
public sealed record ObjectSchema(ObjectKind Kind, string Name, BlockSchema Block)
{
    public long Version { get; init; }

    /// <summary>What identifies an object in the world; two objects with one key cannot be created.</summary>
    public string Key { get; init; } = "{id}";

    /// <summary>Attributes that no two objects of one region have all equal; empty for none.</summary>
    public IReadOnlyList<string> Unique { get; init; } = [];

    /// <summary>Creating what is there overwrites it, as the real API does for this type.</summary>
    public bool Upsert { get; init; }

    public CtyType Type => Block.Type;
}
