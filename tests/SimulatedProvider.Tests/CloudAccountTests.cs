using System.Text.Json;
using InfraAgent.SimulatedProvider.Planning;
using InfraAgent.SimulatedProvider.Schemas;
using InfraAgent.SimulatedProvider.Values;

namespace InfraAgent.SimulatedProvider.Tests;

public sealed class CloudAccountTests
{
    static (CloudAccount? Account, string? Error) From(string config, params (string Name, string Value)[] environment) => From(SimulatedPlugin.Aws, config, environment);

    static (CloudAccount? Account, string? Error) From(SimulatedPlugin plugin, string config, params (string Name, string Value)[] environment)
    {
        using var json = JsonDocument.Parse(config);
        var configuration = ProviderSchema.Load(plugin).Configuration;
        return CloudAccount.From(configuration.Name, CtyJson.Read(json.RootElement, configuration.Type), name => environment.FirstOrDefault(v => v.Name == name).Value);
    }

    [Fact]
    public void The_region_is_configured_or_from_the_environment()
    {
        Assert.Equal("eu-west-1", From("""{"region": "eu-west-1"}""", ("AWS_REGION", "us-east-1")).Account!.Region);
        Assert.Equal("us-east-1", From("{}", ("AWS_REGION", "us-east-1")).Account!.Region);
        Assert.Contains("missing AWS region", From("{}").Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_region_that_does_not_exist_is_refused_unless_told_not_to_look()
    {
        Assert.Equal("invalid AWS Region: mars-1", From("""{"region": "mars-1"}""").Error);
        Assert.Null(From("""{"region": "mars-1", "skip_region_validation": true}""").Error);
    }

    [Fact]
    public void The_account_is_that_of_an_assumed_role_and_must_be_an_allowed_one()
    {
        Assert.Equal("111122223333", From("""{"region": "eu-west-1", "assume_role": [{"role_arn": "arn:aws:iam::111122223333:role/deploy"}]}""").Account!.AccountId);
        Assert.Equal("AWS account ID not allowed: 123456789012", From("""{"region": "eu-west-1", "allowed_account_ids": ["111122223333"]}""").Error);
        Assert.Equal("AWS account ID not allowed: 123456789012", From("""{"region": "eu-west-1", "forbidden_account_ids": ["123456789012"]}""").Error);
        Assert.Equal("444455556666", From("""{"region": "eu-west-1"}""", ("SIM_TF_ACCOUNT", "444455556666")).Account!.AccountId);
    }

    [Fact]
    public void A_subscription_is_demanded_and_must_be_a_uuid()
    {
        Assert.Contains("`subscription_id` is a required provider property", From(SimulatedPlugin.Azurerm, "{}").Error, StringComparison.Ordinal);
        Assert.Contains("valid UUID", From(SimulatedPlugin.Azurerm, """{"subscription_id": "production"}""").Error, StringComparison.Ordinal);
        Assert.Equal("00000000-0000-0000-0000-000000000001",
            From(SimulatedPlugin.Azurerm, "{}", ("ARM_SUBSCRIPTION_ID", "00000000-0000-0000-0000-000000000001")).Account!.AccountId);
    }

    [Fact]
    public void A_project_fills_what_its_objects_do_not_say_and_labels_them()
    {
        var account = From(SimulatedPlugin.Google, """{"region": "europe-west1", "default_labels": {"team": "shop"}}""", ("GOOGLE_PROJECT", "shop-prod")).Account!;

        Assert.Equal([("project", "shop-prod"), ("region", "europe-west1")], account.Filled.Select(f => (f.Key, f.Value)).Order());
        Assert.Equal(["goog-terraform-provisioned", "team"], account.DefaultTags.Keys);
        Assert.Empty(From(SimulatedPlugin.Google, """{"add_terraform_attribution_label": false}""").Account!.DefaultTags);
    }
}
