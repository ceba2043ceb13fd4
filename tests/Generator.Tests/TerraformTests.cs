using System.Text.Json;
using InfraAgent.Contracts;

namespace InfraAgent.Generator.Tests;

public sealed class TerraformTests : IDisposable
{
    readonly TempFolder folder = new();

    public static TheoryData<string> AwsExamples => new() { "seed-generate.json", "aws-production.json" };

    public void Dispose() => folder.Dispose();

    [TerraformFact]
    public async Task The_local_example_applies_and_has_nothing_left_to_do()
    {
        await Apply(Requests.Example("local.json"));

        var outputs = JsonDocument.Parse(await Terraform.Succeed(folder.Path, "output", "-json")).RootElement;
        Assert.Equal("ghcr.io/appsmithery/mcp-gateway:latest", outputs.GetProperty("service_image").GetProperty("value").GetString());
        Assert.Equal(["10.20.0.10", "10.20.64.10", "10.20.128.10"],
            outputs.GetProperty("service_addresses").GetProperty("value").EnumerateArray().Select(a => a.GetString()));
        var (code, output) = await Terraform.Run(folder.Path, "plan", "-input=false", "-no-color", "-detailed-exitcode", "-var-file=env/dev.tfvars.json");
        Assert.True(code == 0, output);
    }

    [TerraformFact]
    public async Task A_rollout_takes_the_seconds_that_were_asked_for()
    {
        await Apply(Requests.Local("""{"cloud":"local","modules":[{"name":"service","image":"a/b:1","apply_seconds":1}]}"""));

        var state = JsonDocument.Parse(await Terraform.Succeed(folder.Path, "show", "-json"));
        Assert.Contains("module.service.terraform_data.rollout[0]", state.RootElement.GetRawText(), StringComparison.Ordinal);
    }

    [TerraformTheory]
    [InlineData("""{"image":"a/b:1"}""", "replicas", "101", "replicas must be a whole number, from 0 to 100.")]
    [InlineData("""{"image":"a/b:1"}""", "replicas", "1.5", "replicas must be a whole number, from 0 to 100.")]
    [InlineData("""{"image":"a/b:1"}""", "image", "\"a b\"", "image must be a reference to an image")]
    [InlineData("""{"image":"a/b:1","cidr":"10.0.0.0/16"}""", "cidr", "\"10.0.0.1/16\"", "cidr must be an IPv4 block with a prefix from /8 to /24")]
    public async Task A_parameter_file_changed_by_hand_is_held_against_the_same_demands(string parameters, string variable, string value, string message)
    {
        folder.Write(Renderers.Bundle(Requests.Local(
            """{"cloud":"local","modules":[{"name":"network"},{"name":"service","image":"a/b:0"}]}""",
            parameters.Replace("}", ",\"replicas\":1}", StringComparison.Ordinal))).Files);
        LocalState();
        var file = Path.Combine(folder.Path, "env", "dev.tfvars.json");
        var values = JsonSerializer.Deserialize<Dictionary<string, JsonElement>>(await File.ReadAllTextAsync(file))!;
        values[variable] = JsonDocument.Parse(value).RootElement;
        await File.WriteAllTextAsync(file, JsonSerializer.Serialize(values));
        await Terraform.Succeed(folder.Path, "init", "-input=false", "-no-color");

        var (code, output) = await Terraform.Run(folder.Path, "plan", "-input=false", "-no-color", "-var-file=env/dev.tfvars.json");

        Assert.Equal(1, code);
        Assert.Contains(message, output.ReplaceLineEndings(" ").Replace("  ", " ", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [TerraformTheory]
    [MemberData(nameof(AwsExamples))]
    public async Task An_aws_bundle_validates_applies_and_has_nothing_left_to_do(string example)
    {
        var command = Requests.Example(example);
        await Apply(command);

        var (code, output) = await Terraform.Run(folder.Path, "plan", "-input=false", "-no-color", "-detailed-exitcode", $"-var-file=env/{command.Environment}.tfvars.json");
        Assert.True(code == 0, output);
    }

    async Task Apply(GenerateBundle command)
    {
        folder.Write(Renderers.Bundle(command).Files);
        LocalState();
        await Terraform.Succeed(folder.Path, "init", "-input=false", "-no-color");
        await Terraform.Succeed(folder.Path, "validate", "-no-color");
        await Terraform.Succeed(folder.Path, "apply", "-auto-approve", "-input=false", "-no-color", $"-var-file=env/{command.Environment}.tfvars.json");
    }

    void LocalState() => File.WriteAllText(Path.Combine(folder.Path, "backend_override.tf"), "terraform {\n  backend \"local\" {}\n}\n");
}
