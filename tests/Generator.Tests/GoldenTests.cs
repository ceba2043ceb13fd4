using System.Text;

namespace InfraAgent.Generator.Tests;

/// <summary>Bundles byte for byte. <c>UPDATE_GOLDEN=1</c> rewrites them; the difference is then for the reviewer.</summary>
public sealed class GoldenTests
{
    public static TheoryData<string> Examples => [.. Directory.GetFiles(Path.Combine(Places.Repository, "examples"), "*.json").Select(f => Path.GetFileName(f)).Order(StringComparer.Ordinal)];

    public static TheoryData<string> Specs => [.. Directory.GetFiles(Path.Combine(Places.Tests, "Specs"), "*.json").Select(f => Path.GetFileNameWithoutExtension(f)).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Examples))]
    public void An_example_gives_the_bundle_that_was_reviewed(string example) =>
        Compare(Path.GetFileNameWithoutExtension(example), Renderers.Bundle(Requests.Example(example)));

    [Theory]
    [MemberData(nameof(Specs))]
    public void A_use_of_the_catalog_gives_the_bundle_that_was_reviewed(string spec) => Compare(spec, Renderers.Bundle(Requests.Catalog(spec)));

    internal static void Compare(string name, Bundle bundle)
    {
        var files = Reviewed(bundle);
        var golden = Path.Combine(Places.Tests, "Golden", name);
        if (Environment.GetEnvironmentVariable("UPDATE_GOLDEN") == "1") Rewrite(golden, files);

        var expected = Directory.GetFiles(golden, "*", SearchOption.AllDirectories)
            .ToDictionary(f => Path.GetRelativePath(golden, f).Replace('\\', '/'), File.ReadAllBytes);
        Assert.Equal(expected.Keys.Order(StringComparer.Ordinal), files.Keys);
        foreach (var (path, content) in files)
        {
            Assert.True(content.AsSpan().SequenceEqual(expected[path]),
                $"{path} is no longer what was reviewed (UPDATE_GOLDEN=1 rewrites it). It is now:\n{Encoding.UTF8.GetString(content)}");
        }
    }

    // Without the catalog's digest: a module that an example does not use is no reason to review it again.
    static SortedDictionary<string, byte[]> Reviewed(Bundle bundle)
    {
        var files = new SortedDictionary<string, byte[]>(bundle.Files.ToDictionary(f => f.Key, f => f.Value.ToArray()), StringComparer.Ordinal);
        Assert.Contains(Renderers.Catalog.Digest, bundle.Text("bundle.json"), StringComparison.Ordinal);
        files["bundle.json"] = Encoding.UTF8.GetBytes(bundle.Text("bundle.json").Replace(Renderers.Catalog.Digest, "sha256:" + new string('0', 64), StringComparison.Ordinal));
        return files;
    }

    static void Rewrite(string golden, SortedDictionary<string, byte[]> files)
    {
        if (Directory.Exists(golden)) Directory.Delete(golden, recursive: true);
        foreach (var (path, content) in files)
        {
            var file = Path.Combine(golden, path);
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.WriteAllBytes(file, content);
        }
    }
}
