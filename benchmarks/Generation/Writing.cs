namespace InfraAgent.Benchmarks.Generation;

/// <summary>Files of a bundle into a folder, as plainly as it can be done: no flush, no digest, no manifest.</summary>
static class Writing
{
    static int last;

    public static string ToNewFolder(string root, IReadOnlyDictionary<string, ReadOnlyMemory<byte>> files)
    {
        var folder = Path.Combine(root, (++last).ToString());
        var made = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (path, content) in files)
        {
            var file = Path.Combine(folder, path);
            var parent = Path.GetDirectoryName(file)!;
            if (made.Add(parent)) Directory.CreateDirectory(parent);
            using var handle = File.OpenHandle(file, FileMode.CreateNew, FileAccess.Write, preallocationSize: 0);
            RandomAccess.Write(handle, content.Span, 0);
        }

        return folder;
    }
}
