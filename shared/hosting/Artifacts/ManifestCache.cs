namespace InfraAgent.Hosting.Artifacts;

/// <summary>The manifests that were used last. They never change, so what was read once is true.</summary>
sealed class ManifestCache(int most)
{
    readonly Lock turn = new();
    readonly Dictionary<string, LinkedListNode<(string Folder, IReadOnlyDictionary<string, StoredContent> Files)>> byFolder = new(StringComparer.Ordinal);
    readonly LinkedList<(string Folder, IReadOnlyDictionary<string, StoredContent> Files)> byUse = new();

    public IReadOnlyDictionary<string, StoredContent>? Find(string folder)
    {
        lock (turn)
        {
            if (!byFolder.TryGetValue(folder, out var node))
            {
                return null;
            }

            byUse.Remove(node);
            byUse.AddFirst(node);
            return node.Value.Files;
        }
    }

    public void Add(string folder, IReadOnlyDictionary<string, StoredContent> files)
    {
        lock (turn)
        {
            if (byFolder.ContainsKey(folder))
            {
                return;
            }

            byFolder[folder] = byUse.AddFirst((folder, files));
            if (byUse.Count > most)
            {
                byFolder.Remove(byUse.Last!.Value.Folder);
                byUse.RemoveLast();
            }
        }
    }
}
