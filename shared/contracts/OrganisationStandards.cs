namespace InfraAgent.Contracts;

/// <summary>What the environment registry says of every deployment in an environment, beside its tags. The weakest of what counts; as it was when the revision was made.</summary>
public sealed record OrganisationStandards
{
    /// <summary>Begins the names that are made of the deployment's; null: they begin with its id.</summary>
    public string? NamePrefix { get; init; }
    /// <summary>Terraform's provider (<c>aws</c>) or Pulumi's package (<c>@pulumi/aws</c>) → the versions of it that count in place of the catalog's.</summary>
    public IReadOnlyDictionary<string, string> Providers { get; init; } = new Dictionary<string, string>();
}
