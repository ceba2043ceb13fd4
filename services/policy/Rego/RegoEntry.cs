using System.Text.RegularExpressions;
using InfraAgent.Policy.Rules;
using InfraAgent.Runtimes.Rego;

namespace InfraAgent.Policy.Rego;

/// <summary>What a rule says under <c>rego</c>, as it is written there.</summary>
sealed partial class RegoEntry
{
    public string Directory { get; init; } = "";
    public string Package { get; init; } = "main";
    public string? Version { get; init; }

    /// <summary>The policy that a rule is; null for a rule that has a check or a condition.</summary>
    /// <param name="file">Where the rule stands: its folder is where the policy's is looked up from.</param>
    /// <exception cref="PolicyFileException">There is no such policy, or the rule is something else beside it.</exception>
    public static RegoPolicy? Read(string file, PolicyFile.RuleEntry entry)
    {
        if (entry.Rego is not { } rego) return null;
        if (entry.Check.Length > 0 || entry.Assert is not null || entry.With.Count > 0) throw new PolicyFileException($"{entry.Id}: a rule has one of 'check', 'assert' and 'rego'.");
        if (entry.Phase == "bundle" && entry.Runtimes.Count == 0)
            throw new PolicyFileException($"{entry.Id}: 'runtimes' is missing: of the phase bundle, a policy looks at what the tool of a runtime renders (kubernetes, helm, docker-compose).");
        if (!PackageName().IsMatch(rego.Package)) throw new PolicyFileException($"{entry.Id}: '{rego.Package}' is no package of Rego; write names with dots between them: main, acme.network.");
        if (rego.Version is not (null or "v0" or "v1")) throw new PolicyFileException($"{entry.Id}: 'version' is '{rego.Version}'; it must be v0 or v1, the version of the language.");
        if (string.IsNullOrWhiteSpace(rego.Directory)) throw new PolicyFileException($"{entry.Id}: 'directory' is missing.");
        var folder = Path.GetFullPath(rego.Directory, Path.GetDirectoryName(Path.GetFullPath(file))!);
        if (!System.IO.Directory.Exists(folder) || !System.IO.Directory.EnumerateFiles(folder, "*.rego", SearchOption.AllDirectories).Any())
            throw new PolicyFileException($"{entry.Id}: 'directory' is '{rego.Directory}', and there are no *.rego files in {folder}. It is looked up from the folder of this file.");
        return new() { Directory = Path.TrimEndingDirectorySeparator(folder), Package = rego.Package, Version = rego.Version };
    }

    [GeneratedRegex(@"\A[a-zA-Z_][a-zA-Z0-9_]*(\.[a-zA-Z_][a-zA-Z0-9_]*)*\z")]
    private static partial Regex PackageName();
}
