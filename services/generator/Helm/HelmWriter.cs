using System.Text;

namespace InfraAgent.Generator;

/// <summary>A chart: templates that are the same in every bundle, and values. Nothing of a request is in a template.</summary>
sealed class HelmWriter : IBundleWriter
{
    const string Folder = "Helm/Chart/";

    static readonly SortedDictionary<string, byte[]> Templates = Embedded();

    public string Runtime => "helm";

    public WrittenBundle Write(BundleInput input, FindingList findings)
    {
        return ClusterModel.Read(input, findings) is { } model ? Write(model, findings) : WrittenBundles.Nothing;
    }

    public Playbook Playbook(BundleInput input) => ClusterPlaybooks.Helm(input);

    public static WrittenBundle Write(ClusterModel model, FindingList findings)
    {
        if (model.Patches.Count > 0)
        {
            findings.Add(SpecRules.NotTogether, model.Patches[0].Place, "Patches do not go with runtime 'helm': a chart's resources are made when it is installed, by templates that are the same for everyone.",
                "Use runtime 'kubernetes', or a value of the chart that says the same.");
            return WrittenBundles.Nothing;
        }

        var environment = model.Facts.Environment;
        var shared = HelmValues.Base(model);
        var files = new SortedDictionary<string, ReadOnlyMemory<byte>>(StringComparer.Ordinal);
        foreach (var (path, content) in Templates) files[path] = content;
        files["values.yaml"] = Encoding.UTF8.GetBytes(
            "# What the specification says, the same for all its deployments. values.schema.json says what can stand here.\n" + YamlWriter.Write(shared));
        files["Chart.yaml"] = YamlWriter.Bytes(Chart(files));
        var code = files.Keys.ToHashSet(StringComparer.Ordinal);

        var values = $"values-{environment}.yaml";
        files[values] = Encoding.UTF8.GetBytes("# What differs for this deployment and its environment.\n" + YamlWriter.Write(HelmValues.Of(model, shared)));
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

    static SortedDictionary<string, byte[]> Embedded()
    {
        var assembly = typeof(HelmWriter).Assembly;
        var templates = new SortedDictionary<string, byte[]>(StringComparer.Ordinal);
        foreach (var name in assembly.GetManifestResourceNames().Where(n => n.StartsWith(Folder, StringComparison.Ordinal)))
        {
            using var stream = assembly.GetManifestResourceStream(name)!;
            using var content = new MemoryStream();
            stream.CopyTo(content);
            templates[name[Folder.Length..]] = content.ToArray();
        }

        return templates;
    }
}
