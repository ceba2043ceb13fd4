using System.Text.Json.Nodes;
using InfraAgent.TestBed.Terraform;

namespace InfraAgent.SimulatedProvider.Tests;

public sealed class ChangeTests
{
    const string TaskAndService = Configurations.Provider + """
        variable "image" { type = string }
        resource "aws_ecs_cluster" "this" {
          name = "shop"
        }
        resource "aws_ecs_task_definition" "this" {
          family                = "api"
          container_definitions = jsonencode([{ name = "api", image = var.image }])
        }
        resource "aws_ecs_service" "this" {
          name            = "api"
          cluster         = aws_ecs_cluster.this.id
          task_definition = aws_ecs_task_definition.this.arn
          desired_count   = 2
        }
        """;

    [TerraformFact]
    public async Task An_argument_that_can_change_is_updated_in_place()
    {
        using var cloud = await new SimulatedCloud().AttachAsync();
        using var folder = await cloud.InitialisedAsync(Configurations.LogGroup);
        await folder.SucceedAsync("apply", "-auto-approve");
        var before = cloud.World.Single("aws_cloudwatch_log_group");

        folder.Write("main.tf", Configurations.LogGroup.Replace("14", "30", StringComparison.Ordinal));
        await folder.SucceedAsync("apply", "-auto-approve");

        var after = cloud.World.Single("aws_cloudwatch_log_group");
        Assert.Equal(before.Key, after.Key);
        Assert.Equal(30, after.Attributes["retention_in_days"]!.GetValue<int>());
        Assert.Equal((1, 1, 0), (cloud.World.Effective("create"), cloud.World.Effective("update"), cloud.World.Effective("delete")));
    }

    [TerraformFact]
    public async Task A_changed_image_makes_a_new_task_revision_and_the_service_follows_it()
    {
        using var cloud = await new SimulatedCloud().AttachAsync();
        using var folder = await cloud.InitialisedAsync(TaskAndService);
        await folder.SucceedAsync("apply", "-auto-approve", "-var=image=api:1");
        var first = cloud.World.Single("aws_ecs_task_definition").Text("arn");

        await folder.SucceedAsync("apply", "-auto-approve", "-var=image=api:2");

        var second = cloud.World.Single("aws_ecs_task_definition");
        Assert.EndsWith(":task-definition/api:1", first, StringComparison.Ordinal);
        Assert.EndsWith(":task-definition/api:2", second.Text("arn"), StringComparison.Ordinal);
        Assert.Equal(second.Text("arn"), cloud.World.Single("aws_ecs_service").Text("task_definition"));
        Assert.Equal(1, cloud.World.Effective("update", "aws_ecs_service"));
    }

    [TerraformFact]
    public async Task An_argument_that_cannot_change_replaces_the_object()
    {
        using var cloud = await new SimulatedCloud().AttachAsync();
        using var folder = await cloud.InitialisedAsync(Configurations.Vpc);
        await folder.SucceedAsync("apply", "-auto-approve");
        var before = cloud.World.Single("aws_vpc").Key;

        folder.Write("main.tf", Configurations.Vpc.Replace("10.0.0.0/16", "10.1.0.0/16", StringComparison.Ordinal));
        await folder.SucceedAsync("plan", "-out=plan.bin");
        var plan = await folder.ShowAsync("plan.bin");
        await folder.SucceedAsync("apply", "plan.bin");

        var change = plan["resource_changes"]![0]!["change"]!;
        Assert.Equal("""["delete","create"]""", change["actions"]!.ToJsonString());
        Assert.Equal("""[["cidr_block"]]""", change["replace_paths"]!.ToJsonString());
        Assert.NotEqual(before, cloud.World.Single("aws_vpc").Key);
    }

    [TerraformFact]
    public async Task An_object_that_is_made_again_has_a_new_id()
    {
        using var cloud = await new SimulatedCloud().AttachAsync();
        using var folder = await cloud.InitialisedAsync(Configurations.Vpc);
        await folder.SucceedAsync("apply", "-auto-approve");
        var before = cloud.World.Single("aws_vpc").Key;

        await folder.SucceedAsync("apply", "-auto-approve", "-replace=aws_vpc.this");

        Assert.NotEqual(before, cloud.World.Single("aws_vpc").Key);
    }

    [TerraformFact]
    public async Task Defaults_and_default_tags_are_in_the_plan()
    {
        using var cloud = await new SimulatedCloud().AttachAsync();
        using var folder = await cloud.InitialisedAsync(Configurations.Vpc);
        await folder.SucceedAsync("plan", "-out=plan.bin");

        var planned = (await folder.ShowAsync("plan.bin"))["resource_changes"]![0]!["change"]!["after"]!;
        Assert.Equal("default", planned["instance_tenancy"]!.GetValue<string>());
        Assert.True(planned["enable_dns_support"]!.GetValue<bool>());
        Assert.Equal("eu-west-1", planned["region"]!.GetValue<string>());
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse("""{"Name":"shop","managed-by":"infra-agent"}"""), planned["tags_all"]));
    }

    [TerraformFact]
    public async Task A_name_that_is_taken_is_refused_by_the_cloud()
    {
        using var cloud = await new SimulatedCloud().AttachAsync();
        using var first = await cloud.InitialisedAsync(Configurations.LogGroup);
        using var second = await cloud.InitialisedAsync(Configurations.LogGroup);
        await first.SucceedAsync("apply", "-auto-approve");

        var refused = await second.RunAsync("apply", "-auto-approve", "-no-color");

        Assert.Equal(1, refused.ExitCode);
        Assert.Contains("AlreadyExists", refused.Output, StringComparison.Ordinal);
        Assert.Single(cloud.World.Read("aws_cloudwatch_log_group"));
    }

    [TerraformFact]
    public async Task An_object_that_exists_is_imported()
    {
        using var cloud = await new SimulatedCloud().AttachAsync();
        using var first = await cloud.InitialisedAsync(Configurations.Vpc);
        using var second = await cloud.InitialisedAsync(Configurations.Vpc);
        await first.SucceedAsync("apply", "-auto-approve");

        await second.SucceedAsync("import", "aws_vpc.this", cloud.World.Single("aws_vpc").Key);
        var plan = await second.RunAsync("plan", "-detailed-exitcode");
        var missing = await second.RunAsync("import", "-no-color", "aws_vpc.other", "vpc-0");

        Assert.Equal(0, plan.ExitCode);
        Assert.Equal(1, missing.ExitCode);
    }
}
