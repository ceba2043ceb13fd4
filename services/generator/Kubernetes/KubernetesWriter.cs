using System.Text;

namespace InfraAgent.Generator;

/// <summary>Manifests for kustomize: a base with one file for each resource, and an overlay for the environment.</summary>
sealed class KubernetesWriter : IBundleWriter
{
    public string Runtime => "kubernetes";

    public WrittenBundle Write(BundleInput input, FindingList findings)
    {
        return ClusterModel.Read(input, findings) is { } model ? Write(model, findings) : WrittenBundles.Nothing;
    }

    public Playbook Playbook(BundleInput input) => ClusterPlaybooks.Kubernetes(input);

    public static WrittenBundle Write(ClusterModel model, FindingList findings)
    {
        var before = findings.Count;
        var to = ClusterPatches.Apply(new KubernetesResources(model.Workloads, model.Tags).All(), model.Patches, findings);
        var from = ReferenceEquals(model.Base, model.Workloads) ? to : ClusterPatches.Apply(new KubernetesResources(model.Base, model.Tags).All(), model.Patches, null);
        if (findings.Count > before) return WrittenBundles.Nothing;

        var files = new SortedDictionary<string, ReadOnlyMemory<byte>>(StringComparer.Ordinal);
        var code = new HashSet<string>(StringComparer.Ordinal);
        void Base(string name, DataValue content)
        {
            files["base/" + name] = YamlWriter.Bytes(content);
            code.Add("base/" + name);
        }

        foreach (var resource in from) Base(resource.Id + ".yaml", resource.Body);
        Base("kustomization.yaml", DataMap.Of(
            ("apiVersion", "kustomize.config.k8s.io/v1beta1"),
            ("kind", "Kustomization"),
            ("resources", DataList.Of(from.Select(r => (DataValue)(r.Id + ".yaml"))))));

        var overlay = "overlays/" + model.Facts.Environment;
        foreach (var (name, content) in new KubernetesOverlay(model.Facts).Write(model.Base, from, model.Workloads, to)) files[$"{overlay}/{name}"] = YamlWriter.Bytes(content);
        files["README.md"] = Encoding.UTF8.GetBytes(ClusterReadme.Kubernetes(model));
        return new WrittenBundle
        {
            Files = files,
            Code = code,
            SecretFiles = model.SecretFiles(w => $"base/{w.Name}-externalsecret.yaml",
                w => files.ContainsKey($"{overlay}/{w.Name}-externalsecret.yaml") ? $"{overlay}/{w.Name}-externalsecret.yaml" : $"{overlay}/{w.Name}-externalsecret-patch.yaml"),
            Entrypoints = new SortedDictionary<string, string>(StringComparer.Ordinal)
            {
                ["iac"] = "base/kustomization.yaml", ["parameters"] = overlay + "/kustomization.yaml", ["readme"] = "README.md"
            }
        };
    }
}
