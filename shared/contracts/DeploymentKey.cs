using System.Security.Cryptography;
using System.Text;

namespace InfraAgent.Contracts;

/// <summary>The saga's key: the same Guid for the same deployment id, always (SHA-256, marked as an RFC 9562 version 8 UUID).</summary>
public static class DeploymentKey
{
    public static Guid From(string deploymentId)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes("deployment:" + deploymentId)).AsSpan(0, 16);
        hash[6] = (byte)((hash[6] & 0x0F) | 0x80);
        hash[8] = (byte)((hash[8] & 0x3F) | 0x80);
        return new Guid(hash, bigEndian: true);
    }
}
