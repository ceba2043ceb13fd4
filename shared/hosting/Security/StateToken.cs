using System.Buffers.Text;
using System.Globalization;
using System.Text;

namespace InfraAgent.Hosting.Security;

public enum StateAccess { Read, Write }

/// <summary>
/// What a tool shows to the Terraform state backend: user <see cref="User"/>, and as password the run, its lease epoch and an HMAC over both and the
/// deployment. Executor and drift issue it with the same key ring that the API checks it with; nothing is stored and nothing needs a round trip.
/// A token that may write ends when a later epoch or run begins; one that may only read ends at its time.
/// </summary>
public sealed record StateToken
{
    public const string User = "run";
    const string Purpose = "terraform-state-token";
    static readonly TimeSpan ReadsFor = TimeSpan.FromHours(12);

    public required string DeploymentId { get; init; }
    public required Guid RunId { get; init; }
    /// <summary>The lease of the run that its holder works under; grows with every takeover.</summary>
    public required long Epoch { get; init; }
    public required StateAccess Access { get; init; }
    /// <summary>Unix seconds; 0 for a token that may write.</summary>
    public long Expires { get; init; }

    /// <summary>The password for a run that plans and applies.</summary>
    public static string Issue(ISecretBox box, Guid runId, string deploymentId, long epoch) =>
        new StateToken { DeploymentId = deploymentId, RunId = runId, Epoch = epoch, Access = StateAccess.Write }.Password(box);

    /// <summary>The password for a run that only looks, such as a drift scan.</summary>
    public static string IssueForReading(ISecretBox box, Guid runId, string deploymentId, DateTimeOffset now) => new StateToken
    {
        DeploymentId = deploymentId, RunId = runId, Epoch = 0, Access = StateAccess.Read, Expires = (now + ReadsFor).ToUnixTimeSeconds(),
    }.Password(box);

    /// <summary>Null when the password is none of ours, for another deployment, or its time is over.</summary>
    public static StateToken? Verify(ISecretBox box, string password, string deploymentId, DateTimeOffset now)
    {
        var parts = password.Split('.');
        if (parts is not ["v1", { } run, { } epoch, { } access, { } expires, { } signature]
            || !Guid.TryParseExact(run, "N", out var runId)
            || !long.TryParse(epoch, NumberStyles.None, CultureInfo.InvariantCulture, out var epochNumber)
            || !long.TryParse(expires, NumberStyles.None, CultureInfo.InvariantCulture, out var expiresAt)
            || access is not ("w" or "r")
            || signature.Length > 64 || !Base64Url.IsValid(signature))
        {
            return null;
        }

        var token = new StateToken
        {
            DeploymentId = deploymentId,
            RunId = runId,
            Epoch = epochNumber,
            Access = access == "w" ? StateAccess.Write : StateAccess.Read,
            Expires = expiresAt,
        };
        var genuine = box.Verify(token.Signed(), Base64Url.DecodeFromChars(signature), Purpose);
        var inTime = token.Expires == 0 ? token.Access == StateAccess.Write : now.ToUnixTimeSeconds() < token.Expires;
        return genuine && inTime ? token : null;
    }

    string Password(ISecretBox box) => $"{Text()}.{Base64Url.EncodeToString(box.Sign(Signed(), Purpose))}";

    byte[] Signed() => Encoding.UTF8.GetBytes($"{Text()}\n{DeploymentId}");

    string Text() => string.Create(CultureInfo.InvariantCulture, $"v1.{RunId:N}.{Epoch}.{(Access == StateAccess.Write ? "w" : "r")}.{Expires}");
}
