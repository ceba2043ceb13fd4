namespace InfraAgent.Runtimes;

/// <summary>What a tool sees of the world: a short list of the service's own variables (way to the network, certificates, time zone),
/// a home and a temporary folder of its own, and what the workspace gives. Never the service's credentials.</summary>
static class ToolEnvironment
{
    // A socket's path must fit into 104 bytes; plugins make theirs in TMPDIR with names of about 24.
    const int LongestTemporary = 72;

    static readonly string[] Allowed =
    [
        "PATH", "LANG", "LC_ALL", "TZ", "SSL_CERT_FILE", "SSL_CERT_DIR",
        "HTTP_PROXY", "HTTPS_PROXY", "NO_PROXY", "ALL_PROXY", "http_proxy", "https_proxy", "no_proxy", "all_proxy",
    ];

    public static Dictionary<string, string> For(Workspace workspace, ToolOptions options)
    {
        var environment = new Dictionary<string, string>();
        foreach (var name in Allowed.Concat(options.PassThrough))
        {
            if (Environment.GetEnvironmentVariable(name) is { } value)
                environment[name] = value;
        }
        environment["HOME"] = AgentFolder.Make(workspace.Directory, "home");
        environment["TMPDIR"] = Temporary(workspace);
        foreach (var (name, value) in workspace.Variables)
            environment[name] = value;
        return environment;
    }

    static string Temporary(Workspace workspace)
    {
        var own = AgentFolder.Make(workspace.Directory, "tmp");
        if (own.Length <= LongestTemporary)
            return own;
        // The same short name for the same workspace, so that nothing piles up.
        var hash = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(own)))[..16];
        var user = Environment.UserName;
        var path = Path.Combine(Path.GetTempPath(), $"infra-agent-{user}", hash);
        AgentFolder.Private(Path.GetDirectoryName(path)!);
        AgentFolder.Private(path);
        return path;
    }
}
