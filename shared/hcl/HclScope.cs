namespace InfraAgent.Hcl;

/// <summary>A name that holds within an expression or block alone: of a <c>for</c>, <c>each</c>, <c>count</c>, or a dynamic block's.</summary>
public sealed record HclScope(string Name, DataValue Value, HclScope? Outer)
{
    public static DataValue? Find(HclScope? scope, string name)
    {
        for (var at = scope; at is not null; at = at.Outer)
        {
            if (at.Name == name) return at.Value;
        }

        return null;
    }
}
