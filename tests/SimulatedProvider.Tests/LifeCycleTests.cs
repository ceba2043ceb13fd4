using System.Text.Json.Nodes;
using InfraAgent.SimulatedProvider.Schemas;
using InfraAgent.TestBed.Terraform;

namespace InfraAgent.SimulatedProvider.Tests;

public sealed class LifeCycleTests
{
    [TerraformFact]
    public async Task A_service_is_planned_applied_left_alone_and_destroyed_over_TLS()
    {
        using var cloud = new SimulatedCloud();
        using var folder = new TerraformFolder(cloud);
        folder.Variables["TF_DISABLE_PLUGIN_TLS"] = "";
        folder.Write("main.tf", Configurations.Service);

        await folder.SucceedAsync("init", "-input=false");
        await folder.SucceedAsync("validate");
        await folder.SucceedAsync("apply", "-input=false", "-auto-approve");
        var again = await folder.RunAsync("plan", "-input=false", "-detailed-exitcode");
        Assert.Equal((0, true), (again.ExitCode, again.Output.Contains("No changes.", StringComparison.Ordinal)));
        Assert.Equal(15, cloud.World.Effective("create"));

        await folder.SucceedAsync("destroy", "-auto-approve");
        Assert.Empty(cloud.World.Objects);
        Assert.Equal(15, cloud.World.Effective("delete"));
    }

    [TerraformFact]
    public async Task An_installation_in_any_folder_needs_the_cli_configuration_alone()
    {
        var parent = Directory.CreateTempSubdirectory("it's a \"cloud\" ").FullName;
        using (var cloud = new SimulatedCloud(Path.Combine(parent, "$HOME")))
        {
            using var folder = new TerraformFolder(cloud);
            folder.Variables["SIM_TF_WORLD"] = "";
            folder.Write("main.tf", Configurations.LogGroup);

            await folder.SucceedAsync("init", "-input=false");
            await folder.SucceedAsync("apply", "-auto-approve");

            Assert.Equal("arn:aws:logs:eu-west-1:123456789012:log-group:/ecs/api", cloud.World.Single("aws_cloudwatch_log_group").Key);
        }
        Directory.Delete(parent);
    }

    [TerraformFact]
    public async Task A_configuration_without_a_region_or_with_an_unknown_type_is_refused()
    {
        using var cloud = new SimulatedCloud();
        using var folder = await cloud.InitialisedAsync("""
            terraform {
              required_providers {
                aws = { source = "hashicorp/aws" }
              }
            }
            resource "aws_vpc" "this" {}
            """);
        folder.Variables["AWS_REGION"] = folder.Variables["AWS_DEFAULT_REGION"] = "";

        var plan = await folder.RunAsync("plan", "-no-color");
        folder.Write("more.tf", """resource "aws_quantum_ledger" "this" {}""");
        var validation = await folder.RunAsync("validate", "-no-color");

        Assert.Contains("missing AWS region", plan.Output, StringComparison.Ordinal);
        Assert.Contains("does not support resource type", validation.Output, StringComparison.Ordinal);
        Assert.Equal((1, 1), (plan.ExitCode, validation.ExitCode));
    }

    [TerraformFact]
    public async Task Every_resource_type_is_in_the_schema_that_terraform_reads()
    {
        using var cloud = new SimulatedCloud();
        using var folder = await cloud.InitialisedAsync(Configurations.Provider);

        using var run = folder.Start("providers", "schema", "-json");
        await run.EndAsync();

        var provider = JsonNode.Parse(run.Output)!["provider_schemas"]![SimulatedPlugin.Aws.Address]!;
        var schema = ProviderSchema.Load(SimulatedPlugin.Aws);
        Assert.Equal(schema.Resources.Select(r => r.Name).Order(), provider["resource_schemas"]!.AsObject().Select(r => r.Key).Order());
        Assert.Equal(schema.DataSources.Select(r => r.Name).Order(), provider["data_source_schemas"]!.AsObject().Select(r => r.Key).Order());
        var rule = provider["resource_schemas"]!["aws_lb_listener"]!["block"]!["block_types"]!["default_action"]!;
        Assert.Equal(("list", 1), (rule["nesting_mode"]!.GetValue<string>(), rule["min_items"]!.GetValue<int>()));
    }
}
