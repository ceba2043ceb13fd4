using System.Text.RegularExpressions;

namespace InfraAgent.Api.Auth;

/// <summary>Whether a word from a path can be a deployment's id at all.</summary>
static partial class DeploymentIds
{
    public static bool IsValid(string text) => Format().IsMatch(text);

    [GeneratedRegex(@"\A[A-Za-z0-9][A-Za-z0-9_-]{0,62}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Format();
}
