using InfraAgent.Contracts;

namespace InfraAgent.Generator;

/// <summary>Adds the manifest and the digests to the files that a runtime's writer made.</summary>
static class BundleSeal
{
    public static Bundle Close(GenerateBundle command, BundleSpec spec, IReadOnlyDictionary<string, ReadOnlyMemory<byte>> written, IReadOnlySet<string> code,
        IReadOnlyDictionary<string, string> writtenEntrypoints, string catalogDigest, string agentVersion)
    {
        var files = new SortedDictionary<string, ReadOnlyMemory<byte>>(written.ToDictionary(), StringComparer.Ordinal);
        var entrypoints = new SortedDictionary<string, string>(writtenEntrypoints.ToDictionary(), StringComparer.Ordinal) { ["manifest"] = "bundle.json" };
        var digests = files.ToDictionary(f => f.Key, f => Digests.Of(f.Value.Span));
        var codeDigest = Digests.OfFiles(digests.Where(f => code.Contains(f.Key)));
        var manifest = Manifest.Write(command, spec, files, digests, codeDigest, entrypoints, catalogDigest, agentVersion);
        files["bundle.json"] = manifest;
        digests["bundle.json"] = Digests.Of(manifest);
        return new Bundle { Files = files, Digest = Digests.OfFiles(digests), CodeDigest = codeDigest, Entrypoints = entrypoints };
    }
}
