using System.Globalization;
using System.Text.Json;
using InfraAgent.Hcl;
using InfraAgent.TestBed.Terraform;
using Xunit.Abstractions;

namespace InfraAgent.Policy.Tests;

/// <summary>What the code of a bundle tells of its resources is what the real terraform plans: the same ones, and each value that is known is the plan's.</summary>
public sealed class CodePlansTests(ITestOutputHelper output)
{
    [TerraformFact]
    public Task Bundles_for_aws_are_known_from_their_code() => AreKnown("aws");

    [TerraformFact]
    public Task Bundles_for_azure_are_known_from_their_code() => AreKnown("azure");

    [TerraformFact]
    public Task Bundles_for_google_cloud_are_known_from_their_code() => AreKnown("gcp");

    async Task AreKnown(string cloud)
    {
        using var simulated = await new SimulatedCloud().AttachAsync();
        var (bundles, resources, all) = (0, 0, new Comparison());
        foreach (var folder in Directory.GetDirectories(GoldenPlan.Folder).Where(f => Path.GetFileName(f).Split('-')[0] == cloud).Order())
        {
            var bundle = Path.GetFileName(folder);
            var planned = (await GoldenPlan.OfAsync(simulated, bundle)).Changes;
            var code = HclConfiguration.Plan(GoldenPlan.Code(bundle), GoldenPlan.Variables(bundle));

            Assert.Empty(code.Missed);
            var changes = JsonElement.Parse(planned).GetProperty("resource_changes").EnumerateArray().Where(c => c.GetProperty("actions")[0].GetString() == "create")
                .ToDictionary(c => c.GetProperty("address").GetString()!);
            Assert.Equal(changes.Values.Select(c => (c.GetProperty("address").GetString()!, c.GetProperty("type").GetString()!)).Order(), code.Resources.Select(r => (r.Address, r.Type)).Order());
            foreach (var resource in code.Resources)
            {
                var change = changes[resource.Address];
                all.Compare(resource.Values, change.GetProperty("after"), $"{bundle}: {resource.Address}");
                var missing = References(change).Except(resource.References).ToList();
                Assert.True(missing.Count == 0, $"{bundle}: {resource.Address} refers to {string.Join(", ", missing)}");
            }

            bundles++;
            resources += code.Resources.Count;
        }

        output.WriteLine($"{cloud}: {bundles} bundles, {resources} resources, {all.Known} values known, {all.Unknown} not known.");
        Assert.True(all.Differences.Count == 0, string.Join('\n', all.Differences.Take(50)));
        Assert.InRange(all.Known, all.Unknown, int.MaxValue);
    }

    static IEnumerable<string> References(JsonElement change) => change.TryGetProperty("references", out var list) ? list.EnumerateArray().Select(r => r.GetString()!) : [];

    /// <summary>Holds what the code tells against the plan. Terraform makes numbers of texts and texts of numbers as the provider's schema says, and sorts sets.</summary>
    sealed class Comparison
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

        static Comparison Tried(JsonElement code, JsonElement plan, string at)
        {
            var tried = new Comparison();
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
}
