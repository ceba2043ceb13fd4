namespace InfraAgent.Generator.Tests;

public sealed class EncodingTests
{
    [Theory]
    [InlineData("plain", "\"plain\"")]
    [InlineData("${x} %{y} $x %x $", "\"$${x} %%{y} $x %x $\"")]
    [InlineData("$${x}", "\"$$${x}\"")]
    [InlineData("\"\\\n\r\t", "\"\\\"\\\\\\n\\r\\t\"")]
    [InlineData("\u0001\u007f\u202e\ufeff\u2028", "\"\\u0001\\u007f\\u202e\\ufeff\\u2028\"")]
    [InlineData("\U000e0041", "\"\\U000e0041\"")]
    [InlineData("é日😀", "\"é日😀\"")]
    public void A_string_is_written_so_that_nothing_in_it_means_anything(string text, string hcl)
    {
        Assert.Equal(hcl, HclWriter.Quote(text));
    }

    [Theory]
    [InlineData(0x0000)]
    [InlineData(0xd800)]
    [InlineData(0xdc00)]
    public void Text_that_hcl_cannot_hold_is_no_string(int character)
    {
        // By its number: an attribute cannot hold half of a surrogate pair either.
        Assert.Throws<ArgumentException>(() => HclWriter.Quote("a" + (char)character));
    }

    [Theory]
    [InlineData(3, "3")]
    [InlineData(-0.5, "-0.5")]
    [InlineData(9007199254740992, "9007199254740992")]
    [InlineData(1e21, "1E+21")]
    [InlineData(1e-7, "1E-07")]
    public void A_number_is_written_for_machines(double number, string hcl)
    {
        Assert.Equal(hcl, HclWriter.Number(number));
    }

    [Theory]
    [InlineData("module.vpc.id")]
    [InlineData("var.x")]
    public void A_reference_is_names_and_dots(string expression)
    {
        Assert.Equal(expression, HclWriter.Write(new HclReference(expression)));
    }

    [Theory]
    [InlineData("file(\"/etc/passwd\")")]
    [InlineData("var.x\n")]
    [InlineData("var.x}")]
    [InlineData("")]
    public void Anything_else_is_no_reference(string expression)
    {
        Assert.Throws<ArgumentException>(() => new HclReference(expression));
    }

    [Fact]
    public void A_long_list_has_a_line_for_each_item()
    {
        var items = Enumerable.Range(0, 20).Select(i => (HclValue)new HclText($"subnet-{i:00000000}")).ToArray();

        Assert.Equal("[\"subnet-00000000\", \"subnet-00000001\"]", HclWriter.Write(new HclList(items[..2])));
        Assert.StartsWith("[\n    \"subnet-00000000\",\n    \"subnet-00000001\",\n", HclWriter.Write(new HclList(items), indent: 2), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a = 1\nlong = 2\n", "a    = 1\nlong = 2\n")]
    [InlineData("a = 1\n\nlong = 2\n", "a = 1\n\nlong = 2\n")]
    [InlineData("a = 1\nlong = {\n  b = 1\n}\nc = 1\n", "a = 1\nlong = {\n  b = 1\n}\nc = 1\n")]
    [InlineData("x {\n\n\n  a = \"}\"\n\n\n  bb = 1\n\n}\n\n\n", "x {\n  a = \"}\"\n\n  bb = 1\n}\n")]
    [InlineData("a = \"${f(\"{\")}\"\nlong = \"$${\"\n", "a    = \"${f(\"{\")}\"\nlong = \"$${\"\n")]
    [InlineData("a = b == c\nlong = b => c\n", "a    = b == c\nlong = b => c\n")]
    [InlineData("a = <<EOT\n  x = 1\n\n\n  long = 2\nEOT\nb = 1\n", "a = <<EOT\n  x = 1\n\n\n  long = 2\nEOT\nb = 1\n")]
    [InlineData("# a = 1\nlong = 2\n", "# a = 1\nlong = 2\n")]
    public void Rendered_code_gets_the_layout_of_fmt(string rendered, string formatted)
    {
        Assert.Equal(formatted, HclFormatter.Format(rendered));
    }

    [Theory]
    [InlineData("a`b", "``a`b``")]
    [InlineData("`a", "`` `a ``")]
    [InlineData("a|b\n| c", "`a\\|b \\| c`")]
    [InlineData("", "`  `")]
    public void A_code_span_cannot_be_left(string text, string markdown)
    {
        Assert.Equal(markdown, Markdown.Code(text));
    }

    [Theory]
    [InlineData("replcias", "replicas")]
    [InlineData("replica", "replicas")]
    [InlineData("Replicas", "replicas")]
    [InlineData("apply-seconds", "apply_seconds")]
    [InlineData("zzzzzzzz", null)]
    public void The_word_that_was_meant_is_found(string word, string? meant)
    {
        Assert.Equal(meant is null ? [] : [meant], Nearest.To(word, ["replicas", "port", "apply_seconds"]));
    }

    [Theory]
    [InlineData("0", true)]
    [InlineData("-0.0e5", true)]
    [InlineData("0.1", true)]
    [InlineData("1e21", true)]
    [InlineData("100e-2", true)]
    [InlineData("9007199254740991", true)]
    [InlineData("9007199254740992", true)]
    [InlineData("-9007199254740992", true)]
    [InlineData("9007199254740994", true)]
    [InlineData("9007199254740993", false)]
    [InlineData("-9007199254740993", false)]
    [InlineData("9007199254740992.5", false)]
    [InlineData("0.1000000000000000000001", false)]
    [InlineData("12345678901234567890", false)]
    [InlineData("1e-400", false)]
    [InlineData("1e400", false)]
    [InlineData("1e99999999999999999999", false)]
    [InlineData("0e99999999999999999999", true)]
    public void A_number_is_read_as_it_was_written_or_not_at_all(string literal, bool kept) =>
        Assert.Equal(kept, NumberText.TryRead(System.Text.Json.JsonElement.Parse(literal), out _));
}
