using InfraAgent.SimulatedProvider.Planning;
using InfraAgent.SimulatedProvider.Schemas;
using InfraAgent.SimulatedProvider.Values;
using InfraAgent.SimulatedProvider.World;

namespace InfraAgent.SimulatedProvider.Tests;

public sealed class ValueMakerTests : IDisposable
{
    static readonly List<ProviderSchema> Schemas = [.. SimulatedPlugin.All.Select(ProviderSchema.Load)];
    readonly string folder = Directory.CreateTempSubdirectory("world-").FullName;

    static ObjectSchema Resource(string type) => Schemas.SelectMany(s => s.Resources).Single(r => r.Name == type);

    public void Dispose() => Directory.Delete(folder, recursive: true);

    public static TheoryData<string> AllResources => [.. Schemas.SelectMany(s => s.Resources).Select(r => r.Name)];

    SortedDictionary<string, object?> Make(string type, string region, params (string Name, object? Value)[] configured)
    {
        var account = new CloudAccount("210987654321", region, Cty.NewObject());
        var schema = Resource(type);
        var config = Cty.NewObject();
        foreach (var attribute in schema.Block.Attributes) config[attribute.Name] = attribute.Required ? Sample(attribute.Type) : null;
        foreach (var block in schema.Block.Blocks) config[block.Name] = block.Nesting == Nesting.Single ? null : new List<object?>();
        foreach (var (name, value) in configured) config[name] = value;
        var (planned, _) = new Planner(account).Plan(schema, null, config, config);
        return new ValueMaker(account, new WorldFolder(folder)).Finish(schema, Cty.AsObject(planned)!);
    }

    static object Sample(CtyType type) => type.Kind switch
    {
        CtyKind.Number => 7m,
        CtyKind.Bool => true,
        CtyKind.String => "sample",
        _ => new List<object?>(),
    };

    [Theory]
    [MemberData(nameof(AllResources))]
    public void Every_type_can_be_made_with_what_it_demands_alone(string type)
    {
        var schema = Resource(type);
        var made = Make(type, "eu-west-1");

        Assert.DoesNotContain(made.Values, value => value is Unknown);
        Assert.All(schema.Block.Attributes.Where(a => a.Template is not null && a.Computed), a => Assert.NotNull(made[a.Name]));
        Assert.All(made.Values.OfType<string>(), text => Assert.DoesNotContain("{", text.Replace("${", "", StringComparison.Ordinal).Replace("{\"", "", StringComparison.Ordinal), StringComparison.Ordinal));
        Assert.NotEqual("", new ValueMaker(CloudAccount.Unconfigured, new WorldFolder(folder)).KeyOf(schema, made));
    }

    [Fact]
    public void Ids_and_arns_look_like_the_real_ones()
    {
        Assert.Matches("^vpc-[0-9a-f]{17}$", (string)Make("aws_vpc", "eu-west-1")["id"]!);
        var balancer = Make("aws_lb", "eu-west-1", ("name", "api"));
        Assert.Matches("^arn:aws:elasticloadbalancing:eu-west-1:210987654321:loadbalancer/app/api/[0-9a-f]{16}$", (string)balancer["arn"]!);
        var listener = Make("aws_lb_listener", "eu-west-1", ("load_balancer_arn", balancer["arn"]));
        Assert.StartsWith(((string)balancer["arn"]!).Replace(":loadbalancer/", ":listener/", StringComparison.Ordinal) + "/", (string)listener["arn"]!, StringComparison.Ordinal);
        var service = Make("aws_ecs_service", "cn-north-1", ("name", "api"), ("cluster", "arn:aws-cn:ecs:cn-north-1:1:cluster/shop"));
        Assert.Equal("arn:aws-cn:ecs:cn-north-1:210987654321:service/shop/api", service["arn"]);
        Assert.Matches("^[0-9a-f-]{36}$", (string)Make("aws_kms_key", "eu-west-1")["id"]!);
    }

    [Fact]
    public void A_subnet_knows_the_id_of_its_zone() =>
        Assert.Equal("use2-az2", Make("aws_subnet", "us-east-2", ("availability_zone", "us-east-2b"))["availability_zone_id"]);

    [Fact]
    public void A_list_of_objects_is_made_from_json()
    {
        var secret = Cty.AsObject(Assert.Single(Cty.AsList(Make("aws_db_instance", "eu-west-1", ("identifier", "db"), ("master_user_secret_kms_key_id", "key"))["master_user_secret"])!))!;

        Assert.Matches("^arn:aws:secretsmanager:eu-west-1:210987654321:secret:rds!db-[0-9a-f]{32}-[0-9a-f]{6}$", (string)secret["secret_arn"]!);
        Assert.Equal(("key", "active"), (secret["kms_key_id"], secret["secret_status"]));
    }

    [Fact]
    public void A_record_is_known_by_its_own_zone() =>
        Assert.Equal("Z1_www.example.com_A_", Make("aws_route53_record", "eu-west-1", ("zone_id", "Z1"), ("name", "www.example.com"), ("type", "A"))["id"]);

    [Fact]
    public void A_name_prefix_begins_the_name() =>
        Assert.StartsWith("api-", (string)Make("aws_iam_role", "us-east-2", ("name_prefix", "api-"))["name"]!, StringComparison.Ordinal);

    [Fact]
    public void Revisions_are_counted_for_each_family_and_region()
    {
        object? Revision(string family, string region) => Make("aws_ecs_task_definition", region, ("family", family))["revision"];
        Assert.Equal([1m, 2m, 1m, 1m], new[] { Revision("a", "eu-west-1"), Revision("a", "eu-west-1"), Revision("b", "eu-west-1"), Revision("a", "us-east-1") });
    }
}
