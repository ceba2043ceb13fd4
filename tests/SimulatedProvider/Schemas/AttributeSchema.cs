using InfraAgent.SimulatedProvider.Values;

namespace InfraAgent.SimulatedProvider.Schemas;

public sealed record AttributeSchema(string Name, CtyType Type)
{
    public bool Required { get; init; }
    public bool Optional { get; init; }
    public bool Computed { get; init; }
    public bool Sensitive { get; init; }

    /// <summary>The provider is told the value, and nobody keeps it: it is null in every plan and state.</summary>
    public bool WriteOnly { get; init; }

    /// <summary>A change makes a new object.</summary>
    public bool Replaces { get; init; }

    /// <summary>What the provider plans where the configuration says nothing.</summary>
    public object? Default { get; init; }

    /// <summary>How the value is made when an object is created; null for the empty value of the type. See <c>ValueMaker</c>.</summary>
    public string? Template { get; init; }
}
