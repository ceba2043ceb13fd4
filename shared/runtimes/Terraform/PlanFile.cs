using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using InfraAgent.Hosting;

namespace InfraAgent.Runtimes.Terraform;

/// <summary>
/// Terraform's plan files hold secrets in clear, so one lies in the workspace unsealed only while a command uses it (0600), and a
/// kept one is sealed. A kept plan is used once: it is renamed, durably, before the apply may start, since terraform would accept the same
/// file again after an apply that was killed.
/// </summary>
sealed class PlanFile(Workspace workspace, PlanMode mode, ISecretBox box)
{
    readonly string folder = AgentFolder.Make(workspace.Directory);

    /// <summary>Where the tool writes and reads it.</summary>
    public string Path => System.IO.Path.Combine(folder, "plan.bin");

    public static string DigestOf(Workspace workspace, PlanMode mode, string lineage, long serial, ReadOnlySpan<byte> changes)
    {
        var text = JsonSerializer.SerializeToUtf8Bytes(new SortedDictionary<string, object>(StringComparer.Ordinal)
        {
            ["bundle"] = workspace.BundleDigest,
            ["changes"] = Convert.ToHexStringLower(SHA256.HashData(changes)),
            ["lineage"] = lineage,
            ["mode"] = mode.ToString(),
            ["serial"] = serial,
        });
        return "sha256:" + Convert.ToHexStringLower(SHA256.HashData(text));
    }

    /// <summary>The state that the plan starts from; empty and 0 where there is none yet. It stands in the plan file alone, not in its JSON.</summary>
    /// <exception cref="InvalidDataException">Not a plan file of a known form.</exception>
    public (string Lineage, long Serial) ReadLineage()
    {
        try
        {
            using var archive = ZipFile.OpenRead(Path);
            var entry = archive.GetEntry("tfstate") ?? throw new InvalidDataException("The plan file holds no state.");
            using var stream = entry.Open();
            // Both stand among the first members; the rest may be large and is secret.
            var head = new byte[64 * 1024];
            var length = stream.ReadAtLeast(head, head.Length, throwOnEndOfStream: false);
            var reader = new Utf8JsonReader(head.AsSpan(0, length), isFinalBlock: length < head.Length, default);
            string? lineage = null;
            long? serial = null;
            while ((lineage is null || serial is null) && reader.Read())
            {
                if (reader.TokenType != JsonTokenType.PropertyName || reader.CurrentDepth != 1)
                    continue;
                var name = reader.GetString();
                if (!reader.Read())
                    break;
                if (name == "lineage")
                    lineage = reader.GetString();
                else if (name == "serial")
                    serial = reader.GetInt64();
                else if (!reader.TrySkip())
                    break;
            }
            return (lineage ?? throw new InvalidDataException("The plan's state has no lineage."), serial ?? throw new InvalidDataException("The plan's state has no serial."));
        }
        catch (JsonException ex)
        {
            throw new InvalidDataException("The plan's state cannot be read.", ex);
        }
    }

    /// <summary>Removes every plan file in the clear, whoever left it, and kept ones when a new plan takes their place.</summary>
    public void Clear(bool keptToo)
    {
        File.Delete(Path);
        foreach (var file in Directory.EnumerateFiles(folder, "plan-*"))
        {
            if (keptToo || !file.EndsWith(".sealed", StringComparison.Ordinal))
                File.Delete(file);
        }
    }

    public async Task KeepAsync(string digest)
    {
        var plain = await File.ReadAllBytesAsync(Path);
        try
        {
            await DurableFile.WriteAsync(Kept(digest), box.Seal(plain, Purpose(digest)));
        }
        finally
        {
            CryptographicOperations.ZeroMemory(plain);
            File.Delete(Path);
        }
    }

    /// <summary>Takes the kept plan out for its one use. False when there is none that opens.</summary>
    public async Task<bool> TakeAsync(string digest)
    {
        var kept = Kept(digest);
        if (!File.Exists(kept))
            return false;
        var used = kept[..^".sealed".Length] + ".used";
        DurableFile.Rename(kept, used);
        var content = await File.ReadAllBytesAsync(used);
        try
        {
            await DurableFile.WriteSecretAsync(Path, box.Open(content, Purpose(digest)));
            return true;
        }
        catch (CryptographicException)
        {
            // Changed, of another run, or its key is gone: as good as none, a new plan is made.
            return false;
        }
        finally
        {
            File.Delete(used);
        }
    }

    string Kept(string digest) => System.IO.Path.Combine(folder, "plan-" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(digest)))[..32] + ".sealed");

    string Purpose(string digest) => $"plan-file:{workspace.DeploymentId}:{workspace.RunId:N}:{mode}:{workspace.BundleDigest}:{digest}";
}
