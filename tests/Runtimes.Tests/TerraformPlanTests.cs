using System.Text;
using System.Text.Json;

namespace InfraAgent.Runtimes.Tests;

public sealed class TerraformPlanTests : IDisposable
{
    const string Secret = "hunter2-\"quoted\"-<&>";

    readonly TerraformBed bed = new();

    public void Dispose() => bed.Dispose();

    string Main => bed.LocalBackend + """
        variable "name" {
          type = string
        }
        variable "password" {
          type      = string
          sensitive = true
        }
        resource "terraform_data" "b" {
          input = { password = var.password, name = var.name, list = ["x", var.password] }
        }
        resource "terraform_data" "a" {
          input            = terraform_data.b.output
          triggers_replace = [sha256(var.password), 12345678901234567890]
        }
        resource "terraform_data" "clock" {
          input = { now = timestamp(), planned = plantimestamp() }
        }
        output "password" {
          value     = terraform_data.b.output
          sensitive = true
        }
        output "name" {
          value = var.name
        }

        """;

    async Task<PlanResult> PlanAsync(string name = "web", string password = Secret, string bundle = "sha256:b1", PlanMode mode = PlanMode.Apply)
    {
        bed.Variables["TF_VAR_password"] = password;
        var plan = await bed.Runtime.PlanAsync(await bed.WorkspaceAsync(Main, JsonSerializer.Serialize(new { name }), bundle), mode, default);
        Assert.True(plan.Run.Succeeded, plan.Run.Message);
        return plan;
    }

    [Fact]
    public async Task Planning_twice_gives_the_same_digest_and_bytes()
    {
        var first = await PlanAsync();
        var second = await PlanAsync();
        Assert.Equal(first.Digest, second.Digest);
        Assert.Equal(Encoding.UTF8.GetString(first.Changes!), Encoding.UTF8.GetString(second.Changes!));

        await bed.PlanAndApplyAsync(await bed.WorkspaceAsync(Main, """{"name": "web"}"""));
        first = await PlanAsync("other");
        second = await PlanAsync("other");
        Assert.Equal(first.Digest, second.Digest);
        Assert.Equal(Encoding.UTF8.GetString(first.Changes!), Encoding.UTF8.GetString(second.Changes!));
    }

    [Fact]
    public async Task Any_change_of_input_secret_bundle_direction_or_state_gives_another_digest()
    {
        var plain = await PlanAsync();
        List<string?> digests = [plain.Digest, (await PlanAsync(name: "wep")).Digest, (await PlanAsync(password: Secret + "!")).Digest, (await PlanAsync(bundle: "sha256:b2")).Digest];
        await bed.PlanAndApplyAsync(await bed.WorkspaceAsync(Main, """{"name": "web"}"""));
        digests.Add((await PlanAsync()).Digest);
        digests.Add((await PlanAsync(mode: PlanMode.Destroy)).Digest);
        // The same content under another lineage is another state.
        var state = await File.ReadAllTextAsync(bed.StateFile);
        var lineage = JsonDocument.Parse(state).RootElement.GetProperty("lineage").GetString()!;
        await File.WriteAllTextAsync(bed.StateFile, state.Replace(lineage, "11111111-2222-3333-4444-555555555555", StringComparison.Ordinal));
        digests.Add((await PlanAsync()).Digest);
        Assert.Equal(digests.Count, digests.Distinct().Count());
    }

    [Fact]
    public async Task No_secret_is_in_the_changes_in_any_form()
    {
        await bed.PlanAndApplyAsync(await bed.WorkspaceAsync(Main.Replace("\"x\"", "\"y\"", StringComparison.Ordinal), """{"name": "web"}""")
            with { Variables = new Dictionary<string, string> { ["TF_VAR_password"] = Secret } });
        var plan = await PlanAsync();
        var finder = new Redactor([Secret, "hunter2"]);
        Assert.False(finder.Finds(Encoding.UTF8.GetString(plan.Changes!)));

        using var changes = JsonDocument.Parse(plan.Changes!);
        var b = Resource(changes, "terraform_data.b");
        Assert.Equal("web", b.GetProperty("after").GetProperty("input").GetProperty("name").GetString());
        var masked = b.GetProperty("after").GetProperty("input").GetProperty("password").GetProperty("$hmac").GetString();
        Assert.Matches("^[0-9a-f]{64}$", masked);
        // Equal secrets can be told to be equal, also where terraform has lost its own mark (a computed attribute).
        Assert.Equal(masked, b.GetProperty("before").GetProperty("output").GetProperty("password").GetProperty("$hmac").GetString());
        Assert.Equal(masked, b.GetProperty("before").GetProperty("input").GetProperty("list")[1].GetProperty("$hmac").GetString());
        Assert.True(b.GetProperty("after").GetProperty("output").GetProperty("$unknown").GetBoolean());
        Assert.True(changes.RootElement.GetProperty("output_changes").GetProperty("password").GetProperty("before").TryGetProperty("$hmac", out _));
    }

    [Fact]
    public async Task The_changes_are_canonical_and_hold_what_rules_need()
    {
        var plan = await PlanAsync();
        var text = Encoding.UTF8.GetString(plan.Changes!);
        Assert.Equal(text, Canonical(JsonDocument.Parse(text).RootElement));
        using var changes = JsonDocument.Parse(plan.Changes!);
        Assert.Equal("apply", changes.RootElement.GetProperty("mode").GetString());
        Assert.Equal(["terraform_data.a", "terraform_data.b", "terraform_data.clock"],
            changes.RootElement.GetProperty("resource_changes").EnumerateArray().Select(resource => resource.GetProperty("address").GetString()));
        var a = Resource(changes, "terraform_data.a");
        Assert.Equal(("terraform_data", "managed", "terraform.io/builtin/terraform"),
            (a.GetProperty("type").GetString(), a.GetProperty("mode").GetString(), a.GetProperty("provider").GetString()));
        Assert.Equal(["create"], a.GetProperty("actions").EnumerateArray().Select(action => action.GetString()));
        Assert.Equal("12345678901234567890", a.GetProperty("after").GetProperty("triggers_replace")[1].GetRawText());
    }

    [Fact]
    public async Task A_value_cannot_pass_for_a_mask()
    {
        var plan = await bed.Runtime.PlanAsync(await bed.WorkspaceAsync(bed.LocalBackend + """
            resource "terraform_data" "x" {
              input = { "$hmac" = "00", "$unknown" = true, "plain" = "$hmac" }
            }

            """), PlanMode.Apply, default);
        using var changes = JsonDocument.Parse(plan.Changes!);
        var input = Resource(changes, "terraform_data.x").GetProperty("after").GetProperty("input");
        Assert.Equal(["$$hmac", "$$unknown", "plain"], input.EnumerateObject().Select(member => member.Name));
    }

    [Fact]
    public async Task A_kept_plan_is_sealed_and_nothing_else_is_left_in_the_clear()
    {
        bed.Variables["TF_VAR_password"] = Secret;
        var workspace = await bed.WorkspaceAsync(Main, """{"name": "web"}""");
        await bed.Runtime.PlanAsync(workspace, PlanMode.Apply, default);
        var finder = new Redactor(["hunter2"]);
        foreach (var file in Directory.EnumerateFiles(workspace.Directory, "*", SearchOption.AllDirectories))
            Assert.False(finder.Finds(Encoding.Latin1.GetString(await File.ReadAllBytesAsync(file))), file);
        var kept = Assert.Single(Directory.GetFiles(Path.Combine(workspace.Directory, ".agent"), "plan*"));
        Assert.EndsWith(".sealed", kept, StringComparison.Ordinal);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, OperatingSystem.IsWindows() ? default : File.GetUnixFileMode(kept));
        Assert.False(finder.Finds(bed.LogText));
    }

    [Fact]
    public async Task Output_changes_alone_are_changes()
    {
        await bed.PlanAndApplyAsync(await bed.WorkspaceAsync(bed.LocalBackend + "output \"x\" {\n  value = 1\n}\n"));
        var plan = await bed.Runtime.PlanAsync(await bed.WorkspaceAsync(bed.LocalBackend + "output \"x\" {\n  value = 2\n}\n"), PlanMode.Apply, default);
        Assert.True(plan.HasChanges);
        Assert.False(plan.Summary.HasChanges);
    }

    [Fact]
    public async Task Counts_tell_replacements_from_updates()
    {
        string Code(int trigger, int input, string more) => bed.LocalBackend + $$"""
            resource "terraform_data" "replaced" {
              triggers_replace = {{trigger}}
            }
            resource "terraform_data" "updated" {
              input = {{input}}
            }
            resource "terraform_data" "{{more}}" {
            }

            """;
        await bed.PlanAndApplyAsync(await bed.WorkspaceAsync(Code(1, 1, "old")));
        var plan = await bed.Runtime.PlanAsync(await bed.WorkspaceAsync(Code(2, 2, "new")), PlanMode.Apply, default);
        Assert.Equal(new(1, 1, 1, 1), plan.Summary);
    }

    static JsonElement Resource(JsonDocument changes, string address) =>
        changes.RootElement.GetProperty("resource_changes").EnumerateArray().Single(resource => resource.GetProperty("address").GetString() == address);

    static string Canonical(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => "{" + string.Join(',', element.EnumerateObject().OrderBy(member => member.Name, StringComparer.Ordinal)
            .Select(member => JsonSerializer.Serialize(member.Name) + ":" + Canonical(member.Value))) + "}",
        JsonValueKind.Array => "[" + string.Join(',', element.EnumerateArray().Select(Canonical)) + "]",
        _ => element.GetRawText(),
    };
}
