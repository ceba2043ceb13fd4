namespace InfraAgent.Hosting.Artifacts;

/// <summary>A folder whose files are reached by <see cref="StorePath"/> only, never through a symbolic link below it.</summary>
sealed class StoreRoot
{
    public StoreRoot(string folder)
    {
        Folder = Path.GetFullPath(folder).TrimEnd(Path.DirectorySeparatorChar);
        Directory.CreateDirectory(Folder);
    }

    public string Folder { get; }

    public string Resolve(string path, string what)
    {
        StorePath.Require(path, what);
        return Path.Combine(Folder, path.Replace('/', Path.DirectorySeparatorChar));
    }

    /// <summary>The file for reading; null when there is none, or a link is on the way.</summary>
    public FileInfo? Find(string path, string what)
    {
        var file = new FileInfo(Resolve(path, what));
        return file.Exists && file.LinkTarget is null && NoLinks(file.Directory) ? file : null;
    }

    public DirectoryInfo? FindFolder(string path, string what)
    {
        var folder = new DirectoryInfo(Resolve(path, what));
        return folder.Exists && NoLinks(folder) ? folder : null;
    }

    /// <summary>Makes the folder that a resolved path lies in.</summary>
    /// <exception cref="IOException">A symbolic link is on the way.</exception>
    public void MakeParent(string resolved)
    {
        var parent = new DirectoryInfo(resolved).Parent!;
        if (!NoLinks(parent))
        {
            throw new IOException($"'{parent.FullName}' is behind a symbolic link, which the store does not follow.");
        }

        Directory.CreateDirectory(parent.FullName);
    }

    bool NoLinks(DirectoryInfo? folder)
    {
        for (; folder is not null && folder.FullName.Length > Folder.Length; folder = folder.Parent)
        {
            if (folder.LinkTarget is not null)
            {
                return false;
            }
        }

        return true;
    }
}
