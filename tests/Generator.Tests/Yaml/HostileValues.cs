using System.Globalization;
using System.Text;

namespace InfraAgent.Generator.Tests.Yaml;

/// <summary>Values that some reader of YAML might take for something else. The same ones every time.</summary>
static class HostileValues
{
    static readonly string[] Pieces =
    [
        "yes", "No", "ON", "off", "y", "N", "true", "False", "null", "Null", "~", "NaN", ".nan", ".inf", "-.INF", "Infinity", "0", "-0", "+1", "007", "0o17", "0x1F", "0b11", "1_000", "1e3", "1E3",
        "1.0", ".5", "5.", "6.02e+23", "1:30", "12:30:45", "190:20:30.15", "2001-12-14", "2001-12-14t21:59:43.10-05:00", "2001-12-15 2:59:43.10", "=", "<<", "<<: *a", "!!python/object:os.system",
        "!!binary |", "!tag", "&anchor", "*alias", "---", "...", "--- !u", "%YAML 1.1", "%TAG", "@at", "`tick`", "? key", "?", "- item", "-", ":", "a: b", "a:", ":a", "a #b", "#c", "|", ">", "|+", ">-",
        "{", "}", "[", "]", "{}", "[]", "{a: b}", "[a, b]", ",", "'", "''", "\"", "\"\"", "\\", "\\n", "${x}", "$(x)", "%{x}", "{{ .Values.x }}", "{{- end }}", "{{ include \"x\" . }}", "$VAR", "$$", "$(id)",
        "<<EOF\nx\nEOF\n", " ", "  lead", "trail  ", "\n", "\n\n", "a\nb", "\na", "a\n", "a\n\n", " \n a", "\t", "\ta", "a\t", "\r", "\r\n", "a\rb", "\u0001", "\u0007", "\u001b[31m", "\u007f", "\u0080", "\u0085", "\u00a0",
        "\u00ad", "\u200b", "\u200f", "\u2028", "\u2029", "\u202e", "\u2066", "\ufeff", "\ufffd", "\ufffe", "\uffff", "\ue000", "e\u0301", "é", "日本", "\u05e9\u05dc\u05d5\u05dd", "\ud83d\ude00", "\U0001f1e9\U0001f1ea", "\U000e0041", "\U0010ffff",
        "../../etc/passwd", "ghcr.io/a/b:1.2", "100m", "128Mi", "1Gi", "5h", "10s", "1d", "a@b", "a=b", "A", "İ", "ı", "i", "/", "/a", "//", "key", "web", "__proto__", "$patch", "null\n", "true ", "a:b:c", "a::", "x- y", "-1-", "-a", "+a", ".a"
    ];

    public static IReadOnlyList<string> Texts { get; } = MakeTexts();

    public static IReadOnlyList<double> Numbers { get; } =
    [
        0, -0.0, 1, -1, 8, 65532, 1000700000, int.MaxValue, 4294967296, 9007199254740991, 9007199254740992, -9007199254740992, 9007199254740994, 1e18, 1e21, -1e22, 1.5, -0.25, 0.1, 1e-5, 1e-7, 123456789.125,
        5e-324, 1.7976931348623157e308, 6.02214076e23, 3.141592653589793
    ];

    /// <summary>One large list of everything: texts as values and as keys, numbers, nested and empty things.</summary>
    public static DataList All { get; } = MakeAll();

    static List<string> MakeTexts()
    {
        var random = new Random(20261127);
        var all = new List<string>(Pieces) { "" };
        for (var i = 0; i < 3000; i++)
        {
            var text = new StringBuilder();
            for (var n = random.Next(2, 9); n > 0; n--) text.Append(Pieces[random.Next(Pieces.Length)]);
            all.Add(text.ToString());
        }

        for (var i = 0; i < 1000; i++)
        {
            var text = new StringBuilder();
            for (var n = random.Next(1, 12); n > 0; n--) text.Append(Character(random));
            all.Add(text.ToString());
        }

        // Digits, signs and points, as numbers, dates and times are made of.
        for (var i = 0; i < 1000; i++) all.Add(new string([.. Enumerable.Range(0, random.Next(1, 8)).Select(_ => "0123456789+-.:_eExobTZ "[random.Next(23)])]));
        all.Add(new string('x', 1024 * 1024));
        all.Add(string.Concat(Enumerable.Repeat("line: \"x\" # \u2028\n", 64 * 1024)));
        foreach (var length in new[] { 119, 120, 121, 998, 999, 1000, 1001, 1023, 1024, 1025, 5000 }) all.Add(new string('k', length));
        return [.. all.Distinct()];
    }

    static Rune Character(Random random)
    {
        while (true)
        {
            var code = random.Next(4) switch { 0 => random.Next(1, 0x100), 1 => random.Next(0x2000, 0x2100), 2 => random.Next(1, 0x10000), _ => random.Next(0x10000, 0x110000) };
            if (Rune.TryCreate(code, out var rune)) return rune;
        }
    }

    static DataList MakeAll()
    {
        var items = new List<DataValue> { DataValue.Null, true, false, DataMap.Empty, DataList.Of() };
        items.AddRange(Texts.Select(t => (DataValue)t));
        items.AddRange(Numbers.Select(n => new DataNumber(n)));
        // Keys are what readers are most careless with. Half a megabyte is no key that anybody sends.
        items.Add(new DataMap(Texts.Where(t => t.Length < 10_000).Index().Select(t => KeyValuePair.Create(t.Item, (DataValue)t.Index))));
        items.AddRange(Texts.Where(t => t.Length < 10_000).Take(400).Select(t => (DataValue)DataMap.Of((t, DataList.Of(t, DataMap.Of((t, DataMap.Of((t, t), ("also" + t, 1))), ("empty" + t, DataMap.Empty)), DataList.Of(DataList.Of(t), t))))));
        DataValue deep = "bottom";
        for (var i = 0; i < 60; i++) deep = i % 3 == 0 ? DataList.Of(deep, i) : DataMap.Of((string.Create(CultureInfo.InvariantCulture, $"level {i}: #"), deep), ("n", i));
        items.Add(deep);
        return new DataList(items);
    }
}
