using System.Text.Json.Serialization;

namespace InfraAgent.Contracts;

/// <summary>A request's <c>cost</c>: what it may spend, and how much of what is paid by use is expected. Judges read it; it is in no code.</summary>
public sealed record CostRequest
{
    /// <summary>What the deployment may cost a month. Lowers what its environment and profile allow, and never raises it.</summary>
    public decimal? MonthlyBudgetUsd { get; init; }
    /// <summary>Instead of what is assumed: by resource address (<c>*</c> for any characters), module or resource type, what is expected, such as <c>{"monthly_requests": 5000000}</c>.</summary>
    public IReadOnlyDictionary<string, IReadOnlyDictionary<string, decimal>> Usage { get; init; } = new Dictionary<string, IReadOnlyDictionary<string, decimal>>();
}

/// <summary>What a deployment costs a month, by list prices and by what is assumed of its use. What has no price is never counted as zero:
/// it is in <see cref="Incomplete"/>, and the sums are then the least that it costs.</summary>
public sealed record CostEstimate
{
    public string Currency { get; init; } = "USD";
    /// <summary>The revision that it is of; absent where nothing is deployed.</summary>
    public int? Revision { get; init; }
    public decimal MonthlyUsd { get; init; }
    /// <summary>Everything in <see cref="MonthlyUsd"/> is known.</summary>
    public required bool Complete { get; init; }
    /// <summary>What runs now costs so much by the same prices and assumptions; absent before there is a plan.</summary>
    public decimal? NowMonthlyUsd { get; init; }
    public bool? NowComplete { get; init; }
    /// <summary>What changes by the plan; resources that stay as they are count for nothing, known or not. Absent before there is a plan.</summary>
    public decimal? DifferenceUsd { get; init; }
    /// <summary>The cost of everything that changes is known, before and after.</summary>
    public bool? DifferenceComplete { get; init; }
    /// <summary>What costs something, the costliest first; not more than 100.</summary>
    public IReadOnlyList<ResourceCost> Resources { get; init; } = [];
    /// <summary>What cannot be said, and why; not more than 100.</summary>
    public IReadOnlyList<UnpricedResource> Incomplete { get; init; } = [];
    /// <summary>How many are not listed in <see cref="Resources"/> and <see cref="Incomplete"/>.</summary>
    public int NotListed { get; init; }
    /// <summary>How many resources cost nothing by themselves.</summary>
    public int Free { get; init; }
    /// <summary>Why nothing is priced here: it runs on what a cluster or a host costs already. Absent otherwise.</summary>
    public string? NotPriced { get; init; }
    /// <summary><c>infracost</c>, where it said what things cost. Absent: the price table did.</summary>
    public string? PricedBy { get; init; }
    /// <summary>Why infracost, which is configured, did not, and the price table did instead. Absent otherwise.</summary>
    public string? NotByInfracost { get; init; }

    /// <summary>For runtimes whose workloads run on what is there already.</summary>
    public static CostEstimate None(string why) => new() { Complete = true, NotPriced = why };

    [JsonIgnore]
    public CostSummary Summary => new(MonthlyUsd, Complete, DifferenceUsd, DifferenceComplete);
}

/// <summary>The sums of a <see cref="CostEstimate"/>.</summary>
public sealed record CostSummary(decimal MonthlyUsd, bool Complete, decimal? DifferenceUsd, bool? DifferenceComplete);

/// <summary>What one resource costs a month. <c>NowMonthlyUsd</c>: as it runs now, 0 when it is new; absent before there is a plan.</summary>
public sealed record ResourceCost
{
    public required string Address { get; init; }
    public required string Type { get; init; }
    public required decimal MonthlyUsd { get; init; }
    public decimal? NowMonthlyUsd { get; init; }
    public IReadOnlyList<CostItem> Items { get; init; } = [];
}

/// <summary>One line: so many units a month at a price, the page that has it and the day that it describes; and what of the quantity is assumed.</summary>
public sealed record CostItem
{
    public required string What { get; init; }
    public required decimal Quantity { get; init; }
    public required string Unit { get; init; }
    public required decimal UsdPerUnit { get; init; }
    public required decimal MonthlyUsd { get; init; }
    public string? Assumption { get; init; }
    public required string Source { get; init; }
    public required DateOnly AsOf { get; init; }
}

/// <summary>A resource whose cost, or a part of it, is not known, and why.</summary>
public sealed record UnpricedResource(string Address, string Type, string Reason);
