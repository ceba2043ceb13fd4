using System.Text.Json;
using InfraAgent.Contracts;

namespace InfraAgent.Policy.Tests;

/// <summary>A finding about a resource says where that is written, and what of the request asked for it.</summary>
public sealed class PlanPlacesTests
{
    const string Main = "# postgres 1.1.0\nmodule \"orders_db\" {\n  source = \"./modules/postgres\"\n}\n\nmodule \"web\" {\n  source = \"./modules/ecs-service\"\n}\n";

    static readonly JsonElement Spec = JsonElement.Parse("""{"modules":[{"name":"vpc"},{"name":"postgres","as":"orders-db"}],"services":[{"name":"api"},{"name":"web"}]}""");

    [Theory]
    [InlineData("module.orders_db.aws_db_instance.this", "modules/postgres/data.tf", 3, "/template_spec/modules/1")]
    [InlineData("module.orders_db.aws_db_instance.this[\"module.web.aws_db_instance.that\"]", "modules/postgres/data.tf", 3, "/template_spec/modules/1")]
    [InlineData("module.web.aws_db_instance.this", "modules/ecs-service/main.tf", 1, "/template_spec/services/1")]
    [InlineData("module.web.aws_db_instance.gone", null, null, "/template_spec/services/1")]
    [InlineData("aws_db_instance.root", "main.tf", 10, null)]
    [InlineData("module.other.aws_db_instance.this", null, null, null)]
    public async Task A_finding_is_placed(string address, string? file, int? line, string? pointer)
    {
        await using var bench = new Bench();
        var bundle = await bench.BundleAsync("d", "sha256:c", new()
        {
            ["main.tf"] = Main + "\nresource \"aws_db_instance\" \"root\" {\n}\n",
            ["modules/postgres/data.tf"] = "# data\n\nresource \"aws_db_instance\" \"this\" {\n}\n",
            ["modules/ecs-service/main.tf"] = "resource \"aws_db_instance\" \"this\" {\n}\n",
        });
        var changes = $$"""{"resource_changes":[{"address":{{JsonSerializer.Serialize(address)}},"type":"aws_db_instance","actions":["delete"],"before":{},"after":null}]}""";

        var finding = Assert.Single((await bench.JudgePlanAsync(changes, bundle, Spec)).Findings);

        Assert.Equal(("POL201", address, file, line, pointer), (finding.RuleId, finding.Resource, finding.File, finding.Line, finding.Pointer));
    }

    [Theory]
    [InlineData("  engine = \"postgres\"\n\n  publicly_accessible = var.open", 6)]
    // Of what is not there, the resource is the place.
    [InlineData("  engine = \"postgres\"", 3)]
    // A here-document is more than is read here.
    [InlineData("  publicly_accessible = var.open\n  engine = <<E\npostgres\nE", 3)]
    public async Task A_finding_about_an_attribute_is_placed_at_its_line(string code, int line)
    {
        await using var bench = new Bench();
        var bundle = await bench.BundleAsync("d", "sha256:c", new()
        {
            ["main.tf"] = Main,
            ["modules/postgres/data.tf"] = $"# data\n\nresource \"aws_db_instance\" \"this\" {{\n{code}\n}}\n",
        });
        const string Changes = """{"resource_changes":[{"address":"module.orders_db.aws_db_instance.this","type":"aws_db_instance","actions":["create"],"before":null,"after":{"publicly_accessible":true}}]}""";

        var finding = Assert.Single((await bench.JudgePlanAsync(Changes, bundle, Spec, "production-guardrails")).Findings, f => f.Message.Contains("'publicly_accessible'", StringComparison.Ordinal));

        Assert.Equal(("modules/postgres/data.tf", line, "/template_spec/modules/1"), (finding.File, finding.Line, finding.Pointer));
    }

    [Theory]
    [InlineData("aws_security_group", "{\"ingress\":[{\"protocol\":\"-1\",\"cidr_blocks\":[\"0.0.0.0/0\"]}]}", "  name = \"x\"\n  ingress {\n  }", 9)]
    [InlineData("aws_security_group", "{\"ingress\":[{\"protocol\":\"-1\",\"cidr_blocks\":[\"0.0.0.0/0\"]}]}", "  name = \"x\"\n  dynamic \"ingress\" {\n  }", 9)]
    [InlineData("aws_vpc_security_group_ingress_rule", "{\"ip_protocol\":\"-1\",\"cidr_ipv6\":\"::/0\"}", "\n\n  cidr_ipv6 = var.range", 10)]
    [InlineData("aws_security_group_rule", "{\"protocol\":\"-1\",\"ipv6_cidr_blocks\":[\"::/0\"]}", "  cidr_blocks = []\n  ipv6_cidr_blocks = var.ranges", 9)]
    public async Task An_open_port_is_placed_at_the_range_that_opens_it(string type, string after, string code, int line)
    {
        await using var bench = new Bench();
        var bundle = await bench.BundleAsync("d", "sha256:c", new() { ["main.tf"] = $"{Main[..Main.IndexOf("\n\n", StringComparison.Ordinal)]}\n\nresource \"{type}\" \"x\" {{\n  # 7\n{code}\n}}\n" });
        var changes = $$"""{"resource_changes":[{"address":"{{type}}.x","type":"{{type}}","actions":["create"],"before":null,"after":{{after}} }]}""";

        var finding = Assert.Single((await bench.JudgePlanAsync(changes, bundle, Spec)).Findings, f => f.RuleId == "POL203");

        Assert.Equal(("main.tf", line), (finding.File, finding.Line));
    }
}
