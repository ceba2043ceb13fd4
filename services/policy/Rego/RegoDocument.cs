using System.Text.Json;
using InfraAgent.Policy.Bundles;

namespace InfraAgent.Policy.Rego;

/// <summary>What a policy is asked about: JSON, and what it is called where its messages do not say.</summary>
sealed record RegoDocument(ReadOnlyMemory<byte> Json, string? Address)
{
    static readonly JsonSerializerOptions Deep = new() { MaxDepth = 256 };

    /// <summary>Each Kubernetes object by itself, a Compose project as a whole; null where the bundle could not be rendered.</summary>
    public static IReadOnlyList<RegoDocument>? Of(BundleFacts facts, string? rendered)
    {
        if (rendered is null || facts.Resources is not { } resources) return null;
        return facts.Runtime == "docker-compose"
            ? [.. RenderedYaml.Read(rendered).Select(d => new RegoDocument(JsonSerializer.SerializeToUtf8Bytes(d.Value, Deep), null))]
            // What else there is of an object, its pod and containers, is in it.
            : [.. resources.Where(r => r.Address.StartsWith(r.Type + "/", StringComparison.Ordinal))
                .Select(r => new RegoDocument(JsonSerializer.SerializeToUtf8Bytes(r.Values, Deep), r.Address))];
    }
}
