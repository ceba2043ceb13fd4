namespace InfraAgent.Generator;

static class WrittenBundles
{
    /// <summary>What a writer gives when its findings refuse the request.</summary>
    public static WrittenBundle Nothing { get; } = new()
    {
        Files = new Dictionary<string, ReadOnlyMemory<byte>>(), Entrypoints = new Dictionary<string, string>(), Code = new HashSet<string>()
    };
}
