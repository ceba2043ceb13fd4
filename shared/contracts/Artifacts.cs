namespace InfraAgent.Contracts;

/// <summary>One immutable file: <c>Path</c> below the store's root (<c>{deployment_id}/r{revision}/main.tf</c>), SHA-256 as <c>sha256:hex</c>, size in bytes.</summary>
public sealed record ArtifactRef(string Path, string Uri, string Digest, long Size);

/// <summary>A generated bundle: its files, a digest over all of them, and one over the code files alone
/// (equal across deployments of the same code, so that a static verdict can be cached by it).</summary>
public sealed record BundleRef
{
    /// <summary>Folder below the store's root: <c>{deployment_id}/r{revision}</c>.</summary>
    public required string Path { get; init; }
    public required string Uri { get; init; }
    public required string Digest { get; init; }
    public required string CodeDigest { get; init; }
    public required IReadOnlyList<ArtifactRef> Files { get; init; }
    /// <summary>Short names of the files that callers ask for first: <c>iac</c> → <c>…/main.tf</c>.</summary>
    public IReadOnlyDictionary<string, string> Entrypoints { get; init; } = new Dictionary<string, string>();
}
