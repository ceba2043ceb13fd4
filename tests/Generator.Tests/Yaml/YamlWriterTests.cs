using System.Globalization;
using InfraAgent.TestBed.Kubernetes;

namespace InfraAgent.Generator.Tests.Yaml;

public sealed class YamlWriterTests : IDisposable
{
    readonly TempFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("web", "web")]
    [InlineData("ghcr.io/a/b:1.2", "ghcr.io/a/b:1.2")]
    [InlineData("/tmp", "/tmp")]
    [InlineData("100m", "100m")]
    [InlineData("128Mi", "128Mi")]
    [InlineData("", "\"\"")]
    [InlineData("no", "\"no\"")]
    [InlineData("Null", "\"Null\"")]
    [InlineData("~", "\"~\"")]
    [InlineData("8080", "\"8080\"")]
    [InlineData("0x1F", "\"0x1F\"")]
    [InlineData("1:30", "\"1:30\"")]
    [InlineData("2001-12-14", "\"2001-12-14\"")]
    [InlineData("a: b", "\"a: b\"")]
    [InlineData("a:", "\"a:\"")]
    [InlineData("- a", "\"- a\"")]
    [InlineData("---", "\"---\"")]
    [InlineData("=", "\"=\"")]
    [InlineData("*a", "\"*a\"")]
    [InlineData("!!x", "\"!!x\"")]
    [InlineData("a\nb\t\"\\", "\"a\\nb\\t\\\"\\\\\"")]
    [InlineData("\u0085\u00a0\u2028\u202e\ufeff", "\"\\x85\\xA0\\u2028\\u202E\\uFEFF\"")]
    [InlineData("\U000e0041", "\"\\U000E0041\"")]
    [InlineData("é日😀", "\"é日😀\"")]
    public void A_text_is_bare_only_where_no_reader_could_take_it_for_anything_else(string text, string yaml)
    {
        Assert.Equal(yaml + "\n", YamlWriter.Write(text));
        Assert.Equal($"{yaml}: {yaml}\n", YamlWriter.Write(DataMap.Of((text, text))));
    }

    [Theory]
    [InlineData(3, "3")]
    [InlineData(-0.0, "0")]
    [InlineData(-0.5, "-0.5")]
    [InlineData(9007199254740992, "9007199254740992")]
    [InlineData(1e21, "1.0e+21")]
    [InlineData(1.5e-7, "1.5e-07")]
    public void A_number_is_one_for_every_reader(double number, string yaml) => Assert.Equal(yaml + "\n", YamlWriter.Write(new DataNumber(number)));

    [Fact]
    public void Maps_and_lists_are_blocks()
    {
        var value = DataMap.Of(("a", DataMap.Of(("b", DataList.Of("x", DataMap.Of(("c", 1), ("d", DataMap.Of(("e", true)))))), ("none", DataMap.Empty), ("empty", DataList.Of()), ("left", null), ("null", DataValue.Null))));

        Assert.Equal("a:\n  b:\n    - x\n    - c: 1\n      d:\n        e: true\n  none: {}\n  empty: []\n  \"null\": null\n", YamlWriter.Write(value));
    }

    [Theory]
    [InlineData(0x0000)]
    [InlineData(0xd800)]
    [InlineData(0xdc00)]
    public void Text_that_no_yaml_can_hold_is_no_value(int character) => Assert.Throws<ArgumentException>(() => YamlWriter.Write("a" + (char)character));

    [Fact]
    public void Numbers_that_are_none_are_no_values() => Assert.Throws<ArgumentException>(() => new DataNumber(double.NaN));

    [Fact]
    public void The_same_value_gives_the_same_bytes_in_any_culture()
    {
        var expected = YamlWriter.Write(HostileValues.All);
        var before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = StrangeCulture.Make();
            Assert.Equal(expected, YamlWriter.Write(HostileValues.All));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void YamlDotNet_reads_every_value_back_as_it_was_given() => AssertSame(YamlReading.WithYamlDotNet(YamlWriter.Write(HostileValues.All)));

    [PythonYamlFact]
    public async Task Python_reads_every_value_back_as_it_was_given()
    {
        var file = Path.Combine(folder.Path, "values.yaml");
        await File.WriteAllBytesAsync(file, YamlWriter.Bytes(HostileValues.All));

        AssertSame(await PythonYaml.Read(file));
    }

    [ClusterToolsFact]
    public async Task Helm_and_so_every_tool_in_go_reads_every_value_back_as_it_was_given()
    {
        Directory.CreateDirectory(Path.Combine(folder.Path, "templates"));
        await File.WriteAllTextAsync(Path.Combine(folder.Path, "Chart.yaml"), "apiVersion: v2\nname: read\nversion: 1.0.0\n");
        await File.WriteAllTextAsync(Path.Combine(folder.Path, "templates", "json.yaml"), "json: {{ .Files.Get \"values-to-read.yaml\" | fromYaml | toJson | b64enc }}\n");
        await File.WriteAllBytesAsync(Path.Combine(folder.Path, "values-to-read.yaml"), YamlWriter.Bytes(DataMap.Of(("all", HostileValues.All))));

        var output = await ClusterTool.Helm.SucceedAsync(folder.Path, "template", "read", ".");

        var encoded = output[(output.IndexOf("json: ", StringComparison.Ordinal) + "json: ".Length)..].Trim();
        AssertSame(((DataMap)YamlReading.FromJson(System.Text.Encoding.UTF8.GetString(Convert.FromBase64String(encoded))))["all"]!);
    }

    // Item by item, so that a failure says which one.
    static void AssertSame(DataValue read)
    {
        var items = Assert.IsType<DataList>(read).Items;
        Assert.Equal(HostileValues.All.Items.Count, items.Count);
        foreach (var (i, expected) in HostileValues.All.Items.Index())
        {
            if (expected.Equals(items[i])) continue;
            var first = JsonPatchDifference.Between(expected, items[i])[0];
            Assert.Fail($"Item {i} came back otherwise at '{first.Path}': {first.Op} {first.Value}\n{YamlWriter.Write(expected)[..Math.Min(400, YamlWriter.Write(expected).Length)]}");
        }
    }
}
