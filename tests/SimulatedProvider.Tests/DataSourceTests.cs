using System.Text.Json;
using InfraAgent.SimulatedProvider.DataSources;
using InfraAgent.SimulatedProvider.Planning;
using InfraAgent.SimulatedProvider.Schemas;
using InfraAgent.SimulatedProvider.Values;
using InfraAgent.SimulatedProvider.World;

namespace InfraAgent.SimulatedProvider.Tests;

public sealed class DataSourceTests : IDisposable
{
    static readonly ProviderSchema Schema = ProviderSchema.Load(SimulatedPlugin.Aws);
    static readonly CloudAccount Account = new("210987654321", "us-east-2", Cty.NewObject());
    readonly string folder = Directory.CreateTempSubdirectory("world-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    SortedDictionary<string, object?> Answer(string type, string config = "{}", CloudAccount? account = null)
    {
        var schema = Schema.Data(type);
        using var json = JsonDocument.Parse(config);
        return new DataAnswers(account ?? Account, new WorldFolder(folder)).Answer(schema, CtyJson.Read(json.RootElement, schema.Type));
    }

    [Fact]
    public void Zones_are_those_of_the_region_without_the_excluded_ones()
    {
        Assert.Equal(["us-east-2a", "us-east-2b", "us-east-2c"], Cty.AsList(Answer("aws_availability_zones")["names"])!);
        var some = Answer("aws_availability_zones", """{"region": "ap-northeast-1", "exclude_names": ["ap-northeast-1a"], "state": "available"}""");
        Assert.Equal(["ap-northeast-1c", "ap-northeast-1d"], Cty.AsList(some["names"])!);
        Assert.Equal(["apne1-az2", "apne1-az3"], Cty.AsList(some["zone_ids"])!);
    }

    [Fact]
    public void The_caller_the_region_and_the_partition_follow_the_configuration()
    {
        Assert.Equal("210987654321", Answer("aws_caller_identity")["account_id"]);
        Assert.Equal(("us-east-2", "US East (Ohio)"), (Answer("aws_region")["region"], Answer("aws_region")["description"]));
        var china = Account with { Region = "cn-north-1" };
        Assert.Equal(("aws-cn", "amazonaws.com.cn"), (Answer("aws_partition", account: china)["partition"], Answer("aws_partition", account: china)["dns_suffix"]));
    }

    [Fact]
    public void The_world_may_answer_otherwise()
    {
        Directory.CreateDirectory(Path.Combine(folder, "data"));
        File.WriteAllText(Path.Combine(folder, "data", "aws_availability_zones.json"), """
            [
              {"match": {"state": "available"}, "attributes": {"names": ["us-east-2c"]}},
              {"attributes": {"names": ["us-east-2a"]}}
            ]
            """);
        Assert.Equal(["us-east-2c"], Cty.AsList(Answer("aws_availability_zones", """{"state": "available"}""")["names"])!);
        Assert.Equal(["us-east-2a"], Cty.AsList(Answer("aws_availability_zones")["names"])!);
    }

    [Fact]
    public void A_policy_document_is_the_json_that_IAM_reads()
    {
        var policy = Answer("aws_iam_policy_document", """
            {
              "statement": [
                {
                  "sid": "Read", "effect": "Deny", "actions": ["s3:GetObject", "s3:ListBucket"], "resources": ["*"],
                  "condition": [{"test": "StringEquals", "variable": "aws:RequestedRegion", "values": ["eu-west-1"]}]
                },
                { "actions": ["sts:AssumeRole"], "principals": [{"type": "Service", "identifiers": ["ecs.amazonaws.com", "ec2.amazonaws.com"]}] },
                { "actions": ["kms:*"], "principals": [{"type": "*", "identifiers": ["*"]}] }
              ]
            }
            """);
        Assert.Equal(
            """{"Version":"2012-10-17","Statement":[{"Sid":"Read","Effect":"Deny","Action":["s3:GetObject","s3:ListBucket"],"Resource":"*","Condition":{"StringEquals":{"aws:RequestedRegion":"eu-west-1"}}},"""
            + """{"Effect":"Allow","Action":"sts:AssumeRole","Principal":{"Service":["ecs.amazonaws.com","ec2.amazonaws.com"]}},{"Effect":"Allow","Action":"kms:*","Principal":"*"}]}""",
            policy["minified_json"]);
        Assert.Contains("\n", (string)policy["json"]!, StringComparison.Ordinal);
    }

    [Fact]
    public void Source_documents_come_first_and_overrides_take_the_place_of_their_sid()
    {
        var policy = Answer("aws_iam_policy_document", """
            {
              "source_policy_documents": ["{\"Statement\":[{\"Sid\":\"A\",\"Effect\":\"Allow\",\"Action\":\"s3:*\"}]}"],
              "statement": [{"sid": "B", "actions": ["ec2:*"]}],
              "override_policy_documents": ["{\"Statement\":{\"Sid\":\"A\",\"Effect\":\"Deny\",\"Action\":\"s3:*\"}}"]
            }
            """);
        Assert.Equal(
            """{"Version":"2012-10-17","Statement":[{"Sid":"A","Effect":"Deny","Action":"s3:*"},{"Sid":"B","Effect":"Allow","Action":"ec2:*"}]}""",
            policy["minified_json"]);
    }
}
