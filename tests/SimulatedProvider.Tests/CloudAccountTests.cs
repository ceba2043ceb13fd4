using System.Text.Json;
using InfraAgent.SimulatedProvider.Planning;
using InfraAgent.SimulatedProvider.Schemas;
using InfraAgent.SimulatedProvider.Values;

namespace InfraAgent.SimulatedProvider.Tests;

public sealed class CloudAccountTests
{
    static readonly ObjectSchema Configuration = ProviderSchema.Load().Configuration;

    static (CloudAccount? Account, string? Error) From(string config, params (string Name, string Value)[] environment)
    {
        using var json = JsonDocument.Parse(config);
        return CloudAccount.From(CtyJson.Read(json.RootElement, Configuration.Type), name => environment.FirstOrDefault(v => v.Name == name).Value);
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
}
