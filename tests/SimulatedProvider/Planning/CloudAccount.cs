using InfraAgent.SimulatedProvider.Values;

namespace InfraAgent.SimulatedProvider.Planning;

/// <summary>What a provider configuration reaches (an AWS account, an Azure subscription, a Google project), and what it adds to every object.</summary>
/// <param name="AccountId">The account's number, the subscription's or the project's id.</param>
/// <param name="Region">Empty where the configuration names none: of Azure, every object says its own location.</param>
/// <param name="DefaultTags">Tags, or labels, of every object that can have them.</param>
public sealed record CloudAccount(string AccountId, string Region, SortedDictionary<string, object?> DefaultTags)
{
    public static readonly CloudAccount Unconfigured = new("123456789012", "us-east-1", Cty.NewObject());

    /// <summary>Optional attributes that the provider fills from its own configuration, and with what.</summary>
    public IReadOnlyDictionary<string, string> Filled { get; init; } = new Dictionary<string, string> { ["region"] = Region };

    public string Partition => Regions.Partition(Region);

    /// <summary>The account that this configuration means, or what is wrong with it.</summary>
    public static (CloudAccount? Account, string? Error) From(string provider, object? config, Func<string, string?> environment) => provider switch
    {
        "azurerm" => AzureSubscription.From(config, environment),
        "google" => GoogleProject.From(config, environment),
        _ => AwsAccount.From(config, environment),
    };

    /// <summary>The first that says something.</summary>
    internal static string? First(params IEnumerable<string?> values) => values.FirstOrDefault(v => !string.IsNullOrEmpty(v));
}
