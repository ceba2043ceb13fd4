namespace InfraAgent.Hcl;

/// <summary>A value that the code alone does not tell: a provider or a run will.</summary>
public sealed record HclUnknown : DataValue
{
    public static HclUnknown Instance { get; } = new();
}

/// <summary>An object of which the code sets some members, and a provider others: what is not among <see cref="Known"/> may be anything.</summary>
public sealed record HclOpen(DataMap Known) : DataValue;

/// <summary>A set, in the order in which Terraform goes through it: of texts, theirs.</summary>
public sealed record HclSet : DataValue
{
    HclSet(IReadOnlyList<DataValue> items) => Items = items;

    public IReadOnlyList<DataValue> Items { get; }

    public static HclSet Of(IEnumerable<DataValue> items) =>
        new([.. items.Distinct().OrderBy(i => i is DataNumber number ? number.Value : 0).ThenBy(i => i is DataText text ? text.Value : "", StringComparer.Ordinal)]);

    public bool Equals(HclSet? other) => other is not null && Items.SequenceEqual(other.Items);

    public override int GetHashCode() => Items.Count;
}
