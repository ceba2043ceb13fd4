using System.Text;

namespace InfraAgent.Generator.Tests.Kubernetes;

/// <summary>Bundles byte for byte. <c>UPDATE_GOLDEN=1</c> rewrites them; the difference is then for the reviewer.</summary>
public sealed class ClusterGoldenTests
{
    [Theory]
    [MemberData(nameof(ClusterInputs.Names), MemberType = typeof(ClusterInputs))]
    public void Manifests_are_those_that_were_reviewed(string name) => Compare($"kubernetes-{name}", ClusterInputs.Write(new KubernetesWriter(), ClusterInputs.All[name]).Files);

    [Theory]
    [MemberData(nameof(ClusterInputs.Names), MemberType = typeof(ClusterInputs))]
    public void A_chart_is_the_one_that_was_reviewed(string name)
    {
        var files = ClusterInputs.Write(new HelmWriter(), ClusterInputs.All[name]).Files;

        // The same in each: once as a source is enough to review.
        var source = Path.Combine(Places.Repository, "services", "generator", "Helm", "Chart");
        foreach (var file in Directory.GetFiles(source, "*", SearchOption.AllDirectories))
            Assert.True(files[Path.GetRelativePath(source, file).Replace('\\', '/')].Span.SequenceEqual(File.ReadAllBytes(file)), file);
        Compare($"helm-{name}", files.Where(f => !File.Exists(Path.Combine(source, f.Key))).ToDictionary());
    }

    static void Compare(string name, IReadOnlyDictionary<string, ReadOnlyMemory<byte>> files)
    {
        var golden = Path.Combine(Places.Tests, "Golden", name);
        if (Environment.GetEnvironmentVariable("UPDATE_GOLDEN") == "1") Rewrite(golden, files);

        var expected = Directory.GetFiles(golden, "*", SearchOption.AllDirectories).ToDictionary(f => Path.GetRelativePath(golden, f).Replace('\\', '/'), File.ReadAllBytes);
        Assert.Equal(expected.Keys.Order(StringComparer.Ordinal), files.Keys.Order(StringComparer.Ordinal));
        foreach (var (path, content) in files)
        {
            Assert.True(content.Span.SequenceEqual(expected[path]),
                $"{path} is no longer what was reviewed (UPDATE_GOLDEN=1 rewrites it). It is now:\n{Encoding.UTF8.GetString(content.Span)}");
        }
    }

    static void Rewrite(string golden, IReadOnlyDictionary<string, ReadOnlyMemory<byte>> files)
    {
        if (Directory.Exists(golden)) Directory.Delete(golden, recursive: true);
        foreach (var (path, content) in files)
        {
            var file = Path.Combine(golden, path);
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.WriteAllBytes(file, content.Span);
        }
    }
}
