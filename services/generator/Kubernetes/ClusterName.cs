using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using InfraAgent.Contracts;

namespace InfraAgent.Generator;

/// <summary>The name that a deployment has in a cluster: its namespace, and its release where helm installs it. Ids know cases and underscores,
/// names do not; two ids never get one name.</summary>
static partial class ClusterName
{
    // A deployment's namespace is its own. Without a mark of ours an id such as "monitoring" or "kube-system" would name somebody else's.
    const string Mark = "ia-";

    // helm takes release names up to here; namespaces could be ten longer.
    const int Longest = 53;
    const int HashLength = 16;
    const string HashDigits = "abcdefghijklmnopqrstuvwxyz234567";

    public static string Of(GenerateBundle command) => Of(command.DeploymentId, command.Standards.NamePrefix);

    /// <param name="deploymentId">The id.</param>
    /// <param name="prefix">The environment's. No word of it is the mark, which stays: no name under one prefix is a name under another, or under none.</param>
    public static string Of(string deploymentId, string? prefix = null)
    {
        var mark = prefix is null ? Mark : $"{prefix}-{Mark}";
        // What already looks like a hashed name is hashed as well: no id can spell the name of another one.
        if (deploymentId.Length + mark.Length <= Longest && Plain().IsMatch(deploymentId) && !Hashed().IsMatch(deploymentId)) return mark + deploymentId;
        var readable = new StringBuilder();
        foreach (var c in deploymentId.ToLowerInvariant())
        {
            if (char.IsAsciiLetterOrDigit(c)) readable.Append(c);
            else if (readable.Length > 0 && readable[^1] != '-') readable.Append('-');
        }

        var room = Longest - mark.Length - HashLength - 1;
        var start = readable.ToString(0, Math.Min(room, readable.Length)).TrimEnd('-');
        return $"{mark}{start}-{Hash(deploymentId)}";
    }

    // 80 bits in base 32.
    static string Hash(string text)
    {
        var digest = SHA256.HashData(Encoding.UTF8.GetBytes(text));
        var hash = new StringBuilder(HashLength);
        for (var bit = 0; hash.Length < HashLength; bit += 5)
        {
            var pair = (digest[bit / 8] << 8) | digest[bit / 8 + 1];
            hash.Append(HashDigits[(pair >> (11 - bit % 8)) & 31]);
        }

        return hash.ToString();
    }

    [GeneratedRegex(@"\A[a-z0-9]([a-z0-9-]*[a-z0-9])?\z", RegexOptions.NonBacktracking)]
    private static partial Regex Plain();

    [GeneratedRegex(@"\A.*-[a-z2-7]{16}\z", RegexOptions.NonBacktracking)]
    private static partial Regex Hashed();
}
