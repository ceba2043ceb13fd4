using InfraAgent.TestBed.Terraform;

namespace InfraAgent.SimulatedProvider.Tests;

public sealed class EchoTests
{
    const string Network = Configurations.Vpc + """

        resource "aws_internet_gateway" "this" {
          vpc_id = aws_vpc.this.id
        }
        resource "aws_route_table" "this" {
          vpc_id = aws_vpc.this.id
        }
        resource "aws_route" "out" {
          route_table_id         = aws_route_table.this.id
          destination_cidr_block = "0.0.0.0/0"
          gateway_id             = aws_internet_gateway.this.id
        }
        resource "aws_security_group" "this" {
          name   = "api"
          vpc_id = aws_vpc.this.id
        }
        """;

    const string Rule = """

        resource "aws_vpc_security_group_ingress_rule" "https" {
          security_group_id = aws_security_group.this.id
          cidr_ipv4         = "10.0.0.0/8"
          ip_protocol       = "tcp"
          from_port         = 443
          to_port           = 443
        }
        """;

    [TerraformFact]
    public async Task Routes_and_rules_show_up_in_their_owners_when_those_are_read_again()
    {
        using var cloud = await new SimulatedCloud().AttachAsync();
        using var folder = await cloud.InitialisedAsync(Network + Rule);
        await folder.SucceedAsync("apply", "-auto-approve");

        var first = await folder.RunAsync("plan", "-refresh-only", "-json", "-lock=false");
        Assert.Equal([("aws_route_table.this", "update"), ("aws_security_group.this", "update")], first.Drift().Order());
        var route = Assert.Single(cloud.World.Single("aws_route_table").Attributes["route"]!.AsArray())!;
        Assert.Equal(("0.0.0.0/0", ""), (route["cidr_block"]!.GetValue<string>(), route["nat_gateway_id"]!.GetValue<string>()));

        await folder.SucceedAsync("apply", "-refresh-only", "-auto-approve");
        Assert.Empty((await folder.RunAsync("plan", "-refresh-only", "-json", "-lock=false")).Drift());
        Assert.Equal(0, (await folder.RunAsync("plan", "-json", "-lock=false")).ExitCode);

        // What goes, goes from its owner too.
        folder.Write("main.tf", Network);
        await folder.SucceedAsync("apply", "-auto-approve");
        Assert.Empty(cloud.World.Single("aws_security_group").Attributes["ingress"]!.AsArray());
        await folder.SucceedAsync("destroy", "-auto-approve");
        Assert.Empty(cloud.World.Objects);
    }
}
