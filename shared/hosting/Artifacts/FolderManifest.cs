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

    public static string DigestOf(ReadOnlySpan<byte> content) => "sha256:" + Convert.ToHexStringLower(SHA256.HashData(content));
}
