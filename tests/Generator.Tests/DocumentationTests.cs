using System.Text.RegularExpressions;

namespace InfraAgent.Generator.Tests;

/// <summary>What the documentation promises.</summary>
public sealed class DocumentationTests
{
    [Fact]
    public void The_whole_example_of_the_specification_works_as_it_stands()
    {
        var request = Examples()[^1];
        var recorder = new Workloads.Recorder("kubernetes");

        var outcome = new BundleRenderer(Renderers.Catalog, "0", [recorder]).Render(Requests.FromBody(request));

        Assert.True(outcome.Bundle is not null, string.Join('\n', outcome.Findings));
        Assert.Equal(new WorkloadScaling(3, 12, 70), recorder.Input!.Workloads.Of("web").Scaling);
        Assert.Equal(("ghcr.io/shop/web:5.0.1", "ghcr.io/shop/web:5.0.0"), (recorder.Input.Workloads.Of("web").Image, recorder.Input.Base.Of("web").Image));
        Assert.Equal("orders-db", recorder.Input.Workloads.Of("orders").Variables["DB_HOST"]);
    }

    [Fact]
    public void The_patch_of_terraform_code_works_as_it_stands()
    {
        var command = Requests.FromBody($$$"""
            {"deployment_id":"d-1","environment":"dev","runtime":"terraform","parameters":{"aws_region":"eu-central-1"},
             "template_spec":{"cloud":"aws","modules":[{"name":"vpc","cidr":"10.0.0.0/16"},{"name":"postgres","as":"orders-db"}],"patches":[{{{Examples()[0]}}}]}}
            """);

        Assert.Contains("  restore_to_point_in_time {\n    use_latest_restorable_time = true\n  }\n", Renderers.Bundle(command).Text("modules/postgres.orders-db/main.tf"), StringComparison.Ordinal);
    }

    /// <summary>Of the specification: a patch, and the whole one.</summary>
    internal static string[] Examples() =>
        [.. Regex.Matches(File.ReadAllText(Path.Combine(Places.Repository, "docs", "template-spec.md")), "```json\n(.*?)```", RegexOptions.Singleline).Select(m => m.Groups[1].Value)];

    [Fact]
    public void Every_field_of_a_service_and_every_rule_is_documented()
    {
        var vocabulary = File.ReadAllText(Path.Combine(Places.Repository, "docs", "template-spec.md"));
        var rules = File.ReadAllText(Path.Combine(Places.Repository, "docs", "generator.md"));

        Assert.All(ServiceReader.Fields.Concat(SpecReader.Known), field => Assert.Contains($"`{field}`", vocabulary, StringComparison.Ordinal));
        Assert.All(typeof(SpecRules).GetFields().Select(f => (string)f.GetRawConstantValue()!), rule => Assert.Contains($"| {rule} |", rules, StringComparison.Ordinal));
    }
}
