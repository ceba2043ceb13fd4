using InfraAgent.TestBed.Terraform;

namespace InfraAgent.SimulatedProvider.Tests;

public sealed class DriftTests
{
    [TerraformFact]
    public async Task An_untouched_world_has_not_drifted_whatever_the_exit_code()
    {
        using var cloud = await new SimulatedCloud().AttachAsync();
        using var folder = await cloud.InitialisedAsync(Configurations.LogGroup);
        await folder.SucceedAsync("apply", "-auto-approve");

        var scan = await folder.RunAsync("plan", "-refresh-only", "-json", "-lock=false");

        Assert.Equal(0, scan.ExitCode);
        Assert.Empty(scan.Drift());
    }

    [TerraformFact]
    public async Task An_edited_object_is_reported_and_put_right_again()
    {
        using var cloud = await new SimulatedCloud().AttachAsync();
        using var folder = await cloud.InitialisedAsync(Configurations.LogGroup);
        await folder.SucceedAsync("apply", "-auto-approve");

        cloud.World.EditObject("aws_cloudwatch_log_group", "retention_in_days", 1);
        var scan = await folder.RunAsync("plan", "-refresh-only", "-json", "-lock=false");
        await folder.SucceedAsync("apply", "-auto-approve");

        Assert.Equal([("aws_cloudwatch_log_group.this", "update")], scan.Drift());
        Assert.Equal(14, cloud.World.Single("aws_cloudwatch_log_group").Attributes["retention_in_days"]!.GetValue<int>());
    }

    [TerraformFact]
    public async Task A_deleted_object_is_reported_and_made_again()
    {
        using var cloud = await new SimulatedCloud().AttachAsync();
        using var folder = await cloud.InitialisedAsync(Configurations.Vpc);
        await folder.SucceedAsync("apply", "-auto-approve");
        var lost = cloud.World.Single("aws_vpc");

        cloud.World.DeleteObject(lost);
        var scan = await folder.RunAsync("plan", "-refresh-only", "-json", "-lock=false");
        await folder.SucceedAsync("apply", "-auto-approve");

        Assert.Equal([("aws_vpc.this", "delete")], scan.Drift());
        Assert.NotEqual(lost.Key, cloud.World.Single("aws_vpc").Key);
    }

    [TerraformFact]
    public async Task An_edited_tag_is_drift_of_its_object()
    {
        using var cloud = await new SimulatedCloud().AttachAsync();
        using var folder = await cloud.InitialisedAsync(Configurations.Vpc);
        await folder.SucceedAsync("apply", "-auto-approve");

        cloud.World.EditObject(cloud.World.Single("aws_vpc"), attributes =>
            attributes["tags"]!["Name"] = "renamed");
        var scan = await folder.RunAsync("plan", "-refresh-only", "-json", "-lock=false");

        Assert.Equal([("aws_vpc.this", "update")], scan.Drift());
    }

    [TerraformFact]
    public async Task A_file_that_is_no_object_is_named()
    {
        using var cloud = await new SimulatedCloud().AttachAsync();
        using var folder = await cloud.InitialisedAsync(Configurations.Vpc);
        await folder.SucceedAsync("apply", "-auto-approve");
        var broken = cloud.World.Single("aws_vpc");
        File.WriteAllText(broken.Path, "{");

        var plan = await folder.RunAsync("plan", "-no-color");

        Assert.Equal(1, plan.ExitCode);
        Assert.Contains("is not an object of the simulated", plan.Output, StringComparison.Ordinal);
    }
}
