namespace InfraAgent.Hosting.Security;

/// <summary>One key: an id of <c>[a-z0-9-]{1,32}</c> that may be public, and 32 secret bytes.</summary>
public sealed class RingKey(string id, byte[] secret)
{
    public string Id { get; } = id;

    internal byte[] Secret { get; } = secret;
}
