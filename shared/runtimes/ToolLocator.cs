namespace InfraAgent.Runtimes;

static class ToolLocator
{
    /// <summary>Full path of an executable file named by path or looked up in PATH; null when there is none.</summary>
    public static string? Find(string nameOrPath)
    {
        if (nameOrPath.Contains(Path.DirectorySeparatorChar, StringComparison.Ordinal))
            return Runs(Path.GetFullPath(nameOrPath)) ? Path.GetFullPath(nameOrPath) : null;
        foreach (var folder in (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries))
        {
            var path = Path.Combine(folder, nameOrPath);
            if (Runs(path))
                return Path.GetFullPath(path);
        }
        return null;
    }

    static bool Runs(string path) =>
        File.Exists(path)
        && (OperatingSystem.IsWindows()
            || (File.GetUnixFileMode(path) & (UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute)) != 0);
}
