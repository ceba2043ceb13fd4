namespace InfraAgent.Generator;

/// <summary>Versions of what programs are made for, beside the providers that catalogs name. Pinned, so that the same code means the same tools.</summary>
static class PulumiVersions
{
    public const string Sdk = "3.276.0";
    public const string Random = "4.21.2";
    public const string Kubernetes = "4.34.2";
    public const string TypeScript = "5.9.3";
    public const string NodeTypes = "22.20.5";
}
