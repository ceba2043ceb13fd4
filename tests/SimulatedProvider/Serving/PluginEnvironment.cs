namespace InfraAgent.SimulatedProvider.Serving;

/// <summary>What Terraform tells a plugin that it starts.</summary>
public sealed record PluginEnvironment(string? ClientCertificate, string SocketFolder)
{
    /// <summary>Terraform's own value, by which a plugin knows that Terraform started it.</summary>
    const string MagicCookie = "d602bf8f470bc67ca7faa0386276bbdd4330efaf76d1a219cb4d6991ca9872b2";

    /// <summary>Null when this process was not started by Terraform.</summary>
    public static PluginEnvironment? Read() =>
        Text("TF_PLUGIN_MAGIC_COOKIE") == MagicCookie
            // TF_DISABLE_PLUGIN_TLS leaves the certificate out; the socket is served in clear then.
            ? new(Text("PLUGIN_CLIENT_CERT"), Text("PLUGIN_UNIX_SOCKET_DIR") ?? Path.GetTempPath())
            : null;

    static string? Text(string name) => Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null;
}
