using System.IO.Compression;
using System.Text.Json;
using InfraAgent.Hcl;
using InfraAgent.Policy.Assertions;
using InfraAgent.Policy.Bundles;
using InfraAgent.Policy.Plans;
using InfraAgent.Policy.Rules;
using InfraAgent.TestBed.Terraform;
using Xunit.Abstractions;

namespace InfraAgent.Policy.Tests;

/// <summary>Every rule that ships does what it says: seen on its own examples.</summary>
public sealed class RuleExamplesTests(ITestOutputHelper output)
{
    static readonly PolicyCatalog Catalog = PolicyCatalog.Load([]);
    static readonly Lazy<Task<byte[]>> Planned = new(RuleExamples.PlanAsync);

    [Fact]
    public void Every_rule_with_a_condition_has_an_example_that_keeps_it_and_one_that_breaks_it()
    {
        var declared = Catalog.Rules.Where(r => r.Assertion is not null).Select(r => r.Id).Order(StringComparer.Ordinal).ToList();

        Assert.Equal(declared, RuleExamples.All.Where(e => e.Passes).Select(e => e.Rule).Distinct().Order(StringComparer.Ordinal));
        Assert.Equal(declared, RuleExamples.All.Where(e => !e.Passes).Select(e => e.Rule).Distinct().Order(StringComparer.Ordinal));
    }

    [Fact]
    public void The_page_of_rules_says_what_their_files_say()
    {
        var page = Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "../../../../../docs/policy-rules.md"));
        if (Environment.GetEnvironmentVariable("UPDATE_GOLDEN") == "1") File.WriteAllText(page, RulesPage.Of(Catalog));

        Assert.Equal(RulesPage.Of(Catalog), File.ReadAllText(page));
    }

    [RealSchemasFact]
    public async Task What_keeps_a_rule_is_not_found_and_what_breaks_it_is()
    {
        var rules = Catalog.Rules.Where(r => r.Assertion is not null && r.Phase == Phase.Plan).ToList();
        var found = new Dictionary<(string Rule, string Module), Found>();
        foreach (var (rule, hit) in Judged(await Planned.Value, rules)) found.TryAdd((rule, hit.Resource!.Split('.')[1]), hit);

        var wrong = RuleExamples.Plans.Select(e => (e.File, e.Passes, Found: found.GetValueOrDefault((e.Rule, RuleExamples.Module(e.File)))))
            // What cannot be known before an apply proves nothing, in either direction.
            .Where(e => e.Passes ? e.Found is not null : e.Found is null or { Unknown: true })
            .Select(e => $"{Path.GetFileName(e.File)}: {(e.Found is { } f ? f.Message : "nothing was found")}");

        Assert.True(!wrong.Any(), string.Join('\n', wrong));
    }

    [RealSchemasFact]
    public async Task What_the_code_of_an_example_tells_is_what_is_planned()
    {
        var planned = JsonElement.Parse(await Planned.Value).GetProperty("resource_changes").EnumerateArray().ToDictionary(c => c.GetProperty("address").GetString()!, c => c.GetProperty("after"));
        var (all, wrong, told) = (new PlanComparison(), new List<string>(), 0);
        foreach (var (id, passes, file) in RuleExamples.Plans)
        {
            var rule = Catalog.Rules.Single(r => r.Id == id);
            var code = HclConfiguration.Plan([KeyValuePair.Create("main.tf", File.ReadAllText(file))], default);
            foreach (var resource in code.Resources.Where(r => !Masks.IsUnknown(r.Values))) all.Compare(resource.Values, planned[$"module.{RuleExamples.Module(file)}.{resource.Address}"], $"{Path.GetFileName(file)}: {resource.Address}");
            var facts = new BundleFacts { Runtime = "terraform", Planned = [.. code.Resources.Select(r => new Subject(r.Address, r.Declaration, r.Type, r.Values, r.References))] };
            var found = new AssertionCodeCheck(rule.Assertion!, rule.NullIfUnset).Judge(facts).FirstOrDefault();
            if (passes && found is not null) wrong.Add($"{Path.GetFileName(file)}: {found.Message}");
            if (!passes && found is not null) told++;
        }

        output.WriteLine($"{all.Known} values known, {all.Unknown} not known; {told} of {RuleExamples.Plans.Count(e => !e.Passes)} examples that break a rule are told by their code alone.");
        Assert.True(wrong.Count + all.Differences.Count == 0, string.Join('\n', wrong.Concat(all.Differences)));
    }

    /// <summary>A provider computes what is "computed": that is never known from code. Defaults are in no schema; who writes a rule has to look them up.</summary>
    [RealSchemasFact]
    public void No_provider_computes_what_a_rule_takes_for_null_where_it_is_not_set()
    {
        var types = new Dictionary<string, JsonElement>();
        foreach (var file in Directory.EnumerateFiles(RealSchemas.Folder!, "*.json.gz"))
        {
            using var unzipped = new GZipStream(File.OpenRead(file), CompressionMode.Decompress);
            foreach (var provider in JsonDocument.Parse(unzipped).RootElement.GetProperty("provider_schemas").EnumerateObject())
                foreach (var type in provider.Value.GetProperty("resource_schemas").EnumerateObject()) types[type.Name] = type.Value.GetProperty("block").GetProperty("attributes");
        }

        var rules = Catalog.Rules.Where(r => r.NullIfUnset.Count > 0).ToList();
        Assert.NotEmpty(rules);
        foreach (var rule in rules)
            foreach (var name in rule.NullIfUnset)
            {
                var declared = rule.ResourceTypes.Where(types.ContainsKey).Select(t => types[t].TryGetProperty(name, out var a) ? a : default).Where(a => a.ValueKind == JsonValueKind.Object).ToList();
                Assert.True(declared.Count > 0, $"{rule.Id}: {name}");
                Assert.All(declared, a => Assert.False(a.TryGetProperty("computed", out var computed) && computed.GetBoolean(), $"{rule.Id}: {name}"));
            }
    }

    [Fact]
    public void What_keeps_a_rule_over_rendered_bundles_is_not_found_and_what_breaks_it_is()
    {
        var wrong = new List<string>();
        foreach (var (id, passes, file) in RuleExamples.Bundles)
        {
            var rule = Catalog.Rules.Single(r => r.Id == id);
            var subjects = RenderedSubjects.Read(rule.Runtimes[0], File.ReadAllText(file));
            var index = new SubjectIndex([.. subjects]);
            Assert.Contains(subjects, s => rule.Assertion!.LooksAt(s.Type));
            var found = subjects.Where(s => rule.Assertion!.LooksAt(s.Type)).Select(s => rule.Assertion!.Judge(s, index)).OfType<Found>().FirstOrDefault();
            if (passes ? found is not null : found is null or { Unknown: true }) wrong.Add($"{Path.GetFileName(file)}: {found?.Message ?? "nothing was found"}");
        }

        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }

    static IEnumerable<(string Rule, Found Found)> Judged(byte[] changes, List<Rule> rules)
    {
        var remaining = new List<PlannedChange>();
        Assert.Null(new PlanReader(4 << 20).Read(changes, change =>
        {
            if (change.Remains) remaining.Add(change);
        }));
        var subjects = remaining.ConvertAll(AssertionCheck.Of);
        var index = new SubjectIndex(subjects);
        return rules.SelectMany(rule => subjects.Where(s => rule.Assertion!.LooksAt(s.Type)).Select(s => (rule.Id, Found: rule.Assertion!.Judge(s, index))))
            .Where(f => f.Found is not null).Select(f => (f.Id, f.Found!));
    }
}
