using InfraAgent.SimulatedProvider.Schemas;
using InfraAgent.SimulatedProvider.Values;
using InfraAgent.SimulatedProvider.World;

namespace InfraAgent.SimulatedProvider.Calls;

/// <summary>What the real cloud shows of one object in another: a route in its table's <c>route</c>, a rule in its security group's <c>ingress</c> or
/// <c>egress</c>. Terraform sees it when it reads that other object again, as after a real apply.</summary>
public sealed class Echo(ProviderSchema schemas, WorldFolder world)
{
    static readonly string[] RouteTargets =
    [
        "carrier_gateway_id", "core_network_arn", "destination_prefix_list_id", "egress_only_gateway_id", "gateway_id", "local_gateway_id", "nat_gateway_id",
        "network_interface_id", "transit_gateway_id", "vpc_endpoint_id", "vpc_peering_connection_id",
    ];

    /// <param name="type">Of the object that was made, changed or removed.</param>
    /// <param name="before">Null when it was made.</param>
    /// <param name="after">Null when it was removed.</param>
    public void Of(string type, object? before, object? after)
    {
        var (owner, reference, attribute, show) = type switch
        {
            "aws_route" => ("aws_route_table", "route_table_id", "route", (Func<object, SortedDictionary<string, object?>>)Route),
            "aws_vpc_security_group_ingress_rule" => ("aws_security_group", "security_group_id", "ingress", Rule),
            "aws_vpc_security_group_egress_rule" => ("aws_security_group", "security_group_id", "egress", Rule),
            _ => default,
        };
        if (owner is null || Cty.Text(after ?? before, reference) is not { } id)
            return;
        var schema = schemas.Resource(owner);
        using var held = world.Gate.Take();
        var (key, attributes) = world.All(owner, schema.Type).FirstOrDefault(o => Cty.Text(o.Attributes, "id") == id);
        if (attributes is null)
            return;
        var list = Cty.AsList(attributes.GetValueOrDefault(attribute))?.ToList() ?? [];
        if (before is not null)
            list.RemoveAll(item => Equal(item, show(before)));
        if (after is not null)
            list.Add(show(after));
        attributes[attribute] = list;
        world.Put(owner, key, attributes);
    }

    static SortedDictionary<string, object?> Route(object route)
    {
        var shown = Cty.NewObject();
        foreach (var name in RouteTargets)
            shown[name] = Cty.Text(route, name) ?? "";
        shown["cidr_block"] = Cty.Text(route, "destination_cidr_block") ?? "";
        shown["ipv6_cidr_block"] = Cty.Text(route, "destination_ipv6_cidr_block") ?? "";
        return shown;
    }

    static SortedDictionary<string, object?> Rule(object rule)
    {
        var shown = Cty.NewObject();
        shown["cidr_blocks"] = List(Cty.Text(rule, "cidr_ipv4"));
        shown["description"] = Cty.Text(rule, "description") ?? "";
        shown["from_port"] = Cty.Get(rule, "from_port") ?? 0m;
        shown["ipv6_cidr_blocks"] = List(Cty.Text(rule, "cidr_ipv6"));
        shown["prefix_list_ids"] = List(Cty.Text(rule, "prefix_list_id"));
        shown["protocol"] = Cty.Text(rule, "ip_protocol");
        shown["security_groups"] = List(Cty.Text(rule, "referenced_security_group_id"));
        shown["self"] = false;
        shown["to_port"] = Cty.Get(rule, "to_port") ?? 0m;
        return shown;
    }

    static List<object?> List(string? item) => item is null ? [] : [item];

    static bool Equal(object? left, SortedDictionary<string, object?> right) =>
        Cty.AsObject(left) is { } known && right.All(member => (Cty.AsList(member.Value), Cty.AsList(known.GetValueOrDefault(member.Key))) switch
        {
            ({ } expected, { } actual) => expected.SequenceEqual(actual),
            _ => Equals(member.Value, known.GetValueOrDefault(member.Key)),
        });
}
