using InfraAgent.TestBed.Terraform;

namespace InfraAgent.SimulatedProvider.Tests;

public sealed class LifeCycleTests
{
    [TerraformFact]
    public async Task A_service_is_planned_applied_left_alone_and_destroyed()
    {
        using var cloud = new SimulatedCloud();
        using var folder = new TerraformFolder(cloud);
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
}
