using System.Globalization;
using System.Text;
using System.Text.Json;
using InfraAgent.Contracts;

namespace InfraAgent.Generator.Tests;

public sealed class HostileTextTests : IDisposable
{
    readonly TempFolder folder = new();

    public void Dispose() => folder.Dispose();

    [TerraformFact]
    public async Task Terraform_reads_every_text_back_as_it_was_sent()
    {
        var code = new StringBuilder("variable \"values\" {\n  type = list(string)\n}\n\noutput \"from_file\" {\n  value = var.values\n}\n");
        foreach (var (i, text) in HostileText.All.Index())
            code.Append(CultureInfo.InvariantCulture, $"\noutput \"o{i}\" {{\n  value = {HclWriter.Quote(text)}\n}}\n");
        var keys = HclMap.Of(HostileText.All.Index().Select(t => KeyValuePair.Create<string, HclValue>(t.Item, new HclNumber(t.Index))));
        code.Append(CultureInfo.InvariantCulture, $"\noutput \"keys\" {{\n  value = {HclWriter.Write(keys, indent: 2)}\n}}\n");
        await File.WriteAllTextAsync(Path.Combine(folder.Path, "main.tf"), HclFormatter.Format(code.ToString()));
        await File.WriteAllBytesAsync(Path.Combine(folder.Path, "v.tfvars.json"),
            ParameterFile.Write([KeyValuePair.Create<string, HclValue>("values", new HclList([.. HostileText.All.Select(t => new HclText(t))]))]));

        var (layout, difference) = await Terraform.Run(folder.Path, "fmt", "-check", "-diff", "-no-color");
        Assert.True(layout == 0, difference);
        await Terraform.Succeed(folder.Path, "init", "-input=false", "-no-color");
        await Terraform.Succeed(folder.Path, "apply", "-auto-approve", "-input=false", "-no-color", "-var-file=v.tfvars.json");
        var outputs = JsonDocument.Parse(await Terraform.Succeed(folder.Path, "output", "-json")).RootElement;

        Assert.Equal(HostileText.All, HostileText.All.Select((_, i) => outputs.GetProperty($"o{i}").GetProperty("value").GetString()));
        Assert.Equal(HostileText.All, outputs.GetProperty("from_file").GetProperty("value").EnumerateArray().Select(v => v.GetString()));
        Assert.Equal(HostileText.All, outputs.GetProperty("keys").GetProperty("value").EnumerateObject().OrderBy(p => p.Value.GetInt32()).Select(p => p.Name));
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
}
