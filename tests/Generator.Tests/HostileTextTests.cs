using System.Globalization;
using System.Text;
using System.Text.Json;
using InfraAgent.Contracts;
using InfraAgent.Generator.Tests.JsonFiles;
using InfraAgent.Generator.Tests.Yaml;

namespace InfraAgent.Generator.Tests;

public sealed class HostileTextTests : IDisposable
{
    readonly TempFolder folder = new();

    public void Dispose() => folder.Dispose();

    static readonly string[] Texts = [.. HostileText.All.Concat(HostileValues.Texts).Distinct()];

    /// <summary>Thousands of values by one run: alone, in lists, as keys, nested, in code and in a parameter file. What is not composed is refused
    /// before it gets here, and terraform does change it.</summary>
    [TerraformFact]
    public async Task Terraform_reads_every_value_back_as_it_was_given()
    {
        var expected = new SortedDictionary<string, DataValue>(StringComparer.Ordinal);
        var code = new StringBuilder("variable \"values\" {\n  type = any\n}\n\noutput \"from_file\" {\n  value = var.values\n}\n");
        var composed = Texts.Where(ComposedForm.Has).ToArray();
        var changed = Texts.Except(composed).ToArray();
        foreach (var (i, some) in HostileValues.All.Items.Where(i => i is not DataText && IsComposed(i)).Concat(composed.Select(t => (DataValue)t)).Chunk(1000).Index())
            Add($"list{i}", DataList.Of(some));
        foreach (var (i, text) in composed.Where((t, i) => t.Length > 10_000 || i % 20 == 0).Index()) Add($"o{i}", text);
        foreach (var (i, some) in composed.Where(t => t.Length < 10_000).Chunk(1000).Index())
            Add($"keys{i}", new DataMap(some.Index().Select(t => KeyValuePair.Create(t.Item, (DataValue)t.Index))));
        expected["from_file"] = DataList.Of([.. expected.Values]);
        code.Append(CultureInfo.InvariantCulture, $"\noutput \"changed\" {{\n  value = {HclWriter.Write(Hcl(DataList.Of(changed.Select(t => (DataValue)t))), indent: 2)}\n}}\n");
        await File.WriteAllTextAsync(Path.Combine(folder.Path, "main.tf"), HclFormatter.Format(code.ToString()));
        await File.WriteAllBytesAsync(Path.Combine(folder.Path, "v.tfvars.json"), ParameterFile.Write([KeyValuePair.Create("values", Hcl(expected["from_file"]))]));

        var (layout, difference) = await Terraform.Run(folder.Path, "fmt", "-check", "-no-color");
        Assert.True(layout == 0, difference);
        await Terraform.Succeed(folder.Path, "init", "-input=false", "-no-color");
        await Terraform.Succeed(folder.Path, "apply", "-auto-approve", "-input=false", "-no-color", "-var-file=v.tfvars.json");
        var outputs = JsonDocument.Parse(await Terraform.Succeed(folder.Path, "output", "-json"), new JsonDocumentOptions { MaxDepth = 200 }).RootElement;

        Console.WriteLine($"HCL: {composed.Length} texts came back, {changed.Length} are refused; in {JsonParser.Lines(expected["from_file"]).Count} values and keys of code and as many of a parameter file.");
        Assert.InRange(composed.Length, 5000, int.MaxValue);
        Assert.DoesNotContain(outputs.GetProperty("changed").GetProperty("value").EnumerateArray().Zip(changed), c => c.First.GetString() == c.Second);
        Assert.Equal(expected.Keys.Append("changed").Order(StringComparer.Ordinal), outputs.EnumerateObject().Select(o => o.Name).Order(StringComparer.Ordinal));
        foreach (var (name, value) in expected)
        {
            var differences = JsonPatchDifference.Between(value, YamlReading.FromJson(outputs.GetProperty(name).GetProperty("value")));
            if (differences.Count > 0) Assert.Fail($"{name}: {differences.Count} came back otherwise, the first at '{differences[0].Path}': {differences[0].Op} {differences[0].Value}");
        }

        void Add(string name, DataValue value)
        {
            expected.Add(name, value);
            code.Append(CultureInfo.InvariantCulture, $"\noutput \"{name}\" {{\n  value = {HclWriter.Write(Hcl(value), indent: 2)}\n}}\n");
        }
    }

    [TerraformFact]
    public async Task Nothing_of_a_request_is_interpreted_on_the_whole_road()
    {
        var settings = HostileText.All.Where(t => t.Length > 0).Index().ToDictionary(t => string.Create(CultureInfo.InvariantCulture, $"k{t.Index}"), t => t.Item).Take(200).ToDictionary();
        var tags = HostileText.All.Where(t => t.Length is > 0 and <= 128).Take(40).ToDictionary(t => t, t => t);
        var json = JsonSerializer.Serialize(settings);
        var command = Requests.Local($$"""{"cloud":"local","modules":[{"name":"config","settings":{{json}}}],"tags":{{JsonSerializer.Serialize(tags)}}}""");

        var fromSpec = await Settings(command);
        var fromParameters = await Settings(Requests.Local("""{"cloud":"local","modules":[{"name":"config"}]}""", $$"""{"settings":{{json}}}""") with { Labels = tags });

        Assert.Equal(settings, fromSpec.Settings);
        Assert.Equal(settings, fromParameters.Settings);
        Assert.Equal(tags, fromSpec.Tags.Where(t => !t.Key.StartsWith("infra-agent:", StringComparison.Ordinal)).ToDictionary());
        Assert.Equal(tags, fromParameters.Tags.Where(t => !t.Key.StartsWith("infra-agent:", StringComparison.Ordinal)).ToDictionary());
    }

    [Fact]
    public void Text_of_a_request_stays_out_of_the_code_when_it_is_a_parameter()
    {
        const string mark = "SECRET-looking-${file(\"/etc/passwd\")}";
        var bundle = Renderers.Bundle(Requests.Local("""{"cloud":"local","modules":[{"name":"config"}]}""", JsonSerializer.Serialize(new { settings = new { a = mark } })));

        foreach (var path in bundle.Files.Keys.Where(p => p is not ("env/dev.tfvars.json" or "parameters/dev.json")))
            Assert.DoesNotContain("SECRET-looking", bundle.Text(path), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a\\u0000b", "NUL (U+0000)")]
    [InlineData("a\\ud800b", "half of a surrogate pair")]
    [InlineData("a\\udc00\\ud800", "half of a surrogate pair")]
    public void What_no_tool_can_carry_is_refused_everywhere(string escaped, string what)
    {
        foreach (var (spec, parameters, pointer) in new[]
        {
            ($$$"""{"cloud":"{{{escaped}}}","modules":[{"name":"config"}]}""", "{}", "/template_spec/cloud"),
            ($$$"""{"cloud":"local","modules":[{"name":"{{{escaped}}}"}]}""", "{}", "/template_spec/modules/0/name"),
            ($$$"""{"cloud":"local","modules":[{"name":"config","version":"{{{escaped}}}"}]}""", "{}", "/template_spec/modules/0/version"),
            ($$$"""{"cloud":"local","modules":[{"name":"config","settings":{"k":"{{{escaped}}}"}}]}""", "{}", "/template_spec/modules/0/settings/k"),
            ($$$"""{"cloud":"local","modules":[{"name":"config","settings":{"{{{escaped}}}":"v"}}]}""", "{}", "/template_spec/modules/0/settings"),
            ($$$"""{"cloud":"local","modules":[{"name":"config"}],"tags":{"t":"{{{escaped}}}"}}""", "{}", "/template_spec/tags/t"),
            ($$$"""{"cloud":"local","modules":[{"name":"config"}],"observability":{"logging":"{{{escaped}}}"}}""", "{}", "/template_spec/observability/logging"),
            ("""{"cloud":"local","modules":[{"name":"service"}]}""", $$$"""{"image":"{{{escaped}}}"}""", "/parameters/image")
        })
        {
            var outcome = Renderers.BuiltIn.Render(Requests.Local(spec, parameters));
            Assert.Null(outcome.Bundle);
            Assert.Contains(outcome.Findings, f => f.RuleId == SpecRules.Text && f.Pointer == pointer && f.Message.Contains(what, StringComparison.Ordinal));
        }
    }

    async Task<(Dictionary<string, string> Settings, Dictionary<string, string> Tags)> Settings(GenerateBundle command)
    {
        using var work = new TempFolder();
        work.Write(Renderers.Bundle(command).Files);
        await File.WriteAllTextAsync(Path.Combine(work.Path, "backend_override.tf"), "terraform {\n  backend \"local\" {}\n}\n");
        var (layout, difference) = await Terraform.Run(work.Path, "fmt", "-check", "-recursive", "-diff", "-no-color");
        Assert.True(layout == 0, difference);
        await Terraform.Succeed(work.Path, "init", "-input=false", "-no-color");
        await Terraform.Succeed(work.Path, "apply", "-auto-approve", "-input=false", "-no-color", "-var-file=env/dev.tfvars.json");
        using var state = JsonDocument.Parse(await Terraform.Succeed(work.Path, "show", "-json"));
        var values = state.RootElement.GetProperty("values").GetProperty("root_module").GetProperty("child_modules")[0].GetProperty("resources")[0].GetProperty("values").GetProperty("input");
        return (values.GetProperty("settings").Deserialize<Dictionary<string, string>>()!, values.GetProperty("tags").Deserialize<Dictionary<string, string>>()!);
    }

    static bool IsComposed(DataValue value) => value switch
    {
        DataText t => ComposedForm.Has(t.Value),
        DataList l => l.Items.All(IsComposed),
        DataMap m => m.Items.All(i => ComposedForm.Has(i.Key) && IsComposed(i.Value)),
        _ => true
    };

    static HclValue Hcl(DataValue value) => value switch
    {
        DataText t => new HclText(t.Value),
        DataNumber n => new HclNumber(n.Value),
        DataBool b => new HclBool(b.Value),
        DataList l => new HclList([.. l.Items.Select(Hcl)]),
        DataMap m => HclMap.Of(m.Items.Select(i => KeyValuePair.Create(i.Key, Hcl(i.Value)))),
        _ => HclValue.Null
    };
}
