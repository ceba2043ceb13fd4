using System.Text.RegularExpressions;
using InfraAgent.Contracts;
using InfraAgent.Hosting.Configuration;

namespace InfraAgent.Hosting.Environments;

/// <summary>Reads <c>naming</c> and <c>providers</c> of an environment's entry.</summary>
static partial class StandardsReader
{
    // Terraform's names have 18 characters to be told apart by a reader: some are left to the deployment's own.
    const int LongestPrefix = 10;

    // Clouds and clusters keep what begins so for themselves (an S3 bucket "sthree-…", a security group "sg-…", a balancer "internal-…", a namespace "kube-…"),
    // and "ia" is the agent's mark in a cluster's names: two prefixes never make one name.
    static readonly string[] Reserved = ["amzn", "aws", "azure", "goog", "google", "ia", "internal", "kube", "login", "microsoft", "sg", "sthree", "windows", "xbox", "xn"];

    public static OrganisationStandards Read(YamlMap environment) =>
        new() { NamePrefix = environment.Map("naming") is { } naming ? Prefix(naming) : null, Providers = Providers(environment) };

    static string Prefix(YamlMap naming)
    {
        var prefix = naming.RequiredText("prefix");
        naming.RefuseUnknown();
        if (prefix.Length > LongestPrefix || !PrefixFormat().IsMatch(prefix))
        {
            throw naming.Wrong("prefix", $"must have at most {LongestPrefix} lower-case letters and digits, a letter first, in words joined by '-', such as acme or acme-prod: every cloud takes names that begin so.");
        }

        return prefix.Split('-').FirstOrDefault(Reserved.Contains) is { } reserved
            ? throw naming.Wrong("prefix", $"has the word '{reserved}', which names of clouds or of the agent itself begin with. Take another word.")
            : prefix;
    }

    static IReadOnlyDictionary<string, string> Providers(YamlMap environment)
    {
        var providers = environment.TextMap("providers");
        foreach (var (name, version) in providers)
        {
            if (!NameFormat().IsMatch(name))
            {
                throw environment.Wrong("providers", $"has '{name}', which is no name of a provider such as aws, and no package of Pulumi's such as @pulumi/aws.");
            }

            var exact = name.StartsWith('@');
            if (exact ? !VersionFormat().IsMatch(version) : version.Length > 100 || !VersionsFormat().IsMatch(version))
            {
                throw environment.Wrong("providers", exact
                    ? $"has '{version}' for '{name}'. Give the one version of the package, such as 7.48.0; Pulumi's numbers are its own."
                    : $"has '{version}' for '{name}'. Give a version such as 6.20.0 or a range such as \"~> 6.20\" or \">= 6.20.0, < 7.0.0\"; \"~> 6\" would be read in two ways.");
            }
        }

        return providers;
    }

    [GeneratedRegex(@"\A[a-z][a-z0-9]*(-[a-z0-9]+)*\z", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex PrefixFormat();

    [GeneratedRegex(@"\A(@pulumi/)?[a-z][a-z0-9_-]{0,62}\z", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex NameFormat();

    const string Version = @"[0-9]{1,6}(\.[0-9]{1,6}){2}";
    const string Bound = @" *(~> *[0-9]{1,6}(\.[0-9]{1,6}){1,2}|(>=|<=|!=|>|<) *[0-9]{1,6}(\.[0-9]{1,6}){0,2}) *";

    [GeneratedRegex(@"\A" + Version + @"\z", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex VersionFormat();

    [GeneratedRegex(@"\A(" + Version + "|" + Bound + "(," + Bound + @")*)\z", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex VersionsFormat();
}
