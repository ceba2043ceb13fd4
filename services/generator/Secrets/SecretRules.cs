namespace InfraAgent.Generator;

/// <summary>Rules that find plain secrets. Ids are part of the contract: never reuse one.</summary>
public static class SecretRules
{
    public const string Name = "SEC001";
    public const string Format = "SEC002";
    public const string PrivateKey = "SEC003";
    public const string ConnectionString = "SEC004";
    public const string Entropy = "SEC005";
}
