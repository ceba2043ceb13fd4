using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using InfraAgent.Policy.Rego;
using InfraAgent.Runtimes.Terraform;
using InfraAgent.TestBed.Terraform;

namespace InfraAgent.Policy.Tests.Rego;

/// <summary>Policies written for <c>terraform show -json</c> see the masked plan in that form.</summary>
public sealed class TerraformPlanInputTests
{
    static readonly string[] OfResources = ["address", "module_address", "mode", "type", "name", "index", "provider_name"];
    static readonly string[] OfChanges = ["actions", "before", "after", "after_unknown"];

    static JsonNode Input(string shown) => JsonNode.Parse(TerraformPlanInput.Write(PlanChanges.Mask(Encoding.UTF8.GetBytes(shown), new TestSecretBox())).Span)!;

    [TerraformFact]
    public async Task A_plan_is_what_terraform_shows_of_it()
    {
        using var cloud = new SimulatedCloud();
        using var folder = new TerraformFolder(cloud);
        Directory.CreateDirectory(Path.Combine(folder.Folder, "inner"));
        folder.Write("inner/main.tf", "resource \"terraform_data\" \"in\" {\n  input = { deep = [1, { $x = null }] }\n}\noutput \"id\" {\n  value = terraform_data.in.id\n}\n".Replace("$x", "\"$x\"", StringComparison.Ordinal));
        folder.Write("main.tf", """
            module "m" {
              source   = "./inner"
              for_each = toset(["a.b", "c\"d]"])
            }
            resource "terraform_data" "counted" {
              count = 2
              input = module.m["a.b"].id
            }
            resource "terraform_data" "of" {
              for_each         = toset(["x.y[0]"])
              input            = [each.key, true, 1.5]
              triggers_replace = [terraform_data.counted[0].id]
            }
            output "id" {
              value = module.m["a.b"].id
            }
            """);
        await Run(folder, "init", "-input=false");
        await Run(folder, "plan", "-input=false", "-out=first");
        await Same(folder, "first");

        await Run(folder, "apply", "-input=false", "first");
        folder.Write("inner/main.tf", "resource \"terraform_data\" \"in\" {\n  input = 2\n}\noutput \"id\" {\n  value = terraform_data.in.output\n}\n");
        await Run(folder, "plan", "-input=false", "-out=second");
        await Same(folder, "second");

        await Run(folder, "plan", "-destroy", "-input=false", "-out=third");
        await Same(folder, "third");
    }

    static async Task Same(TerraformFolder folder, string plan)
    {
        var shown = await folder.ShowAsync(plan);
        var input = Input(shown.ToJsonString());

        var changes = shown["resource_changes"]!.AsArray().OrderBy(c => (string)c!["address"]!, StringComparer.Ordinal).ToList();
        Assert.Equal(changes.Select(c => Picked(c!, OfResources)), input["resource_changes"]!.AsArray().Select(c => Picked(c!, OfResources)));
        foreach (var (theirs, ours) in changes.Zip(input["resource_changes"]!.AsArray()))
        {
            Assert.Equal(Picked(theirs!["change"]!, OfChanges), Picked(ours!["change"]!, OfChanges));
            // Terraform also tells of members that are unknown as a whole that none of them is a secret.
            Assert.Equal(Marked(theirs["change"]!["after_sensitive"], ""), Marked(ours["change"]!["after_sensitive"], ""));
            Assert.Equal(Marked(theirs["change"]!["before_sensitive"], ""), Marked(ours["change"]!["before_sensitive"], ""));
        }
        Assert.Equal(Resources(shown["planned_values"]!["root_module"]), Resources(input["planned_values"]!["root_module"]));
        var withState = JsonNode.Parse(TerraformPlanInput.WithState(PlanChanges.Mask(Encoding.UTF8.GetBytes(shown.ToJsonString()), new TestSecretBox()), "eu-west-1").Span)!;
        Assert.Equal(Resources(shown["prior_state"]?["values"]?["root_module"]), Resources(withState["prior_state"]!["values"]!["root_module"]));
        Assert.Equal(Picked(shown["output_changes"]!["id"]!, OfChanges), Picked(input["output_changes"]!["id"]!, OfChanges));
    }

    static async Task Run(TerraformFolder folder, params string[] arguments)
    {
        var run = await folder.RunAsync([arguments[0], "-no-color", .. arguments[1..]]);
        Assert.True(run.ExitCode == 0, run.Output);
    }

    static string Picked(JsonNode node, string[] names) => string.Join('\n', names.Select(n => $"{n}: {Sorted(node[n])?.ToJsonString() ?? "-"}"));

    /// <summary>Of each resource of the tree, where it is and its values.</summary>
    static IEnumerable<string> Resources(JsonNode? module)
    {
        var here = (module?["resources"] as JsonArray ?? []).Select(r => $"{(string?)module!["address"]}: {Picked(r!, ["address", "mode", "type", "name", "index", "values"])}").Order(StringComparer.Ordinal);
        return [.. here, .. (module?["child_modules"] as JsonArray ?? []).OrderBy(c => (string)c!["address"]!, StringComparer.Ordinal).SelectMany(Resources)];
    }

    static IEnumerable<string> Marked(JsonNode? node, string path) => node switch
    {
        JsonObject map => map.OrderBy(m => m.Key, StringComparer.Ordinal).SelectMany(m => Marked(m.Value, $"{path}.{m.Key}")),
        JsonArray list => list.SelectMany((item, i) => Marked(item, $"{path}[{i}]")),
        _ => (bool)node! ? [path] : [],
    };

    static JsonNode? Sorted(JsonNode? node) => node switch
    {
        JsonObject map => new JsonObject(map.OrderBy(m => m.Key, StringComparer.Ordinal).Select(m => KeyValuePair.Create(m.Key, Sorted(m.Value)))),
        JsonArray list => new JsonArray([.. list.Select(Sorted)]),
        _ => node?.DeepClone(),
    };

    [Fact]
    public void A_secret_is_a_mask_and_marked_and_nowhere_in_clear()
    {
        var input = Input("""
            {"resource_changes": [{"address": "aws_db_instance.x", "type": "aws_db_instance", "mode": "managed", "provider_name": "p",
              "change": {"actions": ["create"], "before": null, "after": {"name": "x", "password": "hunter22hunter22"}, "after_unknown": {"id": true}, "before_sensitive": false, "after_sensitive": {"password": true}}}]}
            """);

        var change = input["resource_changes"]![0]!["change"]!;
        Assert.NotNull(change["after"]!["password"]!["$hmac"]);
        Assert.Equal("""{"password":true}""", change["after_sensitive"]!.ToJsonString());
        Assert.Equal("""{"id":true}""", change["after_unknown"]!.ToJsonString());
        Assert.DoesNotContain("hunter22", input.ToJsonString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"resource_changes":[{}]}""")]
    [InlineData("""{"resource_changes":[{"address":"a.b"}]}""")]
    [InlineData("""{"resource_changes":[7]}""")]
    [InlineData("no json")]
    [InlineData("""{"resource_changes":[{"address":"$deep.a.b","actions":["create"],"after":{}}]}""")]
    public void What_is_no_plan_is_refused(string changes) => Assert.ThrowsAny<JsonException>(() => TerraformPlanInput.Write(Encoding.UTF8.GetBytes(changes.Replace("$deep", string.Join('.', Enumerable.Repeat("module.m", 65)), StringComparison.Ordinal))));
}
