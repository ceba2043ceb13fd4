namespace InfraAgent.Runtimes;

/// <summary>Makes the folder that a tool works in from a bundle's files. What a path says is not trusted: it comes from a store.</summary>
public static class WorkspaceFolder
{
    /// <summary>Where terraform leaves a state that it could not store.</summary>
    public const string ErroredStateName = "errored.tfstate";

    /// <summary>Makes the folder (0700; it must not exist or be empty) and writes the files (0600) into it.</summary>
    /// <param name="files">Path in the bundle, with <c>/</c> → content.</param>
    /// <exception cref="InvalidDataException">A path that leaves the folder, or that belongs to the tool or to us.</exception>
    public static async Task MaterialiseAsync(string directory, IEnumerable<KeyValuePair<string, ReadOnlyMemory<byte>>> files, CancellationToken cancel)
    {
        var info = new DirectoryInfo(directory);
        if (info.LinkTarget is not null)
            throw new InvalidDataException($"The workspace '{directory}' is a symbolic link; a workspace is a folder of its own.");
        if (info.Exists && info.EnumerateFileSystemInfos().Any())
            throw new InvalidDataException($"The workspace '{directory}' is not empty; give each run a folder of its own.");
        AgentFolder.Private(directory);
        foreach (var (path, content) in files)
        {
            cancel.ThrowIfCancellationRequested();
            var parts = Parts(path);
            var folder = directory;
            foreach (var part in parts[..^1])
            {
                folder = Path.Combine(folder, part);
                AgentFolder.Private(folder);
            }
            var file = Path.Combine(folder, parts[^1]);
            if (Path.Exists(file))
                throw new InvalidDataException($"The bundle holds '{path}' twice.");
            await DurableFile.WriteSecretAsync(file, content);
        }
    }

    /// <summary>The state that a tool could not store, left by this run or by one that was lost; null when there is none. Holds secrets.</summary>
    public static byte[]? ReadErroredState(string directory)
    {
        var path = Path.Combine(directory, ErroredStateName);
        return File.Exists(path) ? File.ReadAllBytes(path) : null;
    }

    public static void RemoveErroredState(string directory) => File.Delete(Path.Combine(directory, ErroredStateName));

    static string[] Parts(string path)
    {
        var parts = path.Split('/');
        foreach (var part in parts)
        {
            if (part is "" or "." or ".." || part.AsSpan().IndexOfAny('\0', '\\', ':') >= 0)
                throw new InvalidDataException($"The bundle's path '{path}' is refused: it must be relative, with plain names between single slashes.");
        }
        // Plugins, credentials and settings that a tool would pick up by itself are not the bundle's to give.
        if (parts[0] is AgentFolder.Name or ".terraform" or ".terraformrc" or "terraform.rc" or ErroredStateName
            || parts[^1].EndsWith(".tfstate", StringComparison.Ordinal))
            throw new InvalidDataException($"The bundle's path '{path}' is refused: the name belongs to the tool or to the agent.");
        return parts;
    }
}
