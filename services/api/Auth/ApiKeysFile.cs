using System.Text.RegularExpressions;
using InfraAgent.Hosting.Configuration;
using InfraAgent.Hosting.Environments;
using InfraAgent.Hosting.Security;

namespace InfraAgent.Api.Auth;

/// <summary>
/// Reads <c>Auth:ApiKeysFile</c>, YAML or JSON:
/// <code>
/// keys:
///   - name: ci
///     hash: sha256:…            # of the key; the command 'new-api-key' makes both
///     roles: [operator]         # viewer, operator, approver, admin
///     environments: [dev, staging]   # or ["*"]
/// </code>
/// </summary>
static partial class ApiKeysFile
{
    public const string Setting = "Auth:ApiKeysFile";
    // Names that the agent itself uses as actors.
    static readonly string[] Reserved = ["local", "infra-agent"];

    /// <exception cref="ConfigurationException">With file and line.</exception>
    public static IReadOnlyList<ApiKey> Load(string path)
    {
        var root = YamlMap.Load(path, Setting);
        var keys = new List<ApiKey>();
        foreach (var entry in root.Maps("keys"))
        {
            var key = Read(entry);
            if (keys.Any(x => x.Caller.Name == key.Caller.Name))
            {
                throw entry.Wrong("name", $"'{key.Caller.Name}' is there twice.");
            }

            if (keys.Any(x => x.Hash.AsSpan().SequenceEqual(key.Hash)))
            {
                throw entry.Wrong("hash", "is there twice: two names would share one key.");
            }

            keys.Add(key);
        }

        root.RefuseUnknown();
        return keys.Count > 0 ? keys : throw root.Wrong("keys", "lists no key, so nobody could call. Make an entry with the command 'new-api-key'.");
    }

    static ApiKey Read(YamlMap entry)
    {
        var name = entry.RequiredText("name");
        if (!NameFormat().IsMatch(name) || Reserved.Contains(name))
        {
            throw entry.Wrong("name", $"must be [A-Za-z0-9][A-Za-z0-9._@-]{{0,63}} and none of {string.Join(", ", Reserved)}.");
        }

        var hash = ApiKeySecret.ParseHash(entry.RequiredText("hash"))
            ?? throw entry.Wrong("hash", "must be 'sha256:' and 64 hexadecimal digits. The key itself does not belong here.");
        var roles = entry.Texts("roles");
        var environments = entry.Texts("environments");
        if (roles.Count == 0)
        {
            throw entry.Wrong("roles", "must list at least one of viewer, operator, approver, admin.");
        }

        if (environments.Count == 0 || environments.Any(x => x != "*" && !EnvironmentRegistry.IsName(x)))
        {
            throw entry.Wrong("environments", "must list names of environments, or \"*\" for all.");
        }

        var caller = new Caller(name, roles.Select(x => ParseRole(entry, x)), environments);
        entry.RefuseUnknown();
        return new ApiKey(hash, caller);
    }

    static Role ParseRole(YamlMap entry, string text) => text switch
    {
        "viewer" => Role.Viewer,
        "operator" => Role.Operator,
        "approver" => Role.Approver,
        "admin" => Role.Admin,
        _ => throw entry.Wrong("roles", $"has '{text}'; known are viewer, operator, approver, admin."),
    };

    [GeneratedRegex(@"\A[A-Za-z0-9][A-Za-z0-9._@-]{0,63}\z", RegexOptions.CultureInvariant)]
    private static partial Regex NameFormat();
}
