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
    public void Every_rule_has_an_example_that_keeps_it_and_one_that_breaks_it()
    {
        var declared = Catalog.Rules.Select(r => r.Id).Order(StringComparer.Ordinal).ToList();

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
    public async Task What_keeps_a_rule_is_not_found_and_what_breaks_it_is() =>
        JudgedAsTheySay(await Planned.Value, RuleExamples.Code.Where(e => e.Before is null && Catalog.FindRule(e.Rule)!.Phase == Phase.Plan));

    [TerraformFact]
    public async Task What_keeps_a_rule_about_changes_is_not_found_and_what_breaks_it_is() =>
        JudgedAsTheySay(await RuleExamples.ChangesAsync(), RuleExamples.Code.Where(e => e.Before is not null));

    static void JudgedAsTheySay(byte[] changes, IEnumerable<RuleExample> examples)
    {
        var planned = RuleExamples.ByModule(changes);
        var wrong = examples.Select(e => (e.Path, Wrong: RuleTest.Wrong(e, RuleTest.OnPlan(Catalog.Alone(e.Rule)!.PlanCheck!, planned[RuleExamples.Module(e)], e.Request))))
            .Where(e => e.Wrong is not null).Select(e => $"{Path.GetFileName(e.Path)}: {e.Wrong}");

        Assert.True(!wrong.Any(), string.Join('\n', wrong));
    }

    [RealSchemasFact]
    public async Task What_the_code_of_an_example_tells_is_what_is_planned()
    {
        var planned = JsonElement.Parse(await Planned.Value).GetProperty("resource_changes").EnumerateArray().ToDictionary(c => c.GetProperty("address").GetString()!, c => c.GetProperty("after"));
        var (all, wrong, told) = (new PlanComparison(), new List<string>(), 0);
        foreach (var example in RuleExamples.Code)
        {
            var (rule, name) = (Catalog.FindRule(example.Rule)!, Path.GetFileName(example.Path));
            var code = HclConfiguration.Plan([KeyValuePair.Create("main.tf", File.ReadAllText(example.Main))], default);
            foreach (var resource in code.Resources.Where(r => !Masks.IsUnknown(r.Values))) all.Compare(resource.Values, planned[$"module.{RuleExamples.Module(example)}.{resource.Address}"], $"{name}: {resource.Address}");
            if (rule.Assertion is null) continue;
            var facts = new BundleFacts { Runtime = "terraform", Planned = [.. code.Resources.Select(r => new Subject(r.Address, r.Declaration, r.Type, r.Values, r.References))] };
            var found = new AssertionCodeCheck(rule.Assertion, rule.NullIfUnset).Judge(facts).FirstOrDefault();
            if (example.Passes && found is not null) wrong.Add($"{name}: {found.Message}");
            if (!example.Passes && found is not null) told++;
        }

        output.WriteLine($"{all.Known} values known, {all.Unknown} not known; {told} of {RuleExamples.Code.Count(e => !e.Passes && Catalog.FindRule(e.Rule)!.Assertion is not null)} examples that break a rule are told by their code alone.");
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
    public void What_keeps_a_rule_over_requests_and_rendered_bundles_is_not_found_and_what_breaks_it_is()
    {
        var tried = RuleTest.Try(Catalog, RuleExamples.Folder).Where(t => Catalog.FindRule(t.Rule)!.Phase == Phase.Bundle).ToList();

        Assert.All(tried, t => Assert.True(t.Wrong is null, $"{t.File}: {t.Wrong}"));
        Assert.Equal(RuleExamples.All.Count(e => Catalog.FindRule(e.Rule)!.Phase == Phase.Bundle), tried.Count);
        // What is never looked at keeps everything.
        Assert.All(tried.Where(t => t.File.EndsWith(".yaml", StringComparison.Ordinal)), t =>
        {
            var rule = Catalog.Rules.Single(r => r.Id == t.Rule);
            Assert.Contains(RenderedSubjects.Read(rule.Runtimes[0], File.ReadAllText(t.File)), s => rule.Assertion!.LooksAt(s.Type));
        });
    }
}
