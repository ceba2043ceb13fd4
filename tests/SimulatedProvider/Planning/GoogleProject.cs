using InfraAgent.SimulatedProvider.Values;

namespace InfraAgent.SimulatedProvider.Planning;

/// <summary>The project of hashicorp/google. Like the real provider it takes what is not configured from the environment, and fills the
/// <c>project</c>, <c>region</c> and <c>zone</c> of an object that says none.</summary>
static class GoogleProject
{
    public static (CloudAccount? Account, string? Error) From(object? config, Func<string, string?> environment)
    {
        string? Of(string name, params string[] variables) => CloudAccount.First([Cty.Text(config, name), .. variables.Select(environment)]);
        var filled = new Dictionary<string, string>();
        if (Of("project", "GOOGLE_PROJECT", "GOOGLE_CLOUD_PROJECT", "GCLOUD_PROJECT", "CLOUDSDK_CORE_PROJECT") is { } project) filled["project"] = project;
        if (Of("region", "GOOGLE_REGION", "GCLOUD_REGION", "CLOUDSDK_COMPUTE_REGION") is { } region) filled["region"] = region;
        if (Of("zone", "GOOGLE_ZONE", "GCLOUD_ZONE", "CLOUDSDK_COMPUTE_ZONE") is { } zone) filled["zone"] = zone;
        var labels = Cty.CopyObject(Cty.AsObject(Cty.Get(config, "default_labels")) ?? Cty.NewObject());
        // Since its version 6 the provider marks what it made, unless told not to.
        if (Cty.Get(config, "add_terraform_attribution_label") is not false) labels["goog-terraform-provisioned"] = "true";
        return (new(filled.GetValueOrDefault("project", ""), filled.GetValueOrDefault("region", ""), labels) { Filled = filled }, null);
    }
}
