using System.Security.Cryptography;
using System.Text;
using InfraAgent.Hosting;

namespace InfraAgent.Runtimes.Tests;

/// <summary>A real box with one key: AES-256-GCM and HMAC-SHA256, the purpose bound to both.</summary>
sealed class TestBox : ISecretBox
{
    readonly byte[] key = RandomNumberGenerator.GetBytes(32);

    public byte[] Seal(ReadOnlySpan<byte> plain, string purpose)
    {
        var box = new byte[12 + plain.Length + 16];
        RandomNumberGenerator.Fill(box.AsSpan(0, 12));
        using var aes = new AesGcm(key, 16);
        aes.Encrypt(box.AsSpan(0, 12), plain, box.AsSpan(12, plain.Length), box.AsSpan(12 + plain.Length), Encoding.UTF8.GetBytes(purpose));
        return box;
    }

    public byte[] Open(ReadOnlySpan<byte> box, string purpose)
    {
        if (box.Length < 28)
            throw new CryptographicException("Too short.");
        var plain = new byte[box.Length - 28];
        using var aes = new AesGcm(key, 16);
        aes.Decrypt(box[..12], box[12..^16], box[^16..], plain, Encoding.UTF8.GetBytes(purpose));
        return plain;
    }

    public byte[] Sign(ReadOnlySpan<byte> data, string purpose) =>
        HMACSHA256.HashData(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(purpose)), data);

    public bool Verify(ReadOnlySpan<byte> data, ReadOnlySpan<byte> signature, string purpose) =>
        CryptographicOperations.FixedTimeEquals(Sign(data, purpose), signature);
}
