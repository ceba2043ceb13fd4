using InfraAgent.Policy.Assertions;

namespace InfraAgent.Policy.Cost;

/// <summary>What a price file says of one or more types of resources: that they cost nothing, that they cannot be priced, or what of them is paid for.</summary>
/// <param name="Types">Types, with <c>*</c> for any characters.</param>
/// <param name="Free">Why it costs nothing by itself; null when it does.</param>
/// <param name="Unpriced">Why it cannot be said; null when it can.</param>
/// <param name="Items">What is paid for; empty for the other two.</param>
sealed record ResourcePrice(IReadOnlyList<string> Types, string? Free, string? Unpriced, IReadOnlyList<PriceItem> Items)
{
    /// <summary>Types of other resources that it takes quantities or kinds from.</summary>
    public IEnumerable<string> Others => Items.SelectMany(i => i.Quantity.Concat(i.By)).SelectMany(s => s.Else.Prepend(s)).Select(s => s.Of).OfType<string>();

    /// <summary>True when it can be estimated only with all resources at hand.</summary>
    public bool Connects { get; } = Items.Any(i => i.When?.Neighbours.Any() == true || i.Quantity.Concat(i.By).Any(s => s.Else.Prepend(s).Any(o => o.Of is not null)));
}

/// <summary>One thing that is paid for, as a price page has it: so much USD for each unit.</summary>
sealed record PriceItem
{
    public required string What { get; init; }
    public required string Unit { get; init; }
    /// <summary>Paid for only when this holds; null: always.</summary>
    public Condition? When { get; init; }
    /// <summary>Why it cannot be said; null when it can.</summary>
    public string? Unpriced { get; init; }
    /// <summary>How many units a month: the product of these.</summary>
    public required IReadOnlyList<Source> Quantity { get; init; }
    /// <summary>What tells the kinds apart that have prices of their own; empty when there is one price in a region.</summary>
    public required IReadOnlyList<Source> By { get; init; }
    /// <summary>Region, then kind, to USD per unit. Region <c>*</c> is any, and a kind is empty where there is no <see cref="By"/>.</summary>
    public required IReadOnlyDictionary<(string Region, string Kind), decimal> Usd { get; init; }
    /// <summary>The page that it is from, and the day that it describes.</summary>
    public required string Page { get; init; }
    public required DateOnly AsOf { get; init; }
}

/// <summary>Where a number or a word comes from: a constant, an attribute of the resource (or of one that it is connected with), or an assumption about its use.</summary>
sealed class Source
{
    public decimal? Constant { get; init; }
    public AttributePath? Attribute { get; init; }
    /// <summary>The attribute is that of the resource of this type which it is connected with.</summary>
    public string? Of { get; init; }
    /// <summary>Stands for it where it is not set, or known after apply only: the product of these.</summary>
    public IReadOnlyList<Source> Else { get; init; } = [];
    /// <summary>A name in a request's <c>cost.usage</c>.</summary>
    public string? Usage { get; init; }
    /// <summary>What counts where nothing is said.</summary>
    public string? Default { get; init; }
    /// <summary>What is assumed where it is known after apply only.</summary>
    public string? IfUnknown { get; init; }
    /// <summary>How many elements the attribute has.</summary>
    public bool Counted { get; init; }
    /// <summary>The sum of all values that the attribute has, such as one of each container.</summary>
    public bool Summed { get; init; }
    /// <summary>What words count as.</summary>
    public IReadOnlyDictionary<string, decimal>? Counts { get; init; }
    /// <summary>The number is the group of this pattern.</summary>
    public System.Text.RegularExpressions.Regex? Matches { get; init; }
    /// <summary>The number is a quantity of Kubernetes (<c>500m</c>, <c>2Gi</c>), read as cores or GiB.</summary>
    public bool Suffixed { get; init; }
    public decimal Plus { get; init; }
    public decimal Per { get; init; } = 1;
    public decimal AtLeast { get; init; }
    /// <summary>So many are not paid for.</summary>
    public decimal Beyond { get; init; }

    public string Name => Usage ?? (Attribute is null ? "" : Of is null ? $"'{Attribute.Text}'" : $"'{Attribute.Text}' of its {Of}");
}
