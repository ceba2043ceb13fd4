using System.Text.RegularExpressions;
using InfraAgent.SimulatedProvider.Values;

namespace InfraAgent.SimulatedProvider.Planning;

/// <summary>Which account and region a provider configuration reaches, and what it adds to every object.</summary>
public sealed partial record CloudAccount(string AccountId, string Region, SortedDictionary<string, object?> DefaultTags)
{
    public static readonly CloudAccount Unconfigured = new("123456789012", "us-east-1", Cty.NewObject());

    public string Partition => Regions.Partition(Region);

    /// <summary>The account that this configuration means, or what is wrong with it. Like the real provider it takes the region from
    /// <c>AWS_REGION</c> or <c>AWS_DEFAULT_REGION</c> when none is configured, and the account from an assumed role.</summary>
    public static (CloudAccount? Account, string? Error) From(object? config, Func<string, string?> environment)
    {
        string?[] regions = [Cty.Text(config, "region"), environment("AWS_REGION"), environment("AWS_DEFAULT_REGION")];
        if (regions.FirstOrDefault(r => !string.IsNullOrEmpty(r)) is not { } region) return (null, "Invalid provider configuration: missing AWS region. Set 'region' or AWS_REGION.");
        if (!Regions.Known(region) && Cty.Get(config, "skip_region_validation") is not true) return (null, $"invalid AWS Region: {region}");

        var role = Cty.AsList(Cty.Get(config, "assume_role"))?.Select(x => Cty.Text(x, "role_arn")).FirstOrDefault();
        var account = role is not null && AccountInArn().Match(role) is { Success: true } match
            ? match.Groups[1].Value
            : environment("SIM_TF_ACCOUNT") ?? Unconfigured.AccountId;
        var allowed = Cty.AsList(Cty.Get(config, "allowed_account_ids"));
        var forbidden = Cty.AsList(Cty.Get(config, "forbidden_account_ids"));
        if (allowed?.Contains(account) == false || forbidden?.Contains(account) == true) return (null, $"AWS account ID not allowed: {account}");

        var tags = Cty.Get(Cty.AsList(Cty.Get(config, "default_tags"))?.FirstOrDefault(), "tags");
        return (new(account, region, Cty.AsObject(tags) ?? Cty.NewObject()), null);
    }

    [GeneratedRegex("^arn:[a-z-]+:iam::([0-9]{12}):role/")]
    private static partial Regex AccountInArn();
}
