namespace InfraAgent.Generator;

/// <summary>An input that has one of some values or, where none are named, is set or not.</summary>
public sealed record InputTerm(string Input, bool Set, IReadOnlyList<string> Values)
{
    /// <summary>Null where that shows only when the tool runs.</summary>
    public bool? Holds(HclValue? value) => value switch
    {
        null => null,
        HclReference or HclMergedMap => Values.Count > 0 ? null : Set,
        _ when Values.Count > 0 => Values.Contains(InputCheck.Show(value)),
        HclNull or HclList { Items.Count: 0 } or HclMap { Items.Count: 0 } => !Set,
        _ => Set
    };
}
