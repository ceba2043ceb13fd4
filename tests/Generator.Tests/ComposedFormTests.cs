using System.Diagnostics;
using System.Text;
using InfraAgent.Generator.Tests.Yaml;

namespace InfraAgent.Generator.Tests;

public sealed class ComposedFormTests
{
    /// <summary>The table as Python's copy of the Unicode database has it, and for what is not in a table, whether a text is composed.</summary>
    const string Script = """
        import sys, unicodedata as u
        nfc = lambda s: u.normalize("NFC", s)
        def ranges(items):
            out = []
            for code, value in items:
                if out and out[-1][1] == code - 1 and out[-1][2] == value: out[-1][1] = code
                else: out.append([code, code, value])
            return out
        if len(sys.argv) > 1:
            print("# Unicode " + u.unidata_version + ": what characters stand for (pair: and are made of again), and the order of marks. Made by ComposedFormTests.")
            codes = [c for c in range(0x110000) if not 0xD800 <= c < 0xE000]
            for c in codes:
                parts = u.decomposition(chr(c)).split()
                if parts and parts[0][0] != "<":
                    print("pair" if nfc("".join(chr(int(p, 16)) for p in parts)) == chr(c) else "form", "%04X" % c, *parts)
            for a, b, k in ranges((c, u.combining(chr(c))) for c in codes if u.combining(chr(c))): print("order %04X %04X %X" % (a, b, k))
        else:
            for line in sys.stdin.buffer.read().decode("utf-16-le").split("\0"): print(int(nfc(line) == line))
        """;

    static string Table => Path.Combine(Places.Repository, "services", "generator", "Encoding", "composed-form.txt");

    [Theory]
    [InlineData("", true)]
    [InlineData("café", true)]
    [InlineData("cafe\u0301", false)]
    [InlineData("a\u0323\u0307", false)] // composes with the first
    [InlineData("ö\u0323", false)] // is ọ and a mark
    [InlineData("ö\u0331", true)]
    [InlineData("q\u0323\u0307", true)]
    [InlineData("q\u0307\u0323", false)] // not in order
    [InlineData("\u0301", true)]
    [InlineData("\u1100\u1161", false)]
    [InlineData("\uac00\u11a8", false)]
    [InlineData("\uac01\u11a8", true)]
    [InlineData("\u212b", false)]
    [InlineData("\u0958", false)]
    [InlineData("हिन्दी", true)]
    [InlineData("\ud834\udd5e", false)]
    public void A_text_is_composed_or_not(string text, bool composed) => Assert.Equal(composed, ComposedForm.Has(text));

    [PythonYamlFact]
    public async Task The_table_is_that_of_the_unicode_database()
    {
        var made = await Python("", "table");
        if (Environment.GetEnvironmentVariable("UPDATE_GOLDEN") == "1") await File.WriteAllTextAsync(Table, made);

        // Another Python has another edition, which may add to it.
        var written = await File.ReadAllTextAsync(Table);
        if (made.Split('\n')[0] == written.Split('\n')[0]) Assert.Equal(made, written);
    }

    [PythonYamlFact]
    public async Task Another_judge_says_the_same_of_thousands_of_texts()
    {
        var random = new Random(20261128);
        string[] runes = [.. (await File.ReadAllTextAsync(Table)).Split('\n').Where(l => l.StartsWith("pair", StringComparison.Ordinal) || l.StartsWith("form", StringComparison.Ordinal)).SelectMany(l => l.Split(' ')[1..])
            .Select(c => char.ConvertFromUtf32(Convert.ToInt32(c, 16))), "a", "\u1100", "\u1161", "\uac00", "\uac01", "\u11a8", "\u0323", "\u0338", "\u05b0", "\u05b9", "\u0f71", "\u0f72"];
        var texts = HostileValues.Texts.Concat(HostileText.All).Where(t => t.Length < 1000 && !t.Contains('\0', StringComparison.Ordinal)).ToList();
        for (var i = 0; i < 20_000; i++) texts.Add(string.Concat(Enumerable.Range(0, random.Next(1, 5)).Select(_ => runes[random.Next(runes.Length)])));

        var judged = (await Python(string.Join('\0', texts))).Split('\n', StringSplitOptions.RemoveEmptyEntries);

        Assert.Equal(texts.Count, judged.Length);
        Assert.Empty(texts.Where((t, i) => ComposedForm.Has(t) != (judged[i] == "1")).Select(t => string.Join(' ', t.EnumerateRunes().Select(r => r.Value.ToString("x4", null)))));
        Assert.InRange(judged.Count(j => j == "0"), 1000, texts.Count);
    }

    [Theory]
    [InlineData("""{"cloud":"local","modules":[{"name":"config","settings":{"k":"e\u0301"}}]}""", "{}", "/template_spec/modules/0/settings/k")]
    [InlineData("""{"cloud":"local","modules":[{"name":"config","settings":{"e\u0301":"v"}}]}""", "{}", "/template_spec/modules/0/settings/e\u0301")]
    [InlineData("""{"cloud":"local","modules":[{"name":"config"}],"tags":{"a":"e\u0301"}}""", "{}", "/template_spec/tags/a")]
    [InlineData("""{"cloud":"local","modules":[{"name":"config"}]}""", """{"settings":{"a":["e\u0301"]}}""", "/parameters/settings/a/0")]
    public void What_terraform_would_change_is_refused(string spec, string parameters, string pointer)
    {
        var outcome = Renderers.BuiltIn.Render(Requests.Local(spec, parameters));

        Assert.Null(outcome.Bundle);
        Assert.Contains(outcome.Findings, f => (f.RuleId, f.Pointer) == (SpecRules.Text, pointer) && f.Message.Contains("NFC", StringComparison.Ordinal));
    }

    [Fact]
    public void A_label_that_terraform_would_change_is_refused()
    {
        var outcome = Renderers.BuiltIn.Render(Requests.Local("""{"cloud":"local","modules":[{"name":"config"}]}""") with { Labels = new Dictionary<string, string> { ["a"] = "e\u0301" } });

        Assert.Equal("/labels/a", Assert.Single(outcome.Findings).Pointer);
    }

    static async Task<string> Python(string input, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo("python3", ["-c", Script, .. arguments]) { RedirectStandardInput = true, RedirectStandardOutput = true })!;
        var output = process.StandardOutput.ReadToEndAsync();
        await process.StandardInput.BaseStream.WriteAsync(Encoding.Unicode.GetBytes(input));
        process.StandardInput.Close();
        await process.WaitForExitAsync();
        Assert.Equal(0, process.ExitCode);
        return await output;
    }
}
