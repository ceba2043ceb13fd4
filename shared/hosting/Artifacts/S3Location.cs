namespace InfraAgent.Hosting.Artifacts;

/// <summary>A bucket, the part of it that is ours, and how it is reached.</summary>
/// <param name="Bucket">Its name.</param>
/// <param name="Prefix">Without slashes at its ends; may be empty.</param>
/// <param name="Endpoint">Another server than AWS; null is AWS.</param>
/// <param name="Region">Null: as the SDK finds it.</param>
/// <param name="AccessKey">Null: credentials as the SDK finds them (environment, profile, the machine's role).</param>
/// <param name="SecretKey">Together with <paramref name="AccessKey"/>.</param>
public sealed record S3Location(string Bucket, string Prefix, Uri? Endpoint, string? Region, string? AccessKey, string? SecretKey)
{
    public string Uri { get; } = Prefix.Length == 0 ? $"s3://{Bucket}" : $"s3://{Bucket}/{Prefix}";

    /// <summary>Without the secret: this is what logs show.</summary>
    public override string ToString() => Uri;
}
