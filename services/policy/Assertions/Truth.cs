namespace InfraAgent.Policy.Assertions;

/// <summary>What a condition says of a resource. In order, so that "and" is the least and "or" the greatest.</summary>
enum Truth
{
    False,
    /// <summary>It hangs on a value that is known after apply only, or that is hidden.</summary>
    Unknown,
    True,
}

static class Truths
{
    public static Truth Of(bool holds) => holds ? Truth.True : Truth.False;

    public static Truth Not(this Truth truth) => (Truth)((int)Truth.True - (int)truth);
}
