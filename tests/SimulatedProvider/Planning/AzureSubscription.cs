using InfraAgent.SimulatedProvider.Values;

namespace InfraAgent.SimulatedProvider.Planning;

/// <summary>The subscription of hashicorp/azurerm, which has no region and no default tags: every object says its own.</summary>
static class AzureSubscription
{
    public static (CloudAccount? Account, string? Error) From(object? config, Func<string, string?> environment)
    {
        if (CloudAccount.First(Cty.Text(config, "subscription_id"), environment("ARM_SUBSCRIPTION_ID")) is not { } subscription)
            return (null, "`subscription_id` is a required provider property when performing a plan/apply operation");
        return Guid.TryParseExact(subscription, "D", out _)
            ? (new(subscription, "", Cty.NewObject()) { Filled = new Dictionary<string, string>() }, null)
            : (null, $"expected \"subscription_id\" to be a valid UUID, got {subscription}");
    }
}
