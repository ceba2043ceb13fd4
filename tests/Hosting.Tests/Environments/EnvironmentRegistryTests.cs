using InfraAgent.Hosting.Configuration;
using InfraAgent.Hosting.Environments;
using InfraAgent.TestBed;

namespace InfraAgent.Hosting.Tests.Environments;

public sealed class EnvironmentRegistryTests : IDisposable
{
    readonly TempFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void The_default_is_open_and_declares_dev_staging_and_prod()
    {
        Assert.Equal(["dev", "prod", "staging"], EnvironmentRegistry.Default.Declared.Select(x => x.Name));
        Assert.NotNull(EnvironmentRegistry.Default.Find("qa-7"));
        Assert.Null(EnvironmentRegistry.Default.Find("QA"));
        Assert.Null(EnvironmentRegistry.Default.Find("qa\n"));
        Assert.Null(EnvironmentRegistry.Default.Find(""));
    }

    [Fact]
    public void Everything_that_an_environment_says_is_read()
    {
        var registry = Load("""
            environments:
              prod:
                account: "123456789012"
                region: eu-central-1
                policy_profile: strict
                concurrency: 2
                approval_required: true
                monthly_budget_usd: 2000
                default_tags: { owner: platform, cost: "42" }
                naming: { prefix: acme-prod }
                providers: { aws: 6.25.0, azurerm: "~> 4.51", google: ">= 7.9.0, < 8.0.0", "@pulumi/aws": 7.50.0 }
                credentials:
                  write: { AWS_ACCESS_KEY_ID: "env:PROD_WRITE" }
                  read:
                    AWS_ACCESS_KEY_ID: file:/run/secrets/read
              dev:
            """);

        Assert.False(registry.IsOpen);
        Assert.Null(registry.Find("staging"));
        Assert.False(registry.Find("dev")!.ApprovalRequired);
        var prod = registry.Find("prod")!;
        Assert.Equal("123456789012", prod.Account);
        Assert.Equal("eu-central-1", prod.Region);
        Assert.Equal("strict", prod.PolicyProfile);
        Assert.Equal(2, prod.Concurrency);
        Assert.True(prod.ApprovalRequired);
        Assert.Equal((2000, null), (prod.MonthlyBudgetUsd, registry.Find("dev")!.MonthlyBudgetUsd));
        Assert.Equal("42", prod.DefaultTags["cost"]);
        Assert.Equal("acme-prod", prod.Standards.NamePrefix);
        Assert.Equal(["@pulumi/aws=7.50.0", "aws=6.25.0", "azurerm=~> 4.51", "google=>= 7.9.0, < 8.0.0"], prod.Standards.Providers.Select(p => $"{p.Key}={p.Value}").Order(StringComparer.Ordinal));
        Assert.Equal((null, 0), (registry.Find("dev")!.Standards.NamePrefix, registry.Find("dev")!.Standards.Providers.Count));
        Assert.Equal("env:PROD_WRITE", prod.WriteCredentials["AWS_ACCESS_KEY_ID"].ToString());
        Assert.Equal("file:/run/secrets/read", prod.ReadCredentials["AWS_ACCESS_KEY_ID"].ToString());
    }

    [Theory]
    [InlineData("environments:\n  Prod: {}", "line 2", "names are")]
    [InlineData("environments:\n  prod:\n    acount: x", "line 3", "'acount' is not known here; known: account")]
    [InlineData("environments:\n  prod: {}\n  prod: {}", "line 3", "")]
    [InlineData("environments:\n  prod:\n    concurrency: 0", "line 3", "concurrency")]
    [InlineData("environments:\n  prod:\n    monthly_budget_usd: -5", "line 3", "monthly_budget_usd")]
    [InlineData("environments:\n  prod:\n    approval_required: maybe", "line 3", "approval_required")]
    [InlineData("environments:\n  prod:\n    default_tags: [a]", "line 3", "default_tags")]
    [InlineData("environments:\n  prod:\n    region: {a: b}", "line 3", "region")]
    [InlineData("environments:\n  prod:\n    naming: acme", "line 3", "'naming' must be a mapping")]
    [InlineData("environments:\n  prod:\n    naming: {}", "line 3", "'prefix' is missing")]
    [InlineData("environments:\n  prod:\n    naming:\n      prefix: acme\n      suffix: x", "line 5", "'suffix' is not known here; known: prefix")]
    [InlineData("environments:\n  prod:\n    naming:\n      prefix: Acme", "line 4", "lower-case letters and digits, a letter first")]
    [InlineData("environments:\n  prod:\n    naming:\n      prefix: 4cme", "line 4", "a letter first")]
    [InlineData("environments:\n  prod:\n    naming:\n      prefix: acme-", "line 4", "joined by '-'")]
    [InlineData("environments:\n  prod:\n    naming:\n      prefix: ac--me", "line 4", "joined by '-'")]
    [InlineData("environments:\n  prod:\n    naming:\n      prefix: acme_prod", "line 4", "joined by '-'")]
    [InlineData("environments:\n  prod:\n    naming:\n      prefix: acme-europe", "line 4", "at most 10")]
    [InlineData("environments:\n  prod:\n    naming:\n      prefix: acme-ia", "line 4", "the word 'ia'")]
    [InlineData("environments:\n  prod:\n    naming:\n      prefix: sg", "line 4", "the word 'sg'")]
    [InlineData("environments:\n  prod:\n    providers: [aws]", "line 3", "providers")]
    [InlineData("environments:\n  prod:\n    providers: { AWS: 6.20.0 }", "line 3", "'AWS', which is no name of a provider")]
    [InlineData("environments:\n  prod:\n    providers: { \"@aws/pulumi\": 6.20.0 }", "line 3", "no package of Pulumi's")]
    [InlineData("environments:\n  prod:\n    providers: { aws: 6.20 }", "line 3", "has '6.20' for 'aws'. Give a version such as 6.20.0 or a range")]
    [InlineData("environments:\n  prod:\n    providers: { aws: \"~> 6\" }", "line 3", "read in two ways")]
    [InlineData("environments:\n  prod:\n    providers: { aws: latest }", "line 3", "has 'latest'")]
    [InlineData("environments:\n  prod:\n    providers: { aws: \"6.20.0-beta1\" }", "line 3", "has '6.20.0-beta1'")]
    [InlineData("environments:\n  prod:\n    providers: { aws: \"> 6.0.0 < 7.0.0\" }", "line 3", "Give a version")]
    [InlineData("environments:\n  prod:\n    providers: { \"@pulumi/aws\": \"~> 7.48\" }", "line 3", "the one version of the package, such as 7.48.0")]
    [InlineData("environments: {}", "line 1", "declares none")]
    [InlineData("open: true", "line 1", "environments")]
    [InlineData("envs: {}\nenvironments: {prod: {}}", "line 1", "envs")]
    [InlineData("- a", "one YAML mapping", "")]
    [InlineData("environments: [\nprod: { a: b }", "line 1", "no YAML")]
    [InlineData("a: [", "line", "")]
    [InlineData("", "one YAML mapping", "")]
    public void What_is_wrong_is_told_with_file_and_line(string yaml, string where, string what)
    {
        var wrong = Assert.Throws<ConfigurationException>(() => Load(yaml));
        Assert.Equal("Environments:File", wrong.Problems[0].Key);
        Assert.Contains(folder.File("environments.yaml"), wrong.Message, StringComparison.Ordinal);
        Assert.Contains(where, wrong.Message, StringComparison.Ordinal);
        Assert.Contains(what, wrong.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("AKIAHUNTER2")]
    [InlineData("env:")]
    [InlineData("env:A B")]
    [InlineData("file:relative")]
    [InlineData("vault:x")]
    public void A_secret_in_place_of_a_reference_is_refused_and_not_shown(string value)
    {
        var wrong = Assert.Throws<ConfigurationException>(() => Load($"environments:\n  prod:\n    credentials:\n      write: {{ KEY: \"{value}\" }}"));
        Assert.Contains("line 4", wrong.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("HUNTER2", wrong.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_reference_is_resolved_when_it_is_asked_for()
    {
        var file = folder.Write("secret", "value\n");
        Assert.Equal("value", CredentialReference.TryParse("file:" + file)!.Resolve());
        Assert.False(string.IsNullOrEmpty(CredentialReference.TryParse("env:PATH")!.Resolve()));
        Assert.Throws<CredentialMissingException>(() => CredentialReference.TryParse("env:NO_SUCH_VARIABLE_HERE")!.Resolve());
        Assert.Throws<CredentialMissingException>(() => CredentialReference.TryParse("file:/none/secret")!.Resolve());
    }

    EnvironmentRegistry Load(string yaml) => EnvironmentRegistry.Load(folder.Write("environments.yaml", yaml), "Environments:File");
}
