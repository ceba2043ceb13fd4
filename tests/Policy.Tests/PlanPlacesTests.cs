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
}
