using InfraAgent.SimulatedProvider.World;
using InfraAgent.TestBed.Terraform;

namespace InfraAgent.SimulatedProvider.Tests;

public sealed class FaultTests
{
    [TerraformFact]
    public async Task A_create_that_fails_is_told_and_leaves_nothing()
    {
        using var cloud = await new SimulatedCloud().AttachAsync();
        using var folder = await cloud.InitialisedAsync(Configurations.Vpc);
        cloud.World.AddFault(new() { Op = "create", Type = "aws_vpc", Error = "VpcLimitExceeded", Detail = "Ask for more." });

        var failed = await folder.RunAsync("apply", "-auto-approve", "-no-color");
        Assert.Equal(1, failed.ExitCode);
        Assert.Contains("VpcLimitExceeded", failed.Output, StringComparison.Ordinal);
        Assert.Contains("Ask for more.", failed.Output, StringComparison.Ordinal);
        Assert.Empty(cloud.World.Objects);

        cloud.World.ClearFaults();
        await folder.SucceedAsync("apply", "-auto-approve");
        Assert.Equal(1, cloud.World.Effective("create"));
    }

    [TerraformFact]
    public async Task An_error_after_the_effect_leaves_a_tainted_object()
    {
        using var cloud = await new SimulatedCloud().AttachAsync();
        using var folder = await cloud.InitialisedAsync(Configurations.Vpc);
        cloud.World.AddFault(new() { Op = "create", Error = "timeout while waiting", After = true, Times = 1 });

        Assert.Equal(1, (await folder.RunAsync("apply", "-auto-approve")).ExitCode);
        var tainted = cloud.World.Single("aws_vpc");
        await folder.SucceedAsync("apply", "-auto-approve");

        Assert.NotEqual(tainted.Key, cloud.World.Single("aws_vpc").Key);
        Assert.Equal((2, 1), (cloud.World.Effective("create"), cloud.World.Effective("delete")));
    }

    [TerraformFact]
    public async Task Skip_and_times_choose_which_calls_are_hit_over_processes()
    {
        using var cloud = new SimulatedCloud();
        using var folder = await cloud.InitialisedAsync(Configurations.Vpc);
        cloud.World.AddFault(new() { Op = "configure", Error = "ExpiredToken", Skip = 1, Times = 1 });

        var exits = new List<int>();
        for (var i = 0; i < 3; i++) exits.Add((await folder.RunAsync("plan")).ExitCode);

        Assert.Equal([0, 1, 0], exits);
    }

    [TerraformFact]
    public async Task Only_objects_that_match_are_hit()
    {
        using var cloud = await new SimulatedCloud().AttachAsync();
        using var folder = await cloud.InitialisedAsync(Configurations.Provider + """
            resource "aws_vpc" "shop" {
              cidr_block = "10.0.0.0/16"
              tags       = { Name = "shop" }
            }
            resource "aws_vpc" "office" {
              cidr_block = "10.1.0.0/16"
              tags       = { Name = "office-1" }
            }
            """);
        cloud.World.AddFault(new() { Op = "*", Type = "aws_v*", Error = "Throttling", Match = new Dictionary<string, string> { ["tags.Name"] = "office*" } });

        Assert.Equal(1, (await folder.RunAsync("apply", "-auto-approve", "-refresh=false")).ExitCode);
        Assert.Empty(cloud.World.Objects);

        cloud.World.ClearFaults();
        cloud.World.AddFault(new() { Op = "create", Error = "Throttling", Match = new Dictionary<string, string> { ["tags.Name"] = "office*" } });
        Assert.Equal(1, (await folder.RunAsync("apply", "-auto-approve")).ExitCode);
        Assert.Equal("10.0.0.0/16", cloud.World.Single("aws_vpc").Text("cidr_block"));
    }

    [TerraformFact]
    public async Task A_provider_that_crashes_fails_the_apply_and_the_next_one_finishes_it()
    {
        using var cloud = new SimulatedCloud();
        using var folder = await cloud.InitialisedAsync(Configurations.Service);
        cloud.World.AddFault(new() { Op = "create", Type = "aws_lb", Crash = true, Times = 1 });

        // One at a time: a crash also takes the answers of other creates in flight with it, and then they are made twice.
        var crashed = await folder.RunAsync("apply", "-auto-approve", "-no-color", "-parallelism=1");
        Assert.Equal(1, crashed.ExitCode);
        Assert.Contains("Plugin did not respond", crashed.Output, StringComparison.Ordinal);
        Assert.Empty(cloud.World.Read("aws_lb"));

        await folder.SucceedAsync("apply", "-auto-approve");
        Assert.Equal(15, cloud.World.Objects.Count);
        Assert.Equal(15, cloud.World.Effective("create"));
    }

    [TerraformFact]
    public async Task A_crash_after_the_effect_leaves_an_object_that_no_state_knows()
    {
        using var cloud = new SimulatedCloud();
        using var folder = await cloud.InitialisedAsync(Configurations.LogGroup);
        cloud.World.AddFault(new() { Op = "create", Crash = true, After = true, Times = 1 });

        Assert.Equal(1, (await folder.RunAsync("apply", "-auto-approve")).ExitCode);
        Assert.Equal(1, cloud.World.Effective("create"));
        var again = await folder.RunAsync("apply", "-auto-approve", "-no-color");

        Assert.Equal(1, again.ExitCode);
        Assert.Contains("AlreadyExists", again.Output, StringComparison.Ordinal);
        Assert.Single(cloud.World.Objects);
    }

    [TerraformFact]
    public async Task A_rule_with_an_unknown_word_is_refused_not_ignored()
    {
        using var cloud = await new SimulatedCloud().AttachAsync();
        using var folder = await cloud.InitialisedAsync(Configurations.Vpc);
        File.WriteAllText(FaultFile.PathIn(cloud.World.Folder), """{"rules": [{"op": "create", "tipe": "aws_vpc"}]}""");

        var plan = await folder.RunAsync("plan", "-no-color");

        Assert.Equal(1, plan.ExitCode);
        Assert.Contains("tipe", plan.Output, StringComparison.Ordinal);
    }
}
