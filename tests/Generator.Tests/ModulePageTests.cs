using System.Diagnostics;
using System.Text.Json;
using System.Text.RegularExpressions;
using InfraAgent.Generator.Tests.Kubernetes;
using InfraAgent.TestBed.Kubernetes;
using InfraAgent.TestBed.Terraform;

namespace InfraAgent.Generator.Tests;

/// <summary>Follows <c>docs/writing-a-module.md</c>.</summary>
public sealed class ModulePageTests : IDisposable
{
    readonly TempFolder catalog = new();
    readonly TempFolder bundle = new();

    public void Dispose()
    {
        catalog.Dispose();
        bundle.Dispose();
    }

    [Fact]
    public void A_module_that_is_written_by_the_page_is_served_and_finds_what_it_needs()
    {
        ModulePage.WriteFiles(catalog, "aws/flow-log/");

        var served = Load();
        var made = Render(served, "request.json");

        Assert.Equal(["traffic", "aggregation_seconds"], served.Module("aws", "flow-log")!.CostDrivers.Select(d => d.Input));
        Assert.Contains("vpc_id        = module.vpc.id", made.Text("main.tf"), StringComparison.Ordinal);
        Assert.Contains("log_group_arn = module.log_group.arn", made.Text("main.tf"), StringComparison.Ordinal);
    }

    [TerraformFact]
    public async Task Its_bundle_passes_what_the_page_has_one_type()
    {
        ModulePage.WriteFiles(catalog, "aws/flow-log/");
        bundle.Write(Render(Load(), "request.json").Files);
        var commands = ModulePage.Commands("In the bundle's folder").Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => l.Split(' ')).ToArray();
        Assert.Equal(["fmt", "init", "validate"], commands.Select(c => c[1]));

        foreach (var command in commands) await Terraform.Succeed(bundle.Path, [.. command.Skip(1), "-no-color"]);
        if (RealSchemas.Folder is not { } schema) return;
        Directory.Delete(Path.Combine(bundle.Path, ".terraform"), recursive: true);
        File.Delete(Path.Combine(bundle.Path, ".terraform.lock.hcl"));
        using var real = await new SimulatedCloud().AttachAsync(schema);
        var verdict = await Terraform.Validate(bundle.Path, real);
        Assert.True(verdict.GetProperty("valid").GetBoolean() && verdict.GetProperty("warning_count").GetInt32() == 0, verdict.GetRawText());
    }

    [TerraformFact]
    public async Task Its_next_version_renames_and_makes_nothing_anew()
    {
        ModulePage.WriteFiles(catalog, "aws/flow-log/");
        bundle.Write(Render(Load(), "request.json").Files);
        await File.WriteAllTextAsync(Path.Combine(bundle.Path, "backend_override.tf"), "terraform {\n  backend \"local\" {}\n}\n");
        await Terraform.Succeed(bundle.Path, "init", "-input=false", "-no-color");
        await Terraform.Succeed(bundle.Path, "apply", "-auto-approve", "-input=false", "-no-color", "-var-file=env/dev.tfvars.json");

        Shell(ModulePage.Commands("In `acme-catalog`"));
        ModulePage.WriteFiles(catalog, "aws/flow-log-1.1/");
        var served = Load();
        Assert.Equal(["1.0.0", "1.1.0"], served.Versions("aws", "flow-log").Select(v => v.Text));
        bundle.Write(Render(served, "request.json").Files);
        await Terraform.Succeed(bundle.Path, "init", "-input=false", "-no-color");
        await Terraform.Succeed(bundle.Path, "plan", "-input=false", "-no-color", "-out=plan.bin", "-var-file=env/dev.tfvars.json");

        using var plan = JsonDocument.Parse(await Terraform.Succeed(bundle.Path, "show", "-json", "plan.bin"));
        var changes = plan.RootElement.GetProperty("resource_changes").EnumerateArray().ToArray();
        Assert.DoesNotContain(changes, c => c.GetProperty("change").GetProperty("actions").EnumerateArray().Any(a => a.GetString() is "create" or "delete"));
        Assert.Equal("module.flow_log.aws_flow_log.this", changes.Single(c => c.GetProperty("address").GetString() == "module.flow_log.aws_flow_log.network").GetProperty("previous_address").GetString());
    }

    [Fact]
    public void Each_mistake_of_the_page_is_reported_as_the_page_says()
    {
        Assert.True(ModulePage.Mistakes.Count >= 6);
        Assert.All(ModulePage.Mistakes, mistake =>
        {
            ModulePage.WriteFiles(catalog, "aws/flow-log/");
            var file = Path.Combine(catalog.Path, "aws/flow-log", mistake.File);
            var text = File.ReadAllText(file);
            var at = text.IndexOf(mistake.Right, StringComparison.Ordinal);
            Assert.True(at >= 0, $"{mistake.File} has no {mistake.Right}");
            File.WriteAllText(file, string.Concat(text.AsSpan(0, at), mistake.Wrong, text.AsSpan(at + mistake.Right.Length)));

            var broken = Load(problems: 1);

            Assert.StartsWith($"{catalog.Path}/{mistake.Report}", broken.Problems[0].ToString(), StringComparison.Ordinal);
            var finding = Assert.Single(new BundleRenderer(broken, "0").Render(Requests.FromBody(ModulePage.Request("request.json"))).Findings);
            Assert.Equal(SpecRules.BrokenCatalog, finding.RuleId);
            Assert.Contains(Regex.Match(mistake.Report, "^[^:]*:[0-9]+").Value, finding.Message, StringComparison.Ordinal);
        });
    }

    [ClusterToolsFact]
    public async Task A_module_that_makes_workloads_is_one_for_every_runtime_that_has_them()
    {
        ModulePage.WriteFiles(catalog, "kubernetes/memcached/");
        Directory.CreateDirectory(Path.Combine(catalog.Path, "local/memcached"));
        foreach (var file in Directory.GetFiles(Path.Combine(catalog.Path, "kubernetes/memcached"))) File.Copy(file, Path.Combine(catalog.Path, "local/memcached", Path.GetFileName(file)));
        var served = Load();
        bundle.Write(Render(served, "workload.json").Files);

        var manifests = await ClusterTool.Kubectl.SucceedAsync(bundle.Path, "kustomize", "overlays/dev");

        StrictSchema.Read(manifests);
        Assert.Contains("--memory-limit=256", manifests, StringComparison.Ordinal);
        Assert.Contains("memory: 288Mi", manifests, StringComparison.Ordinal);
        var project = Render(served, "workload.json", text => text.Replace("\"runtime\": \"kubernetes\"", "\"runtime\": \"docker-compose\"", StringComparison.Ordinal).Replace("\"cloud\": \"kubernetes\"", "\"cloud\": \"local\"", StringComparison.Ordinal));
        Assert.Contains("--memory-limit=256", project.Text("compose.yaml"), StringComparison.Ordinal);
    }

    const string Module = "name: a\nversions: [\"1.0.0\"]\ndescription: x\n";
    const string Input = Module + "inputs:\n  a:\n    description: x\n    type: string\n";

    [Theory]
    [InlineData("module.yaml", Module + "unknown: x\n")]
    [InlineData("An input", Input + "    unknown: x\n")]
    [InlineData("`allowed_by` of an input", Input + "    allowed_by: { input: b, values: {}, unknown: x }\n")]
    [InlineData("`cidr` of an input", Input + "    cidr: { unknown: x }\n")]
    [InlineData("An output", Module + "outputs:\n  a: { description: x, value: x, unknown: x }\n")]
    public void A_table_of_the_page_has_the_keys_that_the_reader_knows_and_no_others(string heading, string text) =>
        Assert.Equal(Known(() => ModuleReader.Read("module.yaml", text, CloudReader.Read("cloud.yaml", "name: a\ndescription: x\nterraform: x\n"))), ModulePage.Table(heading).Keys.Order(StringComparer.Ordinal));

    [Fact]
    public void The_page_has_every_key_of_a_cloud()
    {
        const string cloud = "name: a\ndescription: x\nterraform: x\n";
        var page = ModulePage.Table("cloud.yaml");

        Assert.Equal(Known(() => CloudReader.Read("cloud.yaml", cloud + "unknown: x\n")), page.Keys.Order(StringComparer.Ordinal));
        foreach (var (key, within) in new[]
        {
            ("tags", "{ unknown: x }"), ("workload", "{ module: x, inputs: {}, unknown: x }"), ("workload", "{ module: x, inputs: { a: { field: x, unknown: x } } }"),
            ("providers", "{ aws: { source: x, version: x, unknown: x } }"), ("observability", "{ unknown: x }")
        })
            Assert.All(Known(() => CloudReader.Read("cloud.yaml", cloud + $"{key}: {within}\n")), k => Assert.Matches($@"`{k}`|[`{{ ]{k}: ", page[key]));
    }

    // The reader itself tells, when it meets another key.
    static string[] Known(Action read)
    {
        var message = Assert.Throws<CatalogException>(read).Problem.Message;
        return Regex.Match(message, "^'unknown' is not known here; known: (.*)\\.$") is { Success: true } match ? match.Groups[1].Value.Split(", ") : throw new InvalidDataException(message);
    }

    ModuleCatalog Load(int problems = 0)
    {
        var loaded = GeneratorService.LoadCatalog([catalog.Path]);
        Assert.True(loaded.Problems.Count == problems, string.Join('\n', loaded.Problems));
        return loaded;
    }

    static Bundle Render(ModuleCatalog catalog, string request, Func<string, string>? change = null)
    {
        var text = ModulePage.Request(request);
        var outcome = new BundleRenderer(catalog, Renderers.Version).Render(Requests.FromBody(change is null ? text : change(text)));
        Assert.True(outcome.Bundle is not null, string.Join('\n', outcome.Findings));
        return outcome.Bundle;
    }

    void Shell(string commands)
    {
        using var shell = Process.Start(new ProcessStartInfo("/bin/sh", ["-euc", commands]) { WorkingDirectory = catalog.Path, RedirectStandardError = true })!;
        var errors = shell.StandardError.ReadToEnd();
        shell.WaitForExit();
        Assert.True(shell.ExitCode == 0, errors);
    }
}
