using InfraAgent.Contracts;

namespace InfraAgent.Generator;

/// <summary>What every bundle tells beside its code.</summary>
sealed record BundleRecords
{
    public Playbook? Playbook { get; init; }
    public required IReadOnlyList<GivenParameter> Parameters { get; init; }
    public required IReadOnlyList<SecretUse> Secrets { get; init; }
}

/// <summary>Adds to the files that a runtime's writer made what every bundle holds beside them, the manifest and the digests.</summary>
static class BundleSeal
{
    public static Bundle Close(GenerateBundle command, BundleSpec spec, WrittenBundle written, BundleRecords records, string catalogDigest, string agentVersion)
    {
        var files = new SortedDictionary<string, ReadOnlyMemory<byte>>(written.Files.ToDictionary(), StringComparer.Ordinal);
        var entrypoints = new SortedDictionary<string, string>(written.Entrypoints.ToDictionary(), StringComparer.Ordinal) { ["manifest"] = "bundle.json" };
        files.Add(ParameterRecord.Path(command.Environment), ParameterRecord.Write(command.Environment, records.Parameters));
        files.Add(SecretManifest.Path, SecretManifest.Write(records.Secrets));
        entrypoints["secrets"] = SecretManifest.Path;
        if (records.Playbook is { } playbook)
        {
            files.Add(PlaybookFiles.Text, PlaybookFiles.WriteText(command, playbook));
            files.Add(PlaybookFiles.Json, PlaybookFiles.WriteJson(command, playbook));
            entrypoints["playbook"] = PlaybookFiles.Json;
        }

        var digests = files.ToDictionary(f => f.Key, f => Digests.Of(f.Value.Span));
        var codeDigest = Digests.OfFiles(digests.Where(f => written.Code.Contains(f.Key)));
        var manifest = Manifest.Write(command, spec, files, digests, codeDigest, entrypoints, catalogDigest, agentVersion);
        files["bundle.json"] = manifest;
        digests["bundle.json"] = Digests.Of(manifest);
        return new Bundle { Files = files, Digest = Digests.OfFiles(digests), CodeDigest = codeDigest, Entrypoints = entrypoints };
    }
}
