using InfraAgent.Hosting.Security;

namespace InfraAgent.Hosting.Configuration;

/// <summary>What a process does instead of serving, without any setting: making keys.</summary>
static class AgentCommands
{
    /// <summary>The exit code of the command that the arguments name; null when they name none.</summary>
    public static int? TryRun(string[] args, TextWriter output) => args switch
    {
        ["new-key-file", { } path] => NewKeyFile(path, output),
        ["new-api-key", { } name, .. var rest] => NewApiKey(name, rest, output),
        ["new-key-file" or "new-api-key", ..] => Usage(output),
        _ => null,
    };

    static int NewKeyFile(string path, TextWriter output)
    {
        if (KeyFile.TryCreate(path))
        {
            output.WriteLine($"Made '{path}' with one new key, readable by its owner alone.");
            return 0;
        }

        // Not an error: an init container runs this on every start, and a key is never replaced.
        output.WriteLine($"'{path}' is there already; nothing was changed.");
        return 0;
    }

    static int NewApiKey(string name, string[] roles, TextWriter output)
    {
        var key = ApiKeySecret.New();
        output.WriteLine(
            $$"""
            # The key, shown this once: {{key}}
            # Add to the list 'keys' of Auth:ApiKeysFile:
              - name: {{name}}
                hash: {{ApiKeySecret.Hash(key)}}
                roles: [{{string.Join(", ", roles.Length > 0 ? roles : ["operator"])}}]
                environments: ["*"]
            """);
        return 0;
    }

    static int Usage(TextWriter output)
    {
        output.WriteLine("Usage: new-key-file <path> | new-api-key <name> [viewer|operator|approver|admin]...");
        return 64;
    }
}
