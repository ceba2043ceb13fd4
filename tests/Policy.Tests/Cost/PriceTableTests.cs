using System.Text.RegularExpressions;
using InfraAgent.Policy.Cost;
using InfraAgent.Policy.Rules;

namespace InfraAgent.Policy.Tests.Cost;

public sealed partial class PriceTableTests
{
    static readonly PriceTable Table = PriceTable.Load([]);
    static readonly string Tests = Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "../../../.."));

    [Fact]
    public void Something_is_said_of_every_type_of_resource_that_the_catalog_makes()
    {
        // The modules as they are written, and bundles for the types whose names are written by templates.
        var types = new[] { Path.Combine(Tests, "../services/generator/Catalog"), Path.Combine(Tests, "Generator.Tests/Golden") }
            .SelectMany(folder => Directory.EnumerateFiles(folder, "*.tf*", SearchOption.AllDirectories))
            .SelectMany(file => Resource().Matches(File.ReadAllText(file)).Select(m => m.Groups[1].Value))
            .ToHashSet();

        Assert.True(types.Count > 180, $"{types.Count} types");
        Assert.Empty(types.Where(t => Table.Find(t) is null).Order());
    }

    [Theory]
    [InlineData("aws_nat_gateway", "us-east-1", "us-east-2", "eu-west-1", "eu-central-1")]
    [InlineData("aws_db_instance", "us-east-1", "us-east-2", "eu-west-1", "eu-central-1")]
    [InlineData("azurerm_nat_gateway", "eastus", "westeurope", "northeurope")]
    [InlineData("azurerm_postgresql_flexible_server", "eastus", "westeurope", "northeurope")]
    [InlineData("google_sql_database_instance", "europe-west1", "us-central1")]
    [InlineData("google_cloud_run_v2_service", "europe-west1", "us-central1")]
    public void Prices_are_of_several_regions(string type, params string[] regions) =>
        Assert.All(Table.Find(type)!.Items.Where(i => i.Unpriced is null), item => Assert.True(
            item.Usd.Keys.Any(k => k.Region == "*") || item.What is "burstable server" || regions.All(r => item.Usd.Keys.Any(k => k.Region == r)), item.What));

    [Fact]
    public void Every_price_names_a_page_of_its_seller()
    {
        string[] sellers = ["aws.amazon.com", "azure.microsoft.com", "cloud.google.com"];
        Assert.All(Table.All.SelectMany(p => p.Items).Where(i => i.Unpriced is null), item => Assert.Contains(new Uri(item.Page).Host, sellers));
    }

    const string Nat = """
        prices:
          - types: [aws_nat_gateway]
            source: https://example.com/contract
            as_of: 2026-01-01
            items:
              - { what: NAT gateway, unit: hour, quantity: [hours], usd: { eu-west-1: 0.03 } }
        """;

    [Fact]
    public void What_a_folder_says_stands_instead_of_what_is_built_in()
    {
        var folder = Directory.CreateTempSubdirectory("prices-").FullName;
        try
        {
            File.WriteAllText(Path.Combine(folder, "ours.yaml"), Nat);

            var item = Assert.Single(PriceTable.Load([folder]).Find("aws_nat_gateway")!.Items);

            Assert.Equal((0.03m, "https://example.com/contract"), (item.Usd[("eu-west-1", "")], item.Page));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Theory]
    [InlineData("prices: [", "ours.yaml, line 2: ")]
    [InlineData("- a", "ours.yaml: it must hold one YAML mapping")]
    [InlineData("price: []", "ours.yaml, line 1: 'price' is not known here; did you mean 'prices'?")]
    [InlineData("currency: EUR\nprices: []", "ours.yaml, line 1: 'currency' is EUR; prices are in USD.")]
    [InlineData("prices:\n  - types: [x]", "ours.yaml, line 2: it has not exactly one of 'items', 'free' (why) and 'unpriced' (why).")]
    [InlineData("prices:\n  - types: [x]\n    free: so\n    fre: so", "ours.yaml, line 4: 'fre' is not known here; did you mean 'free'?")]
    [InlineData("prices:\n  - types: ['a?b']\n    free: so", "ours.yaml, line 2: 'a?b' is no pattern of resource types")]
    [InlineData("prices:\n  - types: [x]\n    free: so\n  - types: [x]\n    free: so", "ours.yaml: 'x' has its prices twice")]
    public void A_file_that_is_wrong_is_refused_with_its_line(string text, string message) => Refused(text, message);

    [Theory]
    [InlineData("usd: { eu-west-1: 0.03 }", "usd: { eu-west-1: -0.03 }", "line 6: 'usd' must be a number from 0")]
    [InlineData("usd: { eu-west-1: 0.03 }", "usd: { eu-west-1: 3e-2 }", "line 6: 'usd' must be a number from 0")]
    [InlineData("usd: { eu-west-1: 0.03 }", "usd: { eu-west-1: { a: 0.03 } }", "line 6: 'usd' of eu-west-1 must be a number, since there is no 'by'")]
    [InlineData("usd: { eu-west-1: 0.03 }", "by: size, usd: { eu-west-1: 0.03 }", "line 6: 'usd' of eu-west-1 must have prices by kind, since there is 'by'")]
    [InlineData("usd: { eu-west-1: 0.03 }", "usd: { 'eu-west-1, a': 0.03, a: 0.04 }", "line 6: 'usd' of a is there twice")]
    [InlineData("usd: { eu-west-1: 0.03 }", "usd: { eu-west-1: 0.03 }, wen: x", "line 6: 'wen' is not known here; did you mean 'when'?")]
    [InlineData("usd: { eu-west-1: 0.03 }", "usd: { eu-west-1: 0.03 }, when: { attribute: a, operator: equal, value: b }", "line 6: 'when': its condition at /operator is 'equal', which is not known; did you mean 'equals'?")]
    [InlineData("unit: hour", "unit: ''", "line 6: 'unit' must be a text that is not empty")]
    [InlineData("[hours]", "[days]", "line 6: 'quantity' must be a number from 0")]
    [InlineData("[hours]", "[]", "line 6: 'quantity' is missing")]
    [InlineData("[hours]", "[{ usage: monthly_gb }]", "line 6: the usage 'monthly_gb' needs a 'default'")]
    [InlineData("[hours]", "[{ usage: a, attribute: b }]", "line 6: it has not exactly one of 'attribute', 'count', 'sum' and 'usage'")]
    [InlineData("[hours]", "[{ attribute: a, matches: '(a)(b)' }]", "line 6: 'matches' must have one group")]
    [InlineData("[hours]", "[{ attribute: a, matches: '(?=a)(b)' }]", "line 6: 'matches' is no regular expression that runs in linear time")]
    [InlineData("[hours]", "[{ attribute: a, per: 0 }]", "line 6: 'per' must be 0.001 or more")]
    [InlineData("https://example.com/contract", "http://example.com", "line 6: 'source' is missing here and above, or is no https address")]
    [InlineData("2026-01-01", "last year", "line 6: 'as_of' is missing here and above, or is no day such as 2025-06-01")]
    public void A_price_that_is_wrong_is_refused_with_its_line(string right, string wrong, string message) => Refused(Nat.Replace(right, wrong), message);

    public static TheoryData<string, string> Hostile => new()
    {
        { "prices: " + string.Concat(Enumerable.Repeat("[", 100_000)), "nested deeper than 100 levels" },
        { "prices: []\n\0oops", "NUL" },
        { Nat.Replace("0.03", "79228162514264337593543950335"), "line 6: 'usd' must be a number from 0 to 1000000000" },
        { Nat.Replace("[hours]", "[{ attribute: a, plus: 79228162514264337593543950335 }]"), "line 6: 'plus' must be a number from 0 to 1000000000000" },
        { Nat.Replace("unit: hour", "unit: hour, when: &w [*w, *w]"), "line 6" },
        { Nat.Replace("[hours]", "&q [*q]"), "line 6" },
        { Nat.Replace("[hours]", "[&q { attribute: a, else: [*q] }]"), "line 6" },
    };

    [Theory]
    [MemberData(nameof(Hostile))]
    public void What_would_stop_the_service_is_refused_like_any_mistake(string text, string message) => Refused(text, message);

    static void Refused(string text, string message) =>
        Assert.Contains(message, Assert.Throws<PolicyFileException>(() => PriceTable.FromTexts(("ours.yaml", text))).Message);

    [Fact]
    public void The_examples_in_the_documentation_are_ones_that_load()
    {
        var examples = Example().Matches(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "cost.md"))).Select(m => m.Groups[1].Value).ToList();
        var prices = PriceTable.FromTexts(("cost.md", examples.Single(e => e.Contains("\nprices:", StringComparison.Ordinal))));
        Assert.Equal("acme_grant_*", prices.Find("acme_grant_all")!.Types[1]);

        var profiles = PolicyCatalog.FromTexts(("cost.md", examples.Single(e => e.Contains("profiles:", StringComparison.Ordinal))));
        Assert.True(profiles.Find("acme-costs")!.Includes("production-guardrails"));
    }

    [Fact]
    public void A_folder_that_is_not_there_is_refused() =>
        Assert.Contains("Policy:PriceFolders", Assert.Throws<PolicyFileException>(() => PriceTable.Load(["/nowhere"])).Message);

    [GeneratedRegex("```yaml\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Example();

    [GeneratedRegex("^resource \"([a-z0-9_]+)\" \"", RegexOptions.Multiline)]
    private static partial Regex Resource();
}
