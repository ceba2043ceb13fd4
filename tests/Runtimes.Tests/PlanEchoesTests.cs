using System.Text.Json;
using System.Text.Json.Nodes;
using InfraAgent.Runtimes.Terraform;

namespace InfraAgent.Runtimes.Tests;

public sealed class PlanEchoesTests
{
    // As terraform 1.11 writes it after an apply that made a table and a route in it.
    const string Plan = """
        {"resource_drift": [
           {"address": "module.net[\"a.b\"].aws_route_table.this[0]", "module_address": "module.net[\"a.b\"]", "mode": "managed", "type": "aws_route_table", "name": "this", "index": 0,
            "change": {"actions": ["update"],
              "before": {"id": "rtb-1", "vpc_id": "vpc-1", "route": [], "owner_id": null, "tags": null},
              "after": {"id": "rtb-1", "vpc_id": "vpc-1", "route": [{"cidr_block": "0.0.0.0/0", "gateway_id": "igw-1", "nat_gateway_id": ""}], "owner_id": "123", "tags": null}}}],
         "prior_state": {"values": {"root_module": {"child_modules": [{"resources": [
           {"address": "module.net[\"a.b\"].aws_route_table.this[0]", "mode": "managed", "values": {"id": "rtb-1", "route": [{"cidr_block": "0.0.0.0/0"}]}},
           {"address": "module.net[\"a.b\"].aws_route.out", "mode": "managed", "values": {"id": "r-1", "route_table_id": "rtb-1", "destination_cidr_block": "0.0.0.0/0", "gateway_id": "igw-1"}}]}]}}},
         "configuration": {"root_module": {"module_calls": {"net": {"module": {"resources": [
           {"address": "aws_route_table.this", "mode": "managed", "type": "aws_route_table", "name": "this", "expressions": {"vpc_id": {"references": ["aws_vpc.this"]}}}]}}}}}}
        """;

    [Fact]
    public void What_our_own_route_brings_about_in_its_table_is_an_echo() => Assert.True(IsEcho(_ => { }));

    [Fact]
    public void A_route_that_no_resource_of_ours_has_is_none() =>
        Assert.False(IsEcho(plan => Change(plan)["after"]!["route"]!.AsArray().Add(JsonNode.Parse("""{"cidr_block": "203.0.113.0/24", "gateway_id": "igw-1"}"""))));

    [Fact]
    public void An_attribute_that_the_code_sets_is_none() =>
        Assert.False(IsEcho(plan => Code(plan)["expressions"]!["route"] = new JsonArray()));

    [Fact]
    public void A_resource_that_no_other_refers_to_has_none() =>
        Assert.False(IsEcho(plan => plan["prior_state"]!["values"]!["root_module"]!["child_modules"]![0]!["resources"]![1]!["values"]!["route_table_id"] = "rtb-2"));

    [Fact]
    public void A_data_source_explains_nothing() =>
        Assert.False(IsEcho(plan => plan["prior_state"]!["values"]!["root_module"]!["child_modules"]![0]!["resources"]![1]!["mode"] = "data"));

    [Fact]
    public void Tags_that_somebody_added_are_none() =>
        Assert.False(IsEcho(plan => Change(plan)["after"]!["tags"] = new JsonObject { ["Owner"] = "somebody" }));

    [Fact]
    public void Something_that_is_gone_is_none() =>
        Assert.False(IsEcho(plan => Change(plan)["actions"] = new JsonArray("delete")));

    [Fact]
    public void One_echo_does_not_excuse_another_change() =>
        Assert.False(IsEcho(plan =>
        {
            var other = plan["resource_drift"]![0]!.DeepClone();
            (other["address"], other["name"]) = ("aws_route_table.other", "other");
            plan["resource_drift"]!.AsArray().Add(other);
        }));

    [Fact]
    public void Without_its_code_nothing_is_an_echo() => Assert.False(IsEcho(plan => plan.AsObject().Remove("configuration")));

    [Fact]
    public void Without_drift_there_is_none() => Assert.False(IsEcho(plan => plan["resource_drift"] = new JsonArray()));

    static JsonNode Change(JsonNode plan) => plan["resource_drift"]![0]!["change"]!;

    static JsonNode Code(JsonNode plan) => plan["configuration"]!["root_module"]!["module_calls"]!["net"]!["module"]!["resources"]![0]!;

    static bool IsEcho(Action<JsonNode> change)
    {
        var plan = JsonNode.Parse(Plan)!;
        change(plan);
        using var document = JsonDocument.Parse(plan.ToJsonString());
        return PlanEchoes.Only(document.RootElement, new PlanConfiguration(document.RootElement));
    }
}
