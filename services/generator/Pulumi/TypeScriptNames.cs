using System.Globalization;

namespace InfraAgent.Generator;

/// <summary>Constants of a program by the names of what they hold.</summary>
sealed class TypeScriptNames
{
    // What the program imports and makes itself, and what the language keeps for itself.
    static readonly string[] Taken =
    [
        "aws", "config", "k8s", "provider", "pulumi", "random", "arguments", "await", "break", "case", "catch", "class", "const", "continue", "debugger", "default", "delete", "do", "else", "enum", "eval",
        "export", "extends", "false", "finally", "for", "function", "if", "implements", "import", "in", "instanceof", "interface", "let", "module", "new", "null", "package", "private", "protected", "public",
        "require", "return", "static", "super", "switch", "this", "throw", "true", "try", "typeof", "undefined", "var", "void", "while", "with", "yield", "exports", "console", "process", "global", "globalThis"
    ];

    readonly Dictionary<string, string> names = new(StringComparer.Ordinal);
    readonly HashSet<string> taken = new(Taken, StringComparer.Ordinal);

    public string this[string name] => names[name];

    public void Add(string name, string? constant = null)
    {
        var wanted = constant ?? PulumiNames.Camel(name, '-');
        if (!TypeScriptText.IsName(wanted)) wanted = "_" + string.Concat(wanted.Where(char.IsAsciiLetterOrDigit));
        var free = wanted;
        for (var i = 2; !taken.Add(free); i++) free = string.Create(CultureInfo.InvariantCulture, $"{wanted}{i}");
        names.Add(name, free);
    }
}
