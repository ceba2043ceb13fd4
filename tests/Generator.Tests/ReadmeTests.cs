using System.Text.RegularExpressions;

namespace InfraAgent.Generator.Tests;

public sealed class ReadmeTests
{
    [Fact]
    public void No_text_leaves_its_label_in_a_diagram()
    {
        foreach (var hostile in HostileText.All)
        {
            var lines = Mermaid.Flowchart([new DiagramNode("a", hostile), new DiagramNode("b")], [new DiagramEdge("a", "b")]).Split('\n');

            Assert.Equal(7, lines.Length);
            Assert.Matches("""^  w0\["a(<br/>[A-Za-z0-9 _./:#;-]+)?"\]$""", lines[2]);
            Assert.Equal(["  w0 --> w1", "  w1[\"b\"]", "```", ""], lines[3..]);
        }
    }

    [Fact]
    public void The_diagram_of_a_root_shows_what_hands_something_over_and_what_is_only_first()
    {
        var text = Renderers.Bundle(Requests.Local(
            """{"cloud":"local","modules":[{"name":"network"},{"name":"config"}],"services":[{"name":"db","image":"a/b:1"},{"name":"web","image":"a/b:1","env":{"DB":{"ref":"db.endpoint"}},"depends_on":["config","db"]}]}""")).Text("README.md");

        Assert.Contains("w1[\"db<br/>service 1.0.0\"]\n  w1 --> w0\n  w1 --> w2\n", text, StringComparison.Ordinal);
        Assert.Contains("w3[\"web<br/>service 1.0.0\"]\n  w3 --> w0\n  w3 --> w1\n  w3 --> w2\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public void The_order_of_variables_in_the_request_does_not_count()
    {
        static string Readme(string env) => Renderers.Bundle(Requests.Local(
            $$$"""{"cloud":"kubernetes","services":[{"name":"web","image":"a/b:1","env":{ {{{env}}} }}]}""") with { Runtime = "kubernetes" }).Text("README.md");

        Assert.Equal(Readme("\"A\":\"1\",\"B\":\"2\""), Readme("\"B\":\"2\",\"A\":\"1\""));
    }

    [Theory]
    [MemberData(nameof(GoldenTests.Examples), MemberType = typeof(GoldenTests))]
    public void Whatever_the_readme_says_can_be_set_can_be(string example)
    {
        var command = Requests.Example(example);
        var names = Regex.Matches(Section(Renderers.Bundle(command).Text("README.md"), "Inputs"), "^\\| `([^`]+)` \\|", RegexOptions.Multiline).Select(m => m.Groups[1].Value).ToArray();

        Assert.NotEmpty(names);
        foreach (var name in names)
        {
            var parameters = command.Parameters.ToDictionary();
            parameters[name] = System.Text.Json.JsonDocument.Parse("null").RootElement;
            var findings = Renderers.BuiltIn.Render(command with { Parameters = parameters }).Findings;
            Assert.DoesNotContain(findings, f => f.RuleId is SpecRules.UnknownParameter or SpecRules.AmbiguousParameter);
        }
    }

    [Fact]
    public void What_holds_without_a_parameter_is_what_the_specification_says_or_what_others_give_or_the_default()
    {
        var inputs = Section(Renderers.Bundle(Requests.Local(
            """{"cloud":"local","modules":[{"name":"network","cidr":"10.1.0.0/16"},{"name":"service","image":"a/b:1"}],"observability":{"logging":"stdout"}}""", """{"image":"c/d:2"}""")).Text("README.md"), "Inputs");

        Assert.Contains("| `network.cidr` | `string` | `10.1.0.0/16` |", inputs, StringComparison.Ordinal);
        Assert.Contains("| `service.image` | `string` | `a/b:1` |", inputs, StringComparison.Ordinal);
        Assert.Contains("| `service.subnet_cidrs` | `list(string)` | `network.subnet_cidrs` |", inputs, StringComparison.Ordinal);
        Assert.Contains("| `service.logging` | `string` | `stdout` |", inputs, StringComparison.Ordinal);
        Assert.Contains("| `service.port` | `integer` | `8080` |", inputs, StringComparison.Ordinal);
        Assert.DoesNotContain("c/d:2", inputs, StringComparison.Ordinal);
    }

    static string Section(string readme, string title) => readme.Split($"\n## {title}\n")[1].Split("\n## ")[0];
}
