using System.Reflection;
using System.Text;

namespace InfraAgent.Generator;

/// <summary>The files of one catalog: path below it, with <c>/</c>, → content.</summary>
public sealed record CatalogFolder(string Name, IReadOnlyDictionary<string, string> Files)
{
    const string Prefix = "Catalog/";

    /// <summary>The modules that the agent comes with.</summary>
    public static CatalogFolder BuiltIn()
    {
        var assembly = typeof(CatalogFolder).Assembly;
        return new CatalogFolder("built-in", assembly.GetManifestResourceNames()
            .Where(n => n.StartsWith(Prefix, StringComparison.Ordinal))
            .ToDictionary(n => n[Prefix.Length..], n => ReadResource(assembly, n)));
    }

    /// <exception cref="DirectoryNotFoundException">Configuration names a folder that is not there.</exception>
    public static CatalogFolder OnDisk(string path)
    {
        var root = Path.GetFullPath(path);
        if (!Directory.Exists(root)) throw new DirectoryNotFoundException($"Catalog:Folders names '{path}', and there is no such folder.");
        return new CatalogFolder(root, Directory.EnumerateFiles(root, "*", SearchOption.AllDirectories)
            .Where(f => f.EndsWith(".yaml", StringComparison.Ordinal) || f.EndsWith(".scriban", StringComparison.Ordinal))
            .ToDictionary(f => Path.GetRelativePath(root, f).Replace('\\', '/'), f => File.ReadAllText(f)));
    }

    internal static string ReadResource(Assembly assembly, string name)
    {
        using var stream = assembly.GetManifestResourceStream(name) ?? throw new InvalidOperationException($"Resource '{name}' is missing.");
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }
}
