using System.Text.RegularExpressions;
using InfraAgent.Contracts;

namespace InfraAgent.Api.Edge;

/// <summary>A form that text must have: how to test it, and how to say it in a refusal.</summary>
public sealed record TextFormat(Func<string, bool> Matches, string Description);

/// <summary>The forms of names on the wire. They are narrow because the names end up in paths, routing keys and tool arguments.</summary>
public static partial class Formats
{
    public static TextFormat DeploymentId { get; } = new(
        s => DeploymentIdPattern().IsMatch(s), "1 to 63 letters, digits, '_' or '-', beginning with a letter or digit");

    public static TextFormat Environment { get; } = new(
        s => EnvironmentPattern().IsMatch(s), "1 to 32 lower-case letters, digits or '-', beginning with a letter or digit");

    public static TextFormat PolicyProfile { get; } = new(
        s => ProfilePattern().IsMatch(s), "1 to 63 lower-case letters, digits or '-', beginning with a letter or digit");

    public static TextFormat ParameterName { get; } = new(
        s => ParameterPattern().IsMatch(s), "1 to 128 letters, digits, '_', '.' or '-', beginning with a letter or '_'");

    /// <summary>Also of the <c>Idempotency-Key</c> header and the AMQP <c>message_id</c>.</summary>
    public static TextFormat RequestId { get; } = new(
        s => RequestIdPattern().IsMatch(s), "1 to 128 printable ASCII characters");

    public static TextFormat PlanDigest { get; } = new(
        s => DigestPattern().IsMatch(s), "'sha256:' and 64 lower-case hexadecimal digits, as GET /deployments/{id}/plan shows it");

    public static TextFormat Cloud { get; } = new(
        s => ProfilePattern().IsMatch(s), "1 to 63 lower-case letters, digits or '-', beginning with a letter or digit");

    public static TextFormat LabelName { get; } = new(
        s => s.Length is >= 1 and <= 128 && !s.Any(char.IsControl), "1 to 128 characters without control characters");

    public static TextFormat LabelValue { get; } = new(
        s => s.Length <= 256 && !s.Any(char.IsControl), "at most 256 characters without control characters");

    public static TextFormat Address { get; } = new(
        s => s.Length is >= 1 and <= 512 && !s.Any(char.IsControl), "a resource address of 1 to 512 characters without control characters");

    public static TextFormat Reason { get; } = new(
        s => s.Length <= 1000 && !s.Any(c => char.IsControl(c) && c is not ('\n' or '\r' or '\t')), "at most 1000 characters without control characters other than line breaks");

    public static TextFormat RuleId { get; } = new(
        s => RuleIdPattern().IsMatch(s), "the id of a rule, such as POL101, as GET /policy/rules lists them");

    public static TextFormat WaivedResource { get; } = new(
        s => s.Length is >= 1 and <= 512 && !s.Any(char.IsControl), "the address of a resource (or, for findings without one, their pointer), 1 to 512 characters, in which '*' stands for any characters");

    public static TextFormat WaiverReason { get; } = new(
        s => !string.IsNullOrWhiteSpace(s) && Reason.Matches(s), "a reason of 1 to 1000 characters without control characters other than line breaks");

    public static TextFormat WaiverOwner { get; } = new(
        s => !string.IsNullOrWhiteSpace(s) && LabelName.Matches(s), "the name of who answers for it, 1 to 128 characters without control characters");

    public static TextFormat WaiverExpires { get; } = new(s => WaiverExpiry.Of(s) is not null, WaiverExpiry.Description);

    [GeneratedRegex(@"\A[A-Z][A-Z0-9]{2,31}\z")]
    private static partial Regex RuleIdPattern();

    [GeneratedRegex(@"\A[A-Za-z0-9][A-Za-z0-9_-]{0,62}\z")]
    private static partial Regex DeploymentIdPattern();

    [GeneratedRegex(@"\A[a-z0-9][a-z0-9-]{0,31}\z")]
    private static partial Regex EnvironmentPattern();

    [GeneratedRegex(@"\A[a-z0-9][a-z0-9-]{0,62}\z")]
    private static partial Regex ProfilePattern();

    [GeneratedRegex(@"\A[A-Za-z_][A-Za-z0-9_.-]{0,127}\z")]
    private static partial Regex ParameterPattern();

    [GeneratedRegex(@"\A[\x20-\x7E]{1,128}\z")]
    private static partial Regex RequestIdPattern();

    [GeneratedRegex(@"\Asha256:[0-9a-f]{64}\z")]
    private static partial Regex DigestPattern();
}
