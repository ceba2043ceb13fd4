using System.Text;
using System.Text.Json;
using InfraAgent.Runtimes.Terraform;

namespace InfraAgent.Runtimes.Tests;

public sealed class PlanReferencesTests
{
    static PlanReferences Of(string rootModule)
    {
        // The document may go: what is found are texts.
        using var plan = JsonDocument.Parse($$"""{"configuration": {"root_module": {{rootModule}} } }""", PlanJson.Deep);
        return new PlanReferences(new PlanConfiguration(plan.RootElement));
    }

    [Fact]
    public void References_go_through_variables_into_modules_and_through_outputs_out_of_them()
    {
        var references = Of("""
            {"resources": [{"address": "aws_subnet.a", "expressions": {"vpc_id": {"references": ["module.net.id", "module.net"]}}}],
             "module_calls": {
               "net": {"module": {"outputs": {"id": {"expression": {"references": ["aws_vpc.this.id", "aws_vpc.this"]}}}, "resources": [{"address": "aws_vpc.this"}]}},
               "db": {"expressions": {"vpc": {"references": ["module.net.id", "module.net"]}},
                      "module": {"resources": [{"address": "aws_db_instance.this", "count_expression": {"references": ["var.size"]}, "expressions": {"block": [{"x": {"references": ["var.vpc", "data.aws_ami.latest.id"]}}]}}]}}}}
            """);

        Assert.Equal(["module.net.aws_vpc.this"], references.Of("aws_subnet.a"));
        Assert.Equal(["module.db.data.aws_ami.latest", "module.net.aws_vpc.this"], references.Of("module.db[\"a.b]\"].aws_db_instance.this[0]"));
        Assert.Empty(references.Of("aws_vpc.unknown"));
    }

    [Fact]
    public void What_leads_back_to_itself_ends()
    {
        var references = Of("""
            {"resources": [{"address": "aws_a.a", "expressions": {"x": {"references": ["module.m.o"]}}}],
             "module_calls": {"m": {"expressions": {"v": {"references": ["module.m.o", "aws_b.b"]}}, "module": {"outputs": {"o": {"expression": {"references": ["var.v"]}}}}}}}
            """);

        Assert.Equal(["aws_b.b"], references.Of("aws_a.a"));
    }

    [Fact]
    public void Ways_that_fork_at_every_module_are_followed_once_each()
    {
        // Sixty modules within each other, each giving its variable twice to the next: 2^60 ways.
        var json = new StringBuilder();
        for (var i = 0; i < 60; i++) json.Append(i == 0 ? """{"module_calls": {"m": {"expressions": {"v": {"references": ["aws_a.a"]}}, "module": """ : """{"module_calls": {"m": {"expressions": {"v": {"references": ["var.v", "var.v", "var.v.x"]}}, "module": """);
        json.Append("""{"resources": [{"address": "aws_b.b", "expressions": {"x": {"references": ["var.v"]}}}]}""");
        json.Append(string.Concat(Enumerable.Repeat("}}}", 60)));

        Assert.Equal(["aws_a.a"], Of(json.ToString()).Of(string.Concat(Enumerable.Repeat("module.m.", 60)) + "aws_b.b"));
    }
}
