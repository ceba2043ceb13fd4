namespace InfraAgent.Generator;

/// <summary>The overlay's <c>images</c>: kustomize replaces an image by name wherever it stands, so an image is listed only where all its users change alike.</summary>
static class ImageTransforms
{
    readonly record struct Reference(string Name, string? Tag, string? Digest)
    {
        public static Reference Parse(string image)
        {
            var at = image.IndexOf('@', StringComparison.Ordinal);
            var (rest, digest) = at < 0 ? (image, null) : (image[..at], image[(at + 1)..]);
            var colon = rest.LastIndexOf(':');
            return colon > rest.LastIndexOf('/') ? new Reference(rest[..colon], rest[(colon + 1)..], digest) : new Reference(rest, null, digest);
        }

        public bool IsSimple => Tag is null || Digest is null;
    }

    /// <summary>Entries of <c>images</c> in order of their names, and the images of the base that they replace.</summary>
    public static (IReadOnlyList<DataMap> Entries, IReadOnlySet<string> Names) Between(IReadOnlyList<ClusterWorkload> from, IReadOnlyDictionary<string, ClusterWorkload> to)
    {
        var users = from.Where(w => to.ContainsKey(w.Name)).Select(w => (Before: Reference.Parse(w.Image), After: Reference.Parse(to[w.Name].Image))).ToArray();
        var byLength = users.Select(u => u.Before.Name).Distinct(StringComparer.Ordinal).ToLookup(n => n.Length);
        var entries = new List<DataMap>();
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var group in users.GroupBy(u => u.Before.Name, StringComparer.Ordinal).OrderBy(g => g.Key, StringComparer.Ordinal))
        {
            var after = group.First().After;
            if (group.All(u => u.Before == u.After) || group.Any(u => u.After != after || !u.Before.IsSimple) || !after.IsSimple) continue;
            if (after is { Tag: null, Digest: null } || byLength[group.Key.Length].Any(n => n != group.Key && Matches(group.Key, n))) continue;
            names.Add(group.Key);
            entries.Add(DataMap.Of(
                ("name", group.Key),
                ("newName", after.Name == group.Key ? null : (DataValue)after.Name),
                ("newTag", after.Tag is { } tag ? (DataValue)tag : null),
                ("digest", after.Digest is { } digest ? (DataValue)digest : null)));
        }

        return (entries, names);
    }

    public static string NameOf(string image) => Reference.Parse(image).Name;

    // kustomize takes the name for a pattern, in which a dot is any character.
    static bool Matches(string pattern, string name)
    {
        for (var i = 0; i < pattern.Length; i++)
        {
            if (pattern[i] != name[i] && pattern[i] != '.') return false;
        }

        return true;
    }
}
