using InfraAgent.Hosting.Artifacts;

namespace InfraAgent.Hosting.Configuration;

/// <summary><c>Artifacts:Location</c> and what belongs to it: a folder, or a bucket.</summary>
static class ArtifactsSetting
{
    const string Location = "Artifacts:Location";
    const string Endpoint = "Artifacts:Endpoint";
    const string Region = "Artifacts:Region";
    const string AccessKey = "Artifacts:AccessKey";
    const string SecretKey = "Artifacts:SecretKey";
    // A key has at most 1024 bytes, an artifact's path at most 512.
    const int LongestPrefix = 256;

    /// <summary>Null when it is a bucket.</summary>
    /// <param name="settings">Where problems are told.</param>
    /// <param name="fallback">The folder that is used without the setting; null when there must be one.</param>
    public static string? ReadFolder(SettingsReader settings, string? fallback)
    {
        var text = settings.Text(Location);
        if (text is null)
        {
            if (fallback is null)
            {
                settings.Problem(Location, "is missing. Give a folder that all services share, for example file:///var/lib/infra-agent/artifacts, or a bucket, for example s3://bucket/infra-agent.");
            }

            return fallback;
        }

        if (IsBucket(text))
        {
            return null;
        }

        if (Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Scheme == Uri.UriSchemeFile && uri.Host.Length == 0 && uri.LocalPath.Length >= 2)
        {
            return uri.LocalPath;
        }

        settings.Problem(Location, $"is '{text}'; a folder as file:///absolute/path or a bucket as s3://bucket/prefix is needed.");
        return null;
    }

    /// <summary>Null when it is a folder.</summary>
    public static S3Location? ReadBucket(SettingsReader settings)
    {
        if (settings.Text(Location) is { } text && IsBucket(text))
        {
            return ReadBucket(settings, text);
        }

        foreach (var key in new[] { Endpoint, Region, AccessKey, SecretKey }.Where(x => settings.Text(x) is not null))
        {
            settings.Problem(key, $"is set, but {Location} is no bucket. Give one as s3://bucket/prefix, or remove this setting.");
        }

        return null;
    }

    static bool IsBucket(string location) => location.StartsWith("s3://", StringComparison.Ordinal);

    static S3Location ReadBucket(SettingsReader settings, string text)
    {
        var parts = text["s3://".Length..].TrimEnd('/').Split('/', 2);
        var (bucket, prefix) = (parts[0], parts.Length == 2 ? parts[1] : "");
        if (bucket.Length is < 3 or > 63 || bucket.Any(c => !char.IsAsciiLetterLower(c) && !char.IsAsciiDigit(c) && c is not ('-' or '.')) || !char.IsAsciiLetterOrDigit(bucket[0]) || !char.IsAsciiLetterOrDigit(bucket[^1]))
        {
            settings.Problem(Location, $"is '{text}'; a bucket's name has 3 to 63 of [a-z0-9.-] and begins and ends with a letter or digit, as in s3://bucket/prefix.");
        }

        if (prefix.Length > LongestPrefix)
        {
            settings.Problem(Location, $"has a prefix of {prefix.Length} characters; at most {LongestPrefix} are allowed.");
        }
        else if (prefix.Length > 0 && StorePath.Problem(prefix) is { } problem)
        {
            settings.Problem(Location, $"has a prefix that {problem}.");
        }

        var endpoint = settings.Address(Endpoint);
        var (access, secret) = (settings.Text(AccessKey), settings.Text(SecretKey));
        if ((access is null) != (secret is null))
        {
            var (missing, given) = access is null ? (AccessKey, SecretKey) : (SecretKey, AccessKey);
            settings.Problem(missing, $"is missing, but {given} is set. Give both, or neither: then credentials are found as the AWS SDK does (environment, profile, the machine's role).");
        }

        return new S3Location(bucket, prefix, endpoint, ReadRegion(settings, endpoint), access, secret);
    }

    static string? ReadRegion(SettingsReader settings, Uri? endpoint)
    {
        var region = settings.Text(Region);
        if (region is null)
        {
            return endpoint is null ? null : "us-east-1";
        }

        if (region.Length > 32 || region.Any(c => !char.IsAsciiLetterLower(c) && !char.IsAsciiDigit(c) && c != '-'))
        {
            settings.Problem(Region, $"is '{region}'; a region such as eu-central-1 is needed.");
        }

        return region;
    }
}
