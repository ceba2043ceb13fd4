namespace InfraAgent.Generator.Tests.Kubernetes;

// The operator's own type (external-secrets.io/v1), as far as bundles use it: KubernetesClient knows only what comes with Kubernetes.

public sealed class ExternalSecretShape
{
    public required string ApiVersion { get; set; }
    public required string Kind { get; set; }
    public required k8s.Models.V1ObjectMeta Metadata { get; set; }
    public required ExternalSecretSpecShape Spec { get; set; }
}

public sealed class ExternalSecretSpecShape
{
    public required string RefreshInterval { get; set; }
    public SecretStoreShape? SecretStoreRef { get; set; }
    public required SecretTargetShape Target { get; set; }
    public required List<SecretDataShape> Data { get; set; }
}

public sealed class SecretStoreShape
{
    public required string Name { get; set; }
    public required string Kind { get; set; }
}

public sealed class SecretTargetShape
{
    public required string Name { get; set; }
    public required string CreationPolicy { get; set; }
    public required string DeletionPolicy { get; set; }
}

public sealed class SecretDataShape
{
    public required string SecretKey { get; set; }
    public SecretSourceShape? SourceRef { get; set; }
    public required RemoteSecretShape RemoteRef { get; set; }
}

public sealed class SecretSourceShape
{
    public required SecretStoreShape StoreRef { get; set; }
}

public sealed class RemoteSecretShape
{
    public required string Key { get; set; }
    public string? Property { get; set; }
}
