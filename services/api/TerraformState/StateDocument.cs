using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.Json;
using InfraAgent.Hosting;

namespace InfraAgent.Api.TerraformState;

/// <summary>A state file as terraform sent it, checked to be whole, and its sealed form for the database.</summary>
sealed record StateDocument(long Serial, string Lineage, string Digest, long Size, byte[] Sealed)
{
    /// <summary>Null when the bytes are not a Terraform state: one JSON object with <c>version</c>, <c>serial</c> and <c>lineage</c>.</summary>
    public static StateDocument? TryRead(ReadOnlySpan<byte> plain, string deploymentId, ISecretBox box)
    {
        int? version = null;
        long? serial = null;
        string? lineage = null;
        try
        {
            var json = new Utf8JsonReader(plain, new JsonReaderOptions { MaxDepth = 256 });
            if (!json.Read() || json.TokenType != JsonTokenType.StartObject)
            {
                return null;
            }

            while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
            {
                var name = json.GetString();
                json.Read();
                switch (name)
                {
                    case "version": version = json.GetInt32(); break;
                    case "serial": serial = json.GetInt64(); break;
                    case "lineage": lineage = json.GetString(); break;
                    default: json.Skip(); break;
                }
            }

            // To the end: a body that goes on after the object is not a state either.
            while (json.Read())
            {
            }
        }
        catch (Exception broken) when (broken is JsonException or InvalidOperationException or FormatException)
        {
            return null;
        }

        return version is null || serial is null || lineage is not { Length: > 0 and <= 200 }
            ? null
            : new StateDocument(serial.Value, lineage, "sha256:" + Convert.ToHexStringLower(SHA256.HashData(plain)), plain.Length, Seal(plain, deploymentId, box));
    }

    /// <exception cref="CryptographicException">The key is gone, or the row was changed.</exception>
    public static byte[] Open(byte[] body, long size, string deploymentId, ISecretBox box)
    {
        using var compressed = new MemoryStream(box.Open(body, Purpose(deploymentId)));
        using var brotli = new BrotliStream(compressed, CompressionMode.Decompress);
        var plain = new byte[size];
        brotli.ReadExactly(plain);
        return plain;
    }

    static byte[] Seal(ReadOnlySpan<byte> plain, string deploymentId, ISecretBox box)
    {
        // States are repetitive JSON: about a tenth is left.
        using var compressed = new MemoryStream();
        using (var brotli = new BrotliStream(compressed, CompressionLevel.Fastest, leaveOpen: true))
        {
            brotli.Write(plain);
        }

        return box.Seal(compressed.GetBuffer().AsSpan(0, (int)compressed.Length), Purpose(deploymentId));
    }

    static string Purpose(string deploymentId) => "terraform-state:" + deploymentId;
}
