using System.Text;

namespace InfraAgent.Generator.Tests;

/// <summary>Text that somebody might send in the hope that something interprets it.</summary>
static class HostileText
{
    static readonly string[] Pieces =
    [
        "${", "}", "%{", "$${", "%%{", "$", "%", "{", "\"", "\\", "\\\"", "\n", "\r\n", "\t", "\u0001", "\u001b[31m", "\u007f", "\u0085", "\u2028", "\u202e", "\u200b",
        "\ufeff", "\uffff", "\ud83d\ude00", "\U000e0041", "${file(\"/etc/passwd\")}", "%{ if true }x%{ endif }", "{{ date.now }}", "{{ include 'x' }}", "<<EOF\n", "EOF\n",
        "/*", "*/", "//", "#", "`", "|", "<script>", "'", "$(id)", "`id`", "../..", "=", "a", "é", "日本", "\ud83c\udde9\ud83c\uddea", "\ud83d\udc4d\ud83c\udffd", "\u1100\u1100",  " ", "var.labels", "\\u0041", "\\x"
    ];

    /// <summary>The same texts every time: each piece alone, and many of them put together.</summary>
    public static IReadOnlyList<string> All { get; } = Make();

    static List<string> Make()
    {
        var random = new Random(20261123);
        var all = new List<string>(Pieces) { "" };
        for (var i = 0; i < 400; i++)
        {
            var text = new StringBuilder();
            for (var n = random.Next(1, 12); n > 0; n--) text.Append(Pieces[random.Next(Pieces.Length)]);
            all.Add(text.ToString());
        }

        return [.. all.Distinct()];
    }
}
