using System.Diagnostics;
using Scriban.Runtime;

namespace InfraAgent.Generator.Tests;

/// <summary>Templates may come from outside: whatever stands in one, it ends soon, with what it makes or with an error that names it and the line.</summary>
public sealed class TemplateTests
{
    // Half of it is the templates' own limit; the rest is for a busy machine.
    static readonly TimeSpan Soon = TimeSpan.FromSeconds(15);

    [Theory]
    [InlineData("{{ (1..2000000000) | array.sort }}", "LoopLimit")]
    [InlineData("{{ 'x' | string.pad_left 2000000000 }}", "Padding width")]
    [InlineData("{{ 'x' | string.pad_right 4194305 }}", "Padding width")]
    [InlineData("{{ 'x' * 2000000000 }}", "LimitToString")]
    [InlineData("{{ ('' | string.pad_left 4000) | string.replace ' ' ('' | string.pad_left 4000) }}", "LimitToString")]
    [InlineData("{{ 'xxxxxxxxxx' | string.replace 'x' ('' | string.pad_left 1000000) }}", "LimitToString")]
    [InlineData("{{ (1..9999) | array.join ('' | string.pad_left 4000000) | string.size }}", "")]
    [InlineData("{{ for i in 1..9999; for j in 1..9999; end; end }}", "iteration limit")]
    [InlineData("{{ for i in 1..9999; '' | string.pad_left 4000; end }}", "4194304")]
    [InlineData("{{ for i in 1..9999; ('' | string.pad_left 4000000) | string.size; end }}", "It needs more than 64 MiB of memory.")]
    [InlineData("{{ for i in 1..9999; ('' | string.pad_left 1000000 | string.split ' ') | array.sort | array.size; end }}", "It needs more than 64 MiB of memory.")]
    [InlineData("{{ x = 1 }}", "A template cannot use 'x = 1'")]
    [InlineData("{{ module.name = 1 }}", "A template cannot use 'module.name = 1'")]
    [InlineData("{{ capture x }}a{{ end }}", "A template cannot use 'capture x }}a{{ end'")]
    [InlineData("{{ func f; f; end; f }}", "A template cannot use 'func f'")]
    [InlineData("{{ while true; end }}", "A template cannot use 'while true'")]
    [InlineData("{{ tablerow i in 1..3; end }}", "A template cannot use 'tablerow")]
    [InlineData("{{ for module.name in [1]; end }}", "A template cannot use 'for module.name in [1]'")]
    [InlineData("{{ include 'x' }}", "include")]
    [InlineData("{{ import module }}", "A template cannot use 'import module'")]
    [InlineData("{{ with module; name; end }}", "A template cannot use 'with module'")]
    [InlineData("{{ wrap module; end }}", "A template cannot use 'wrap module'")]
    [InlineData("{{ this }}", "A template cannot use 'this'")]
    [InlineData("{{ @string.upcase }}", "A template cannot use '@string.upcase'")]
    [InlineData("{{ [1] | array.each do; ret 1; end }}", "A template cannot use")]
    [InlineData("{{ { a: 1 } }}", "A template cannot use '{ a: 1 }'")]
    [InlineData("{{ 1 << 1000000 }}", "A template cannot use '1 << 1000000'")]
    [InlineData("{{ 'a' | regex.match '(a+)+$' }}", "regex")]
    [InlineData("{{ 'a' | string.evaluate }}", "evaluate")]
    [InlineData("{{ '{{ 1 }}' | object.eval_template }}", "eval_template")]
    [InlineData("{{ date.parse '2020-01-01' }}", "date")]
    [InlineData("{{ 'a' | math.format '0' }}", "math")]
    [InlineData("{{ module.get_type }}", "get_type")]
    [InlineData("{{ 1 // 0 }}", "zero")]
    [InlineData("{{ [[], 'a', 1] | array.sort }}", "compare")]
    public void What_a_template_cannot_have_is_an_error_with_its_place_and_soon(string text, string message)
    {
        var watch = Stopwatch.StartNew();

        var problem = Assert.Throws<CatalogException>(() => Render("a\n" + text)).Problem;

        Assert.Equal(("mine/x.tf.scriban", 2L), (problem.File, problem.Line));
        Assert.Contains(message, problem.Message, StringComparison.Ordinal);
        Assert.InRange(watch.Elapsed, TimeSpan.Zero, Soon);
    }

    [Fact]
    public void What_is_no_part_of_the_language_is_told_with_what_is()
    {
        var problem = Assert.Throws<CatalogException>(() => Render("{{\nif true\n  while true\n    1\n  end\nend }}")).Problem;

        Assert.Equal(3, problem.Line);
        Assert.Equal("A template cannot use 'while true'. There are if, case, for … in, break, continue, expressions, and the functions that docs/writing-a-module.md lists.", problem.Message);
    }

    [Theory]
    [InlineData("{{if true}}")]
    [InlineData("{{for i in [1]}}")]
    [InlineData("{{if false}}{{else if false}}")]
    [InlineData("{{(")]
    [InlineData("{{[")]
    [InlineData("{{!")]
    [InlineData("{{1+")]
    [InlineData("{{m[")]
    [InlineData("{{a.")]
    [InlineData("{{$\"{")]
    [InlineData("{%{")]
    [InlineData("{")]
    [InlineData("(")]
    [InlineData("|string.upcase")]
    public void What_is_nested_without_end_is_read_soon(string again)
    {
        var watch = Stopwatch.StartNew();
        foreach (var length in new[] { 250_000, 2_000_000 })
        {
            var text = string.Concat(Enumerable.Repeat(again, length / again.Length));
            foreach (var template in new[] { text, "{{ 1 " + text, "{{" + text.Replace("{{", "", StringComparison.Ordinal).Replace("}}", ";", StringComparison.Ordinal) + "1}}" })
                _ = Record.Exception(() => Render(template)) is null or CatalogException ? 0 : throw new InvalidOperationException($"{again} at {length}");
        }

        Assert.InRange(watch.Elapsed, TimeSpan.Zero, Soon * 2);
    }

    [Fact]
    public void A_template_that_is_too_long_is_told_so()
    {
        var problem = Assert.Throws<CatalogException>(() => Render(new string('x', 262_145))).Problem;

        Assert.Equal("It has 262145 characters, and a template at most 262144: split it into several files.", problem.Message);
        Assert.Equal(262_144, Render(new string('x', 262_144)).Length);
    }

    /// <summary>Every function with what it is not meant for: too few and too many arguments, of every kind, the largest that there can be included.</summary>
    [Fact]
    public void No_function_does_anything_but_answer_or_refuse_whatever_it_is_given()
    {
        string[] first =
        [
            "null", "-1", "0.5", "''", "'aXb'", "\"\\u0000\\uD800\"", "[1, 'a', null, [2]]", "['b', 'a']", "(1..9999)", "module", "string", "('' | string.pad_left 4194304)", "('a,' * 40000 | string.split ',')"
        ];
        string[] more = ["", "null", "'a'", "-1 2147483648", "1 'a'", "99999999999999999999999999", "('' | string.pad_left 4194304)", "(1..9999)"];
        var watch = Stopwatch.StartNew();
        var (answered, refused) = (0, 0);
        foreach (var function in TemplateBounds.Functions)
        {
            foreach (var (value, arguments) in from f in first from m in more select (f, m))
            {
                var call = $"{function} {value} {arguments}";
                var step = Stopwatch.StartNew();
                var error = Record.Exception(() => Render($"{{{{ {call} }}}}"));
                Assert.True(error is null or CatalogException, $"{call}: {error}");
                Assert.True(step.Elapsed < Soon, $"{call}: {step.Elapsed}");
                if (error is null) answered++;
                else refused++;
            }
        }

        Console.WriteLine($"{TemplateBounds.Functions.Count} functions: {answered} answers, {refused} refusals, in {watch.Elapsed}.");
        Assert.InRange(answered, 500, int.MaxValue);
    }

    [Fact]
    public void The_page_about_modules_lists_the_functions_that_there_are()
    {
        var page = File.ReadAllText(Path.Combine(Places.Repository, "docs", "writing-a-module.md"));

        var listed = from row in page.Split('\n')
                     where row.StartsWith("| `array.", StringComparison.Ordinal) || row.StartsWith("| `string.", StringComparison.Ordinal) || row.StartsWith("| `object.", StringComparison.Ordinal)
                     let cells = row.Split('|', StringSplitOptions.TrimEntries)
                     from name in cells[2].Split(", ")
                     select cells[1].Trim('`')[..^1] + name.Trim('`');
        Assert.Equal(TemplateBounds.Functions.Order(StringComparer.Ordinal), listed.Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("a: &x [1]\nb: *x\n", 1, "Anchors have no place here.")]
    [InlineData("a: &x [1]\nb: &y [*x, *x]\nc: [*y, *y]\n", 1, "Anchors have no place here.")]
    public void No_alias_makes_a_small_module_large(string yaml, long line, string message)
    {
        var problem = Assert.Throws<CatalogException>(() => YamlMap.Parse("module.yaml", yaml)).Problem;

        Assert.Equal((line, $"This is no YAML: {message}"), (problem.Line, problem.Message));
    }

    [Theory]
    [InlineData("[")]
    [InlineData("{a: ")]
    [InlineData("- ")]
    [InlineData("? ")]
    public void No_depth_of_a_module_file_is_more_than_the_reader_can_bear(string again)
    {
        var problem = Assert.Throws<CatalogException>(() => YamlMap.Parse("module.yaml", string.Concat(Enumerable.Repeat(again, 100_000)))).Problem;

        Assert.Equal("This is no YAML: It is nested deeper than 50 levels.", problem.Message);
    }

    [Theory]
    [InlineData("outputs:\n  a:\n    description: x\n    value: \"{{ if input.size == 7; nothing; end }}\"\n", "image: a\n", """[{"name":"web","image":"a:1","env":{"A":{"ref":"extra.a"},"B":{"ref":"extra.a"}}}]""", 12)]
    [InlineData("connection:\n  env:\n    A: \"{{ if input.size == 7; nothing; end }}\"\n", "image: a\n", """[{"name":"web","image":"a:1"}]""", 11)]
    [InlineData("", "image: a\n{{ if input.size == 7; nothing; end }}\n", "[]", 2)]
    public void A_template_that_breaks_with_the_inputs_of_a_request_is_a_finding(string outputs, string workload, string services, long line)
    {
        const string module = "name: extra\nversions: [\"1.0.0\"]\ndescription: Mine.\ninputs:\n  size:\n    description: Size.\n    type: integer\n    default: 1\n";
        var catalog = CatalogLoader.Load([CatalogFolder.BuiltIn(), new CatalogFolder("mine", new Dictionary<string, string>
        {
            ["local/extra/module.yaml"] = module + outputs,
            ["local/extra/workload.yaml.scriban"] = workload
        })]);
        Assert.Empty(catalog.Problems);

        var made = new BundleRenderer(catalog, "0").Render(Requests.FromBody($$$"""
            {"deployment_id":"a","environment":"dev","runtime":"docker-compose","template_spec":{"cloud":"local","modules":[{"name":"extra","size":7}],"services":{{{services}}}},"parameters":{}}
            """));

        var finding = Assert.Single(made.Findings);
        Assert.Equal((SpecRules.BrokenCatalog, "/template_spec/modules/0"), (finding.RuleId, finding.Pointer));
        Assert.Contains($":{line}.", finding.Message, StringComparison.Ordinal);
    }

    static string Render(string text) =>
        CodeTemplate.Parse("mine/x.tf.scriban", text).Render(new ScriptObject { ["module"] = new ScriptObject { ["name"] = "extra" } });
}
