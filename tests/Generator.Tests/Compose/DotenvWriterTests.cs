using System.Text;
using System.Text.RegularExpressions;

namespace InfraAgent.Generator.Tests.Compose;

public sealed class DotenvWriterTests
{
    static readonly string[] Texts = [.. HostileText.All.Concat(Yaml.HostileValues.Texts.Where(t => t.Length < 300)).Distinct()];

    // Compose 1.29 is asked itself, in ComposeToolTests.
    [Fact]
    public void What_is_written_is_read_back_equal_by_the_rules_of_compose_2()
    {
        var carried = Texts.Where(t => DotenvWriter.Explain(t) is null).Index().Select(t => KeyValuePair.Create($"V{t.Index}", t.Item)).ToDictionary();

        var lines = Encoding.UTF8.GetString(DotenvWriter.Write(carried)).Split('\n');

        Assert.True(carried.Count > 200, $"{carried.Count}");
        Assert.Equal("", lines[^1]);
        Assert.Equal(carried, lines[..^1].Select(l => l.Split('=', 2)).ToDictionary(l => l[0], l => Compose2(l[1])));
    }

    [Theory]
    [InlineData("a\nb", "a line end or another control character")]
    [InlineData("a\rb", "a line end or another control character")]
    [InlineData("a\u2028b", "a line end or another control character")]
    [InlineData("c:\\x", "a backslash")]
    [InlineData("${x}", "${, which begins a variable")]
    [InlineData("it's \"it\"", "a single quote beside a double quote or a dollar sign")]
    [InlineData("it's $5", "a single quote beside a double quote or a dollar sign")]
    [InlineData("a\0", "NUL (U+0000), which no tool can be given")]
    public void What_its_readers_take_for_different_things_is_never_written(string text, string wrong)
    {
        Assert.Equal(wrong, DotenvWriter.Explain(text));
        Assert.Throws<ArgumentException>(() => DotenvWriter.Write([KeyValuePair.Create("A", text)]));
    }

    [Theory]
    [InlineData("")]
    [InlineData("A B")]
    [InlineData("A\nB")]
    [InlineData("1A")]
    public void A_name_that_is_none_is_never_written(string name) => Assert.Throws<ArgumentException>(() => DotenvWriter.Write([KeyValuePair.Create(name, "x")]));

    // https://docs.docker.com/compose/how-tos/environment-variables/variable-interpolation/: the part on the syntax of .env files.
    static string Compose2(string value)
    {
        if (value.StartsWith('\'')) return Regex.Match(value, @"\A'((?:\\'|[^'])*)'\s*(#.*)?\z").Groups[1].Value.Replace("\\'", "'", StringComparison.Ordinal);
        if (value.StartsWith('"'))
        {
            var inner = Regex.Match(value, @"\A""((?:\\.|[^""\\])*)""\s*(#.*)?\z").Groups[1].Value;
            return Expanded(Regex.Replace(inner, @"\\(.)", m => m.Groups[1].Value switch { "n" => "\n", "r" => "\r", "t" => "\t", var c => c }));
        }

        return Expanded(Regex.Replace(value, @"\s#.*\z", "").Trim());
    }

    static string Expanded(string text) => Regex.Replace(text, @"\$(\{[^}]*\}|[A-Za-z_][A-Za-z0-9_]*)", "");
}
