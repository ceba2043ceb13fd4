using System.Security.Cryptography;
using InfraAgent.Hosting.Configuration;
using InfraAgent.Hosting.Security;

namespace InfraAgent.Api.Auth;

/// <summary>The keys in force. The file is looked at again every few seconds, so that a key can be added or withdrawn without a restart;
/// a file that has become wrong changes nothing and is reported.</summary>
sealed class ApiKeys
{
    static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(5);

    readonly string? path;
    readonly TimeProvider clock;
    readonly ILogger<ApiKeys> logger;
    readonly Lock reloading = new();

    IReadOnlyList<ApiKey> keys = [];
    (DateTime Written, long Length) seen;
    long lastLook;

    /// <exception cref="ConfigurationException">The file is wrong.</exception>
    public ApiKeys(AgentOptions options, TimeProvider clock, ILogger<ApiKeys> logger)
    {
        (path, this.clock, this.logger) = (options.ApiKeysFile, clock, logger);
        lastLook = clock.GetTimestamp();
        if (path is not null)
        {
            seen = Stamp(path);
            keys = ApiKeysFile.Load(path);
        }
    }

    /// <summary>False: no file is configured, and callers are this machine's users.</summary>
    public bool Required => path is not null;

    /// <summary>Null when no key in force is this one.</summary>
    public Caller? Find(string key)
    {
        LookAgain();
        var hash = ApiKeySecret.HashBytes(key);
        Caller? found = null;
        foreach (var candidate in Volatile.Read(ref keys))
        {
            // Through to the end, so that the time says nothing about the place in the list.
            found = CryptographicOperations.FixedTimeEquals(candidate.Hash, hash) ? candidate.Caller : found;
        }

        return found;
    }

    void LookAgain()
    {
        if (path is null || clock.GetElapsedTime(Volatile.Read(ref lastLook)) < LookEvery || !reloading.TryEnter())
        {
            return;
        }

        try
        {
            Volatile.Write(ref lastLook, clock.GetTimestamp());
            var stamp = Stamp(path);
            if (stamp == seen)
            {
                return;
            }

            seen = stamp;
            var loaded = ApiKeysFile.Load(path);
            Volatile.Write(ref keys, loaded);
            logger.LogInformation("The API keys were read again: {Count} keys", loaded.Count);
        }
        catch (ConfigurationException wrong)
        {
            logger.LogError("The API keys changed, but cannot be used; the ones before stay in force. {Problem}", wrong.Message);
        }
        finally
        {
            reloading.Exit();
        }
    }

    static (DateTime, long) Stamp(string path)
    {
        try
        {
            // Mounted secrets are links that are switched over.
            var file = new FileInfo(path);
            file = file.ResolveLinkTarget(returnFinalTarget: true) as FileInfo ?? file;
            return (file.LastWriteTimeUtc, file.Length);
        }
        catch (IOException)
        {
            return default; // gone, or just being switched over
        }
    }
}
