using System.Text.Json;
using InfraAgent.Policy.Assertions;
using InfraAgent.Policy.Cost;

namespace InfraAgent.Policy.Plans;

/// <summary>One resource of a plan, masked. <c>Before</c> and <c>After</c> are whatever the plan has there, also nothing.</summary>
sealed record PlannedChange(string Address, string Type, IReadOnlyList<string> Actions, JsonElement Before, JsonElement After)
{
    /// <summary>Its address without instance keys.</summary>
    public string Declaration { get; init; } = Address;

    /// <summary>A list of declarations that its own refers to; undefined where the plan does not say.</summary>
    public JsonElement References { get; init; }

    /// <summary>As rules see it that look at nothing else: made once, for all of them.</summary>
    public Subject Alone => field ??= new Subject(Address, Declaration, Type, After, []);

    /// <summary>As rules see it that look at others, too.</summary>
    public Subject Connected => References.ValueKind == JsonValueKind.Array
        ? Alone with { References = [.. References.EnumerateArray().Where(r => r.ValueKind == JsonValueKind.String).Select(r => r.GetString()!)] }
        : Alone;

    /// <summary>It is there after the apply, changed or not.</summary>
    public bool Remains => After.ValueKind == JsonValueKind.Object && !Deletes && Actions is not ["read"] and not ["forget"];

    public bool Deletes => Actions is ["delete"];

    /// <summary>Deleted and made anew, in either order.</summary>
    public bool Replaces => Actions.Count > 1 && Actions.Contains("delete");

    public bool Changes => Actions.Any(a => a is not ("no-op" or "read"));
}

/// <summary>Counts over a whole plan.</summary>
sealed class PlanTotals
{
    public int Changed { get; private set; }
    public int Deleted { get; private set; }
    public int Replaced { get; private set; }
    /// <summary>Set once all is read; null where the plan could not be read as a whole.</summary>
    public CostFacts? Cost { get; set; }

    public void Add(PlannedChange change)
    {
        if (change.Changes) Changed++;
        if (change.Deletes) Deleted++;
        if (change.Replaces) Replaced++;
    }
}
