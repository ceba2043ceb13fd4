using System.Text;
using InfraAgent.Generator.Tests.Yaml;

namespace InfraAgent.Generator.Tests.Patches;

/// <summary>Changes of a resource's code: what is asked for is there, all else is as it was, and the real <c>terraform fmt</c> has nothing to say.</summary>
public sealed class CodeEditTests : IDisposable
{
    const string Code = """
        # A module that uses all of the language's layout.
        locals {
          text = <<-EOT
            resource "x" "this" {
              a = 1
          EOT
          pair = { "}" = "{" } // as texts
        }

        /* resource "x" "this" { } */
        resource "x" "other" {}

        resource "x" "this" {
          count = var.enabled ? 1 : 0

          # What it is called.
          name = "one" # and nothing else
          size = 5
          tags = merge(local.tags, {
            Name = "${var.prefix}-${replace(var.name, "}", "{")}"
          })
          script = <<EOF
        #!/bin/sh
          echo "${var.name}" }
        EOF

          # Both of these.
          first  = -1.5
          second = null

          settings = {
            Level   = "info"
            "a.b"   = var.level
            nothing = null
            list    = [1, "two", var.three]
          }

          short { on = true }

          # The first.
          rule {
            id = 1
          }

          # The second.
          rule {
            id   = 2
            when = [for x in var.list : x if x != "]"]

            inner {
              value = "%%{ x }"
            }
          }

          dynamic "rule" {
            for_each = var.rules

            content {
              id = rule.value
            }
          }

          provisioner "local-exec" {
            command = "true"
          }

          lifecycle {
            ignore_changes = [tags, settings["a.b"]]

            precondition {
              condition     = var.enabled
              error_message = "No."
            }
          }

          depends_on = [x.other]
        }

        # The end.
        output "x" {
          value = x.this[0].id
        }

        """;

    readonly TempFolder folder = new();

    /// <summary>Steps; the text that changes, and what it is afterwards.</summary>
    public static TheoryData<string, string, string> Steps => new()
    {
        { """[{"op":"replace","path":"/size","value":6}]""", "  size = 5\n", "  size = 6\n" },
        { """[{"op":"replace","path":"/name","value":"two"}]""", "  name = \"one\" #", "  name = \"two\" #" },
        { """[{"op":"remove","path":"/size"}]""", "  size = 5\n", "" },
        { """[{"op":"remove","path":"/second"}]""", "  first  = -1.5\n  second = null\n", "  first = -1.5\n" },
        { """[{"op":"remove","path":"/first"}]""", "  first  = -1.5\n  second = null\n", "  second = null\n" },
        { """[{"op":"test","path":"/first","value":-1.5},{"op":"remove","path":"/first"},{"op":"test","path":"/second","value":null},{"op":"remove","path":"/second"}]""", "  first  = -1.5\n  second = null\n\n", "\n" },
        { """[{"op":"replace","path":"/size","value":{"a":1,"b-c":[true,null]}}]""", "  size = 5\n", "  size = {\n    \"a\"   = 1\n    \"b-c\" = [true, null]\n  }\n" },
        { """[{"op":"add","path":"/a_longer_name","value":true}]""", "  }\n\n  short {", "  }\n  a_longer_name = true\n\n  short {" },
        { """[{"op":"add","path":"/settings/Level","value":"warn"}]""", "    Level   = \"info\"\n    \"a.b\"   = var.level\n    nothing = null\n    list    = [1, \"two\", var.three]\n",
            "    \"Level\"   = \"warn\"\n    \"a.b\"     = var.level\n    \"list\"    = [1, \"two\", var.three]\n    \"nothing\" = null\n" },
        { """[{"op":"add","path":"/settings/list/1","value":{"x":"${y}"}},{"op":"test","path":"/settings/list/2","value":"two"}]""", "    Level   = \"info\"\n    \"a.b\"   = var.level\n    nothing = null\n    list    = [1, \"two\", var.three]\n",
            "    \"Level\" = \"info\"\n    \"a.b\"   = var.level\n    \"list\" = [\n      1,\n      {\n        \"x\" = \"$${y}\"\n      },\n      \"two\",\n      var.three,\n    ]\n    \"nothing\" = null\n" },
        { """[{"op":"replace","path":"/script","value":"exit"}]""", "  script = <<EOF\n#!/bin/sh\n  echo \"${var.name}\" }\nEOF\n", "  script = \"exit\"\n" },
        { """[{"op":"remove","path":"/script"}]""", "  script = <<EOF\n#!/bin/sh\n  echo \"${var.name}\" }\nEOF\n", "" },
        { """[{"op":"copy","from":"/script","path":"/rule/0/id"}]""", "    id = 1\n", "    id = <<EOF\n#!/bin/sh\n  echo \"${var.name}\" }\nEOF\n" },
        { """[{"op":"copy","from":"/tags","path":"/settings"}]""", "  settings = {\n    Level   = \"info\"\n    \"a.b\"   = var.level\n    nothing = null\n    list    = [1, \"two\", var.three]\n  }\n",
            "  settings = merge(local.tags, {\n    Name = \"${var.prefix}-${replace(var.name, \"}\", \"{\")}\"\n  })\n" },
        { """[{"op":"copy","from":"/tags","path":"/rule/0/id"}]""", "    id = 1\n", "    id = merge(local.tags, {\n      Name = \"${var.prefix}-${replace(var.name, \"}\", \"{\")}\"\n    })\n" },
        { """[{"op":"move","from":"/rule/1/when","path":"/size"}]""", "  size = 5\n", "  size = [for x in var.list : x if x != \"]\"]\n" },
        { """[{"op":"replace","path":"/rule/0/id","value":"${1}"}]""", "    id = 1\n", "    id = \"$${1}\"\n" },
        { """[{"op":"add","path":"/rule/1/inner/0/more","value":[{"x":1},{}]}]""", "      value = \"%%{ x }\"\n", "      value = \"%%{ x }\"\n\n      more {\n        x = 1\n      }\n\n      more {}\n" },
        { """[{"op":"test","path":"/rule/1/inner/0/value","value":"%{ x }"},{"op":"remove","path":"/rule/1/inner"}]""", "\n    inner {\n      value = \"%%{ x }\"\n    }\n", "" },
        { """[{"op":"remove","path":"/rule/0"}]""", "  # The first.\n  rule {\n    id = 1\n  }\n\n", "" },
        { """[{"op":"remove","path":"/rule"},{"op":"remove","path":"/dynamic"}]""", "  # The first.\n  rule {\n    id = 1\n  }\n\n  # The second.\n  rule {\n    id   = 2\n    when = [for x in var.list : x if x != \"]\"]\n\n    inner {\n      value = \"%%{ x }\"\n    }\n  }\n\n  dynamic \"rule\" {\n    for_each = var.rules\n\n    content {\n      id = rule.value\n    }\n  }\n\n", "" },
        { """[{"op":"add","path":"/rule/0","value":{"id":0}}]""", "  # The first.\n", "  rule {\n    id = 0\n  }\n\n  # The first.\n" },
        { """[{"op":"add","path":"/rule/-","value":{"id":3,"inner":[{"value":"x"}]}}]""", "      value = \"%%{ x }\"\n    }\n  }\n", "      value = \"%%{ x }\"\n    }\n  }\n\n  rule {\n    id = 3\n\n    inner {\n      value = \"x\"\n    }\n  }\n" },
        { """[{"op":"replace","path":"/dynamic/rule/0/content/0/id","value":9},{"op":"add","path":"/dynamic/other","value":[{"for_each":["a"],"content":[{"b":1}]}]}]""", "      id = rule.value\n    }\n  }\n",
            "      id = 9\n    }\n  }\n\n  dynamic \"other\" {\n    for_each = [\"a\"]\n\n    content {\n      b = 1\n    }\n  }\n" },
        { """[{"op":"copy","from":"/dynamic/rule/0","path":"/dynamic/rule/-"}]""", "      id = rule.value\n    }\n  }\n", "      id = rule.value\n    }\n  }\n\n  dynamic \"rule\" {\n    for_each = var.rules\n\n    content {\n      id = rule.value\n    }\n  }\n" },
        { """[{"op":"add","path":"/short/0/off","value":false}]""", "  short { on = true }\n", "  short {\n    on  = true\n    off = false\n  }\n" },
        { """[{"op":"remove","path":"/short/0/on"}]""", "  short { on = true }\n", "  short {}\n" },
        { """[{"op":"add","path":"/lifecycle/prevent_destroy","value":true}]""", "    ignore_changes = [tags, settings[\"a.b\"]]\n", "    ignore_changes  = [tags, settings[\"a.b\"]]\n    prevent_destroy = true\n" },
        { """[{"op":"remove","path":"/lifecycle/ignore_changes"}]""", "    ignore_changes = [tags, settings[\"a.b\"]]\n\n", "" },
        { """[{"op":"remove","path":"/lifecycle"}]""", "  lifecycle {\n    ignore_changes = [tags, settings[\"a.b\"]]\n\n    precondition {\n      condition     = var.enabled\n      error_message = \"No.\"\n    }\n  }\n\n", "" },
        { """[{"op":"replace","path":"/lifecycle/ignore_changes","value":"all"}]""", "[tags, settings[\"a.b\"]]", "all" },
        { """[{"op":"test","path":"/lifecycle/ignore_changes/0","value":"tags"},{"op":"replace","path":"/lifecycle/ignore_changes","value":["size","rule[0].id"]}]""", "[tags, settings[\"a.b\"]]", "[size, rule[0].id]" },
        { """[{"op":"add","path":"/timeouts","value":{"create":"5m"}}]""", "    command = \"true\"\n  }\n", "    command = \"true\"\n  }\n\n  timeouts {\n    create = \"5m\"\n  }\n" },
        { """[{"op":"replace","path":"/count","value":0}]""", "  count = var.enabled ? 1 : 0\n", "  count = 0\n" },
        { """[{"op":"remove","path":"/depends_on"}]""", "\n  depends_on = [x.other]\n", "" }
    };

    public void Dispose() => folder.Dispose();

    [TerraformTheory]
    [MemberData(nameof(Steps))]
    public async Task A_change_is_all_that_changes_and_has_the_layout_of_fmt(string steps, string was, string becomes)
    {
        Assert.Equal(Code, HclFormatter.Format(Code));
        Assert.Equal(2, Code.Split(was).Length);

        var changed = Apply(Code, steps);

        // A move leaves a gap, too.
        var expected = Code.Replace(was, becomes, StringComparison.Ordinal);
        if (steps.Contains("\"move\"", StringComparison.Ordinal)) expected = expected.Replace("    id   = 2\n    when = [for x in var.list : x if x != \"]\"]\n", "    id = 2\n", StringComparison.Ordinal);
        Assert.Equal(expected, changed);
        await File.WriteAllTextAsync(Path.Combine(folder.Path, "main.tf"), changed);
        var (layout, difference) = await Terraform.Run(folder.Path, "fmt", "-check", "-diff", "-no-color");
        Assert.True(layout == 0, difference);
    }

    [TerraformFact]
    public async Task Every_resource_of_the_catalog_takes_changes_and_stays_formatted()
    {
        var resources = 0;
        foreach (var cloud in Renderers.Catalog.Clouds.Select(c => Renderers.Catalog.Cloud(c)!.Name))
        {
            foreach (var module in Renderers.Catalog.Modules(cloud).SelectMany(m => Renderers.Catalog.Versions(cloud, m).Select(v => Renderers.Catalog.Module(cloud, m, v.Text)!)))
            {
                foreach (var (file, content) in module.Files.Where(f => f.Key.EndsWith(".tf", StringComparison.Ordinal)))
                {
                    var text = Encoding.UTF8.GetString(content);
                    Assert.Equal(text, HclFormatter.Format(text));
                    foreach (var (i, block) in CodeReader.File(text).Items.OfType<CodeBlock>().Where(b => b.Name == "resource").Index())
                    {
                        resources++;
                        var model = CodeModel.Resource(text, block.Body);
                        // The first and the last argument, with what is within them, and a block and an argument more.
                        var names = model.Items.Select(m => m.Key).ToArray();
                        var after = new DataMap(model.Without(names[0]).With(names[^1], More(names[^1], model[names[^1]]!)).Items
                            .Append(KeyValuePair.Create("zz_rule", (DataValue)DataList.Of(DataMap.Of(("id", 1))))).Append(KeyValuePair.Create("zz", (DataValue)"%{ x")));
                        var edit = new CodeEdit(text);
                        edit.Resource(block, CodeModel.Written(model), CodeModel.Written(after));
                        var changed = edit.Text();

                        Assert.StartsWith(text[..block.Body.Open], changed, StringComparison.Ordinal);
                        Assert.EndsWith(text[block.Body.Close..], changed, StringComparison.Ordinal);
                        var again = CodeReader.File(changed).Items.OfType<CodeBlock>().Single(b => b.Name == "resource" && b.Labels.SequenceEqual(block.Labels));
                        Assert.Empty(JsonPatchDifference.Between(Texts(after), Texts(CodeModel.Resource(changed, again.Body))).Select(s => $"{module.Name} {file} {block.Labels[1]}: {s.Op} {s.Path}"));
                        await File.WriteAllTextAsync(Path.Combine(folder.Path, $"{cloud}-{module.Name}-{module.Version}-{i}-{file}"), changed);
                    }
                }
            }
        }

        Assert.True(resources > 500, $"{resources}");
        var (layout, difference) = await Terraform.Run(folder.Path, "fmt", "-check", "-diff", "-no-color");
        Assert.True(layout == 0, difference);
    }

    [Theory]
    [InlineData("resource \"x\" \"y\" {")]
    [InlineData("resource \"x\" \"y\" {\n  a = <<E\n}\n")]
    [InlineData("resource \"x\" \"y\" {\n  a = \"\n}\n")]
    [InlineData("/* resource")]
    [InlineData("resource \"x\"")]
    [InlineData("}")]
    [InlineData("1 = 2")]
    public void What_is_no_code_is_told_with_its_line(string text) => Assert.InRange(Assert.Throws<HclException>(() => CodeReader.File(text)).Line, 1, 4);

    static DataValue More(string name, DataValue value) => value switch
    {
        DataMap map when name == CodeModel.Dynamic => map.With("zz", DataList.Of(DataMap.Of(("for_each", DataList.Of("a")), ("content", DataList.Of(DataMap.Of(("id", 1))))))),
        DataMap map => map.With("zz", "x"),
        DataList { Items: [DataMap first, ..] } blocks => DataList.Of(blocks.Items.Append(first.With("zz_value", "${x}"))),
        _ => DataList.Of("a", 1)
    };

    // Where an expression stood does not count.
    static DataValue Texts(DataValue value) => value switch
    {
        CodeExpression code => string.Join('\n', code.Text.Split('\n').Select(l => l.Trim())),
        DataMap map => new DataMap(map.Items.Select(i => KeyValuePair.Create(i.Key, Texts(i.Value)))),
        DataList list => DataList.Of(list.Items.Select(Texts)),
        _ => value
    };

    static string Apply(string text, string steps)
    {
        var block = CodeReader.File(text).Items.OfType<CodeBlock>().Single(b => b.Labels is ["x", "this"]);
        var model = CodeModel.Resource(text, block.Body);
        var outcome = JsonPatch.Apply(model, [.. ((DataList)YamlReading.FromJson(steps)).Items.Cast<DataMap>().Select(s =>
            new JsonPatchStep(((DataText)s["op"]!).Value, ((DataText)s["path"]!).Value, s["value"], (s["from"] as DataText)?.Value))]);
        Assert.Null(outcome.Problem);
        Assert.Null(CodeModel.Explain(model, (DataMap)outcome.Value!));
        var edit = new CodeEdit(text);
        edit.Resource(block, CodeModel.Written(model), CodeModel.Written((DataMap)outcome.Value!));
        return edit.Text();
    }
}
