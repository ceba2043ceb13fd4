using System.Text.Json.Nodes;
using InfraAgent.Contracts;

namespace InfraAgent.Generator.Tests;

/// <summary>A bundle in the hands of the real terraform, with a simulated cloud of its own.</summary>
sealed class Rollout : IDisposable
{
    readonly TempFolder folder = new();

    public string Path => folder.Path;

    public string World => System.IO.Path.Combine(folder.Path, ".world");

    public void Dispose() => folder.Dispose();

    /// <summary>Leaves what is there: modules of other versions, the state.</summary>
    public void Write(GenerateBundle command) => folder.Write(Renderers.Bundle(command).Files);

    public async Task Apply(GenerateBundle command)
    {
        Write(command);
        await File.WriteAllTextAsync(System.IO.Path.Combine(folder.Path, "backend_override.tf"), "terraform {\n  backend \"local\" {}\n}\n");
        await Terraform.Succeed(folder.Path, "init", "-input=false", "-no-color");
        await Terraform.Succeed(folder.Path, "apply", "-auto-approve", "-input=false", "-no-color", ParameterFile(command));
    }

    public async Task HasNothingToDo(GenerateBundle command)
    {
        var (code, output) = await Terraform.Run(folder.Path, "plan", "-input=false", "-no-color", "-detailed-exitcode", ParameterFile(command));
        Assert.True(code == 0, output);
    }

    /// <summary>A plan as <c>terraform show -json</c> has it.</summary>
    public async Task<string> Plan(GenerateBundle command)
    {
        await Terraform.Succeed(folder.Path, "plan", "-input=false", "-no-color", "-out=plan.bin", ParameterFile(command));
        return await Terraform.Succeed(folder.Path, "show", "-json", "plan.bin");
    }

    public async Task DestroyToNothing(GenerateBundle command)
    {
        await Terraform.Succeed(folder.Path, "destroy", "-auto-approve", "-input=false", "-no-color", ParameterFile(command));
        Assert.Empty(Directory.EnumerateFiles(System.IO.Path.Combine(World, "objects"), "*.json", SearchOption.AllDirectories));
    }

    public IEnumerable<string> Types() => Directory.EnumerateDirectories(System.IO.Path.Combine(World, "objects")).Select(d => System.IO.Path.GetFileName(d));

    public List<JsonNode> Objects(string type) =>
        [.. Directory.EnumerateFiles(System.IO.Path.Combine(World, "objects", type)).Select(f => JsonNode.Parse(File.ReadAllText(f))!["attributes"]!)];

    static string ParameterFile(GenerateBundle command) => $"-var-file=env/{command.Environment}.tfvars.json";
}
