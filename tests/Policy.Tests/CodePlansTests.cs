using System.Text.Json;
using InfraAgent.Hcl;
using InfraAgent.Policy.Assertions;
using InfraAgent.Policy.Bundles;
using InfraAgent.Policy.Plans;
using InfraAgent.Policy.Rules;
using InfraAgent.TestBed.Terraform;
using Xunit.Abstractions;

namespace InfraAgent.Policy.Tests;

/// <summary>What the code of a bundle tells of its resources is what the real terraform plans: the same ones, and each value that is known is the plan's.</summary>
public sealed class CodePlansTests(ITestOutputHelper output)
{
    static readonly IReadOnlyList<Rule> Rules = [.. PolicyCatalog.Load([]).Rules.Where(r => r.Assertion is not null && r.Phase == Phase.Plan)];

    [TerraformFact]
    public Task Bundles_for_aws_are_known_from_their_code() => AreKnown("aws");

    [TerraformFact]
    public Task Bundles_for_azure_are_known_from_their_code() => AreKnown("azure");

    [TerraformFact]
    public Task Bundles_for_google_cloud_are_known_from_their_code() => AreKnown("gcp");

    async Task AreKnown(string cloud)
    {
        using var simulated = await new SimulatedCloud().AttachAsync();
        var (bundles, resources, aheadInAll, laterInAll, all) = (0, 0, 0, 0, new PlanComparison());
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

            var facts = new BundleFacts { Runtime = "terraform", Planned = [.. code.Resources.Select(r => new Subject(r.Address, r.Declaration, r.Type, r.Values, r.References))] };
            var ahead = Rules.SelectMany(r => new AssertionCodeCheck(r.Assertion!, r.NullIfUnset).Judge(facts).Select(f => (r.Id, f.Resource!))).ToList();
            var later = Broken(Subjects(planned));
            Assert.Empty(ahead.Except(later));
            (aheadInAll, laterInAll) = (aheadInAll + ahead.Count, laterInAll + later.Count);
            bundles++;
            resources += code.Resources.Count;
        }

        output.WriteLine($"{cloud}: {bundles} bundles, {resources} resources, {all.Known} values known, {all.Unknown} not known; {aheadInAll} of the {laterInAll} findings of the plans are told ahead.");
        Assert.True(all.Differences.Count == 0, string.Join('\n', all.Differences.Take(50)));
        Assert.InRange(all.Known, all.Unknown, int.MaxValue);
    }

    /// <summary>What is broken for certain.</summary>
    static List<(string Rule, string Resource)> Broken(List<Subject> all)
    {
        var index = new SubjectIndex(all);
        return [.. from rule in Rules from resource in all where rule.Assertion!.JudgeKnown(resource, index) is not null select (rule.Id, resource.Address)];
    }

    static List<Subject> Subjects(byte[] planned)
    {
        var subjects = new List<Subject>();
        Assert.Null(new PlanReader(4 << 20).Read(planned, change =>
        {
            if (change.Remains) subjects.Add(AssertionCheck.Of(change));
        }));
        return subjects;
    }

    static IEnumerable<string> References(JsonElement change) => change.TryGetProperty("references", out var list) ? list.EnumerateArray().Select(r => r.GetString()!) : [];
}
