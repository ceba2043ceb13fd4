using System.Text;
using System.Text.RegularExpressions;

namespace InfraAgent.Generator.Tests;

/// <summary><c>docs/writing-a-module.md</c> as its reader follows it: what stands in which file, what is typed where, and what the tables say.</summary>
static class ModulePage
{
    static readonly string Text = File.ReadAllText(Path.Combine(Places.Repository, "docs", "writing-a-module.md")).ReplaceLineEndings("\n");

    static readonly Dictionary<string, string> Blocks = Regex.Matches(Text, @"^\*\*(?<title>[^*]+)\*\*\n\n```\w+\n(?<body>.*?)^```$", RegexOptions.Singleline | RegexOptions.Multiline)
        .ToDictionary(m => m.Groups["title"].Value, m => m.Groups["body"].Value);

    public static string Request(string file) => Blocks[$"`{file}`"];

    /// <summary>The lines that are typed there.</summary>
    public static string Commands(string where) => Blocks[where];

    /// <summary>Writes the files that the page shows, of those that begin with it.</summary>
    public static void WriteFiles(TempFolder folder, params string[] beginning)
    {
        var files = Blocks.Where(b => beginning.Any(start => b.Key.StartsWith('`' + start, StringComparison.Ordinal))).ToArray();
        Assert.NotEmpty(files);
        folder.Write(files.Select(b => KeyValuePair.Create(b.Key.Trim('`'), (ReadOnlyMemory<byte>)Encoding.UTF8.GetBytes(b.Value))));
    }

    /// <summary>File, what stands in it, what stands there instead, and what is reported, up to where the page breaks off.</summary>
    public static IReadOnlyList<(string File, string Right, string Wrong, string Report)> Mistakes { get; } =
    [
        .. Regex.Matches(Text, @"^\| `(?<file>[^`]+)` \| `(?<right>[^`]+)` \| `(?<wrong>[^`]+)` \| `(?<report>[^`]+)`.*\|$", RegexOptions.Multiline)
            .Select(m => (m.Groups["file"].Value, m.Groups["right"].Value, m.Groups["wrong"].Value, m.Groups["report"].Value))
    ];

    /// <summary>First column of the table under a heading → the rest of its row.</summary>
    public static IReadOnlyDictionary<string, string> Table(string heading)
    {
        var section = Text.Split($"\n### {heading}\n")[1].Split("\n#")[0];
        return Regex.Matches(section, @"^\| `(?<key>[^`]+)` \|(?<rest>.*)\|$", RegexOptions.Multiline).ToDictionary(m => m.Groups["key"].Value, m => m.Groups["rest"].Value);
    }
}
