using System.Security.Cryptography;
using System.Text;
using InfraAgent.Hosting;

namespace InfraAgent.Policy.Tests;

/// <summary>Signs, so that secrets can be masked; seals nothing.</summary>
sealed class TestSecretBox : ISecretBox
{
    public byte[] Seal(ReadOnlySpan<byte> plain, string purpose) => throw new InvalidOperationException("Nothing is sealed here.");

    public byte[] Open(ReadOnlySpan<byte> box, string purpose) => throw new InvalidOperationException("Nothing is opened here.");

    public byte[] Sign(ReadOnlySpan<byte> data, string purpose) => HMACSHA256.HashData(Encoding.UTF8.GetBytes(purpose), data);

    public bool Verify(ReadOnlySpan<byte> data, ReadOnlySpan<byte> signature, string purpose) => Sign(data, purpose).AsSpan().SequenceEqual(signature);
}
