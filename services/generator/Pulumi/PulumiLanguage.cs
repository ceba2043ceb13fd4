namespace InfraAgent.Generator;

/// <summary>What a program is written in.</summary>
enum PulumiLanguage { Yaml, TypeScript }

/// <summary>The words for them in <c>template_spec.pulumi.language</c>.</summary>
static class PulumiLanguages
{
    public static IReadOnlyList<string> Words { get; } = ["typescript", "yaml"];

    public static PulumiLanguage Parse(string word) => word == "typescript" ? PulumiLanguage.TypeScript : PulumiLanguage.Yaml;
}
