namespace InfraAgent.Runtimes;

/// <summary>The drivers' own folder in a workspace. Terraform overlooks folders whose names begin with a dot, and a bundle cannot hold this name.</summary>
public static class AgentFolder
{
    public const string Name = ".agent";

    public static string Of(string workspaceDirectory) => Path.Combine(workspaceDirectory, Name);

    /// <summary>Makes it, or a folder in it, for us alone (0700).</summary>
    public static string Make(string workspaceDirectory, params ReadOnlySpan<string> parts)
    {
        var path = Of(workspaceDirectory);
        Private(path);
        foreach (var part in parts)
        {
            path = Path.Combine(path, part);
            Private(path);
        }
        return path;
    }

    /// <summary>Makes a folder, and those that it is in, where they are not there: for us alone (0700).</summary>
    public static void Private(string path)
    {
        if (OperatingSystem.IsWindows())
            Directory.CreateDirectory(path);
        else
            Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }
}
