using System.Text.RegularExpressions;
using InfraAgent.SimulatedProvider.Values;

namespace InfraAgent.SimulatedProvider.Planning;

/// <summary>The account of hashicorp/aws. Like the real provider it takes the region from <c>AWS_REGION</c> or <c>AWS_DEFAULT_REGION</c> when
/// none is configured, and the account from an assumed role.</summary>
static partial class AwsAccount
{
    public static (CloudAccount? Account, string? Error) From(object? config, Func<string, string?> environment)
    {
        if (CloudAccount.First(Cty.Text(config, "region"), environment("AWS_REGION"), environment("AWS_DEFAULT_REGION")) is not { } region)
            return (null, "Invalid provider configuration: missing AWS region. Set 'region' or AWS_REGION.");
        if (!Regions.Known(region) && Cty.Get(config, "skip_region_validation") is not true) return (null, $"invalid AWS Region: {region}");

        var role = Cty.AsList(Cty.Get(config, "assume_role"))?.Select(x => Cty.Text(x, "role_arn")).FirstOrDefault();
        var account = role is not null && AccountInArn().Match(role) is { Success: true } match
            ? match.Groups[1].Value
            : environment("SIM_TF_ACCOUNT") ?? CloudAccount.Unconfigured.AccountId;
        var allowed = Cty.AsList(Cty.Get(config, "allowed_account_ids"));
        var forbidden = Cty.AsList(Cty.Get(config, "forbidden_account_ids"));
        if (allowed?.Contains(account) == false || forbidden?.Contains(account) == true) return (null, $"AWS account ID not allowed: {account}");

        var tags = Cty.Get(Cty.AsList(Cty.Get(config, "default_tags"))?.FirstOrDefault(), "tags");
        return (new(account, region, Cty.AsObject(tags) ?? Cty.NewObject()), null);
    }

    [GeneratedRegex("^arn:[a-z-]+:iam::([0-9]{12}):role/")]
    private static partial Regex AccountInArn();
}
