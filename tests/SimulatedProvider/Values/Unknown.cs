namespace InfraAgent.SimulatedProvider.Values;

/// <summary>A value that only an apply will know.</summary>
public sealed class Unknown
{
    public static readonly Unknown Value = new();

    Unknown()
    {
    }

    public override string ToString() => "(known after apply)";
}
