using System.Globalization;
using System.Text.Json;

namespace InfraAgent.Policy.Tests;

/// <summary>Holds what the code tells against the plan. Terraform makes numbers of texts and texts of numbers as the provider's schema says, and sorts sets.</summary>
sealed class PlanComparison
{
    public int Known { get; private set; }
    public int Unknown { get; private set; }
    public List<string> Differences { get; } = [];

    public void Compare(JsonElement code, JsonElement plan, string at)
    {
        if (Has(code, "$unknown") || Has(plan, "$hmac")) Unknown++;
        else if (code.ValueKind == JsonValueKind.Object) Members(code, plan.ValueKind == JsonValueKind.Array && plan.GetArrayLength() == 1 ? plan[0] : plan, at);
        else if (code.ValueKind == JsonValueKind.Array) Items(code, plan, at);
        else if (Text(code) == Text(plan)) Known++;
        else Differences.Add($"{at}: {code} is {plan} in the plan");
    }

    void Members(JsonElement code, JsonElement plan, string at)
    {
        var open = code.TryGetProperty("$open", out _);
        if (plan.ValueKind != JsonValueKind.Object || Has(plan, "$unknown") || (!open && plan.EnumerateObject().Count() != code.EnumerateObject().Count()))
        {
            Differences.Add($"{at}: {code} is {plan} in the plan");
            return;
        }

        foreach (var member in code.EnumerateObject().Where(m => m.Name != "$open"))
            Compare(member.Value, plan.TryGetProperty(member.Name, out var value) ? value : default, $"{at}.{member.Name}");
    }

    void Items(JsonElement code, JsonElement plan, string at)
    {
        // A block of which there is one only is an object of its own in some schemas.
        if (plan.ValueKind == JsonValueKind.Object && code.GetArrayLength() == 1 && !Has(plan, "$unknown")) Members(code[0], plan, at);
        else if (plan.ValueKind != JsonValueKind.Array || plan.GetArrayLength() != code.GetArrayLength()) Differences.Add($"{at}: {code} is {plan} in the plan");
        else
        {
            var left = plan.EnumerateArray().ToList();
            foreach (var (i, item) in code.EnumerateArray().Index())
            {
                // The nearest one, so that a set's order does not count, and a difference is still told.
                var tries = left.Select(p => (Plan: p, Tried: Tried(item, p, $"{at}[{i}]"))).MinBy(t => t.Tried.Differences.Count);
                left.Remove(tries.Plan);
                Known += tries.Tried.Known;
                Unknown += tries.Tried.Unknown;
                Differences.AddRange(tries.Tried.Differences);
            }
        }
    }

    static bool Has(JsonElement value, string mark) => value.ValueKind == JsonValueKind.Object && value.TryGetProperty(mark, out _);

    static PlanComparison Tried(JsonElement code, JsonElement plan, string at)
    {
        var tried = new PlanComparison();
        tried.Compare(code, plan, at);
        return tried;
    }

    static string? Text(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString(),
        JsonValueKind.Number => value.GetDouble().ToString("R", CultureInfo.InvariantCulture),
        JsonValueKind.True => "true",
        JsonValueKind.False => "false",
        JsonValueKind.Null or JsonValueKind.Undefined => null,
        _ => value.GetRawText(),
    };
}
