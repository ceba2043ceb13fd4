using System.Security.Cryptography;
using System.Text;

namespace InfraAgent.Hosting.Security;

/// <summary>
/// The agent's keys. The first key of the file seals and signs; all of them open and verify, so a key is rotated by putting a new line on top
/// and removing the old one when nothing sealed with it is left. See <see cref="KeyFile"/> for the file.
/// <para>A box is <c>1, length of key id, key id, nonce (12), ciphertext, tag (16)</c>; everything before the nonce and the purpose are authenticated
/// with it. No key is used as it stands in the file: each purpose has its own, derived by HKDF-SHA256.</para>
/// </summary>
public sealed class KeyRing : ISecretBox
{
    const byte Version = 1;
    const int NonceSize = 12;
    const int TagSize = 16;

    readonly IReadOnlyList<RingKey> keys;

    public KeyRing(IReadOnlyList<RingKey> keys)
    {
        if (keys.Count == 0)
        {
            throw new ArgumentException("A key ring needs at least one key.", nameof(keys));
        }

        this.keys = keys;
    }

    /// <summary>A ring with one new key that is nowhere else: for processes that hold no keys of the agent and seal nothing that outlives them.</summary>
    public static KeyRing Ephemeral() => new([new RingKey("ephemeral", RandomNumberGenerator.GetBytes(32))]);

    /// <summary>Id of the key that seals and signs now.</summary>
    public string CurrentKeyId => keys[0].Id;

    public byte[] Seal(ReadOnlySpan<byte> plain, string purpose)
    {
        var key = keys[0];
        var header = Header(key.Id);
        var box = new byte[header.Length + NonceSize + plain.Length + TagSize];
        header.CopyTo(box, 0);
        var nonce = box.AsSpan(header.Length, NonceSize);
        RandomNumberGenerator.Fill(nonce);

        using var aes = new AesGcm(Derive(key, "seal", purpose), TagSize);
        aes.Encrypt(
            nonce, plain, box.AsSpan(header.Length + NonceSize, plain.Length), box.AsSpan(box.Length - TagSize), Bound(header, purpose));
        return box;
    }

    public byte[] Open(ReadOnlySpan<byte> box, string purpose)
    {
        if (box.Length < 2 || box[0] != Version || box.Length < 2 + box[1] + NonceSize + TagSize)
        {
            throw new CryptographicException("This is not a box of the agent's key ring, or it was cut.");
        }

        var header = box[..(2 + box[1])];
        var id = Encoding.ASCII.GetString(header[2..]);
        var key = keys.FirstOrDefault(x => x.Id == id)
            ?? throw new CryptographicException($"The box was sealed with the key '{id}', which is not in Agent:KeyFile any more.");
        var nonce = box.Slice(header.Length, NonceSize);
        var cipher = box[(header.Length + NonceSize)..^TagSize];
        var plain = new byte[cipher.Length];

        using var aes = new AesGcm(Derive(key, "seal", purpose), TagSize);
        aes.Decrypt(nonce, cipher, box[^TagSize..], plain, Bound(header, purpose));
        return plain;
    }

    public byte[] Sign(ReadOnlySpan<byte> data, string purpose) => HMACSHA256.HashData(Derive(keys[0], "sign", purpose), data);

    public bool Verify(ReadOnlySpan<byte> data, ReadOnlySpan<byte> signature, string purpose)
    {
        var valid = false;
        foreach (var key in keys)
        {
            valid |= CryptographicOperations.FixedTimeEquals(HMACSHA256.HashData(Derive(key, "sign", purpose), data), signature);
        }

        return valid;
    }

    static byte[] Header(string id) => [Version, (byte)id.Length, .. Encoding.ASCII.GetBytes(id)];

    static byte[] Bound(ReadOnlySpan<byte> header, string purpose) => [.. header, .. Encoding.UTF8.GetBytes(purpose)];

    static byte[] Derive(RingKey key, string use, string purpose) =>
        HKDF.DeriveKey(HashAlgorithmName.SHA256, key.Secret, outputLength: 32, info: Encoding.UTF8.GetBytes($"infra-agent/1/{use}/{purpose}"));
}
