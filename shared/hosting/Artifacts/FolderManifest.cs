using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using InfraAgent.Contracts;

namespace InfraAgent.Hosting.Artifacts;

/// <summary>What one folder put consisted of: a line <c>digest size path</c> per file in path order. It lies in the folder itself, so it appears
/// with it, and two puts are the same exactly when their manifests are; files added beside them later do not change that answer.</summary>
static class FolderManifest
{
    public const string FileName = ".manifest";

    public static byte[] Of(string folder, IReadOnlyList<ArtifactRef> files)
    {
        var text = new StringBuilder();
        foreach (var file in files)
        {
            text.Append(CultureInfo.InvariantCulture, $"{file.Digest} {file.Size} {file.Path[(folder.Length + 1)..]}\n");
        }

        return Encoding.UTF8.GetBytes(text.ToString());
    }

    /// <summary>The files by their path within the folder.</summary>
    /// <exception cref="ArtifactCorruptException">It is not what <see cref="Of"/> makes.</exception>
    public static IReadOnlyDictionary<string, StoredContent> Parse(string folder, ReadOnlySpan<byte> manifest)
    {
        var files = new Dictionary<string, StoredContent>(StringComparer.Ordinal);
        foreach (var line in Encoding.UTF8.GetString(manifest).Split('\n')[..^1])
        {
            var words = line.Split(' ');
            if (words.Length != 3 || StoredContent.Parse($"{words[0]} {words[1]}") is not { } content || !StorePath.IsValid($"{folder}/{words[2]}") || !files.TryAdd(words[2], content))
            {
                throw new ArtifactCorruptException($"The manifest of '{folder}' has the line '{line}', which no store of ours wrote.");
            }
        }

        return files.Count > 0 && manifest[^1] == '\n' ? files : throw new ArtifactCorruptException($"The manifest of '{folder}' is cut off.");
    }

    public static string DigestOf(ReadOnlySpan<byte> content) => "sha256:" + Convert.ToHexStringLower(SHA256.HashData(content));
}
