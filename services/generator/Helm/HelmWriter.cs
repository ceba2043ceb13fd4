using System.Text;

namespace InfraAgent.Generator;

/// <summary>A chart: templates that are the same in every bundle, values, and where there are any, patches. Nothing of a request is in a template.</summary>
sealed class HelmWriter : IBundleWriter
{
    static readonly SortedDictionary<string, byte[]> Templates = Embedded("Helm/Chart/");
    /// <summary>What a chart with patches has beside them.</summary>
    static readonly SortedDictionary<string, byte[]> Patching = Embedded("Helm/Patches/");

    public string Runtime => "helm";

    public WrittenBundle Write(BundleInput input, FindingList findings)
    {
        return ClusterModel.Read(input, findings) is { } model ? Write(model, findings) : WrittenBundles.Nothing;
    }

    public Playbook Playbook(BundleInput input) => ClusterPlaybooks.Helm(input);

    public static WrittenBundle Write(ClusterModel model, FindingList findings)
    {
        // The chart applies them when it is installed, to whatever the values give. Whether they fit what runs is told now.
        var before = findings.Count;
        if (model.Patches.Count > 0) ClusterPatches.Apply(new KubernetesResources(model.Workloads, model.Tags).All(), model.Patches, findings);
        if (findings.Count > before) return WrittenBundles.Nothing;

        var environment = model.Facts.Environment;
        var shared = HelmValues.Base(model);
        var files = new SortedDictionary<string, ReadOnlyMemory<byte>>(StringComparer.Ordinal);
        foreach (var (path, content) in Templates) files[path] = content;
        if (model.Patches.Count > 0) Patch(files, model.Patches);
        files["values.yaml"] = YamlWriter.Bytes(shared, "# What the specification says, the same for all its deployments. values.schema.json says what can stand here.\n");
        files["Chart.yaml"] = YamlWriter.Bytes(Chart(files));
        var code = files.Keys.ToHashSet(StringComparer.Ordinal);

        var values = $"values-{environment}.yaml";
        files[values] = YamlWriter.Bytes(HelmValues.Of(model, shared), "# What differs for this deployment and its environment.\n");
        files[$"namespace-{environment}.yaml"] = YamlWriter.Bytes(model.Facts.Namespace());
        files["README.md"] = Encoding.UTF8.GetBytes(ClusterReadme.Helm(model));
        return new WrittenBundle
        {
            Files = files,
            Code = code,
            SecretFiles = model.SecretFiles(_ => "values.yaml", _ => values),
            Entrypoints = new SortedDictionary<string, string>(StringComparer.Ordinal) { ["iac"] = "Chart.yaml", ["parameters"] = values, ["readme"] = "README.md" }
        };
    }

    // Templates of the kinds that are patched give their resources by way of the patches; the others stay as they are.
    static void Patch(SortedDictionary<string, ReadOnlyMemory<byte>> files, IReadOnlyList<ClusterPatch> patches)
    {
        files["patches.json"] = JsonFile.Write(DataList.Of(patches.Select(p => p.ToData())));
        foreach (var (path, content) in Patching) files[path] = content;
        foreach (var (path, content) in Templates.Where(t => Path.GetDirectoryName(t.Key) == "templates" && t.Key.EndsWith(".yaml", StringComparison.Ordinal)))
        {
            var text = Encoding.UTF8.GetString(content);
            if (!patches.Any(p => text.Contains($"\nkind: {p.Kind}\n", StringComparison.Ordinal))) continue;
            var name = "services.documents." + Path.GetFileNameWithoutExtension(path);
            files[path] = Encoding.UTF8.GetBytes($$$"""
                {{- define "{{{name}}}" }}
                {{{text.TrimEnd('\n')}}}
                {{- end }}
                {{- include "services.patched" (dict "root" $ "documents" (include "{{{name}}}" $)) }}

                """.ReplaceLineEndings("\n"));
        }
    }

    static DataMap Chart(SortedDictionary<string, ReadOnlyMemory<byte>> files)
    {
        // Other content is another version: a registry of charts, and helm's history, tell them apart.
        var digest = Digests.OfFiles(files.Select(f => KeyValuePair.Create(f.Key, Digests.Of(f.Value.Span))));
        return DataMap.Of(
            ("apiVersion", "v2"),
            ("name", "services"),
            ("description", "Services of a specification, made by InfraAgent."),
            ("type", "application"),
            ("version", "1.0.0+" + digest["sha256:".Length..][..12]),
            ("kubeVersion", ">=1.27.0-0"));
    }

    static SortedDictionary<string, byte[]> Embedded(string folder)
    {
        var assembly = typeof(HelmWriter).Assembly;
        var templates = new SortedDictionary<string, byte[]>(StringComparer.Ordinal);
        foreach (var name in assembly.GetManifestResourceNames().Where(n => n.StartsWith(folder, StringComparison.Ordinal)))
        {
            using var stream = assembly.GetManifestResourceStream(name)!;
            using var content = new MemoryStream();
            stream.CopyTo(content);
            templates[name[folder.Length..]] = content.ToArray();
        }

        return templates;
    }
}
