using InfraAgent.TestBed.Terraform;

namespace InfraAgent.SimulatedProvider.Tests;

/// <summary>What happens to an apply when someone stops it half-way: nothing here depends on how fast the machine is.</summary>
public sealed class InterruptionTests
{
    const int Forever = 600_000;

    /// <summary>The second VPC waits for the first, and never gets to be.</summary>
    const string TwoVpcs = Configurations.Vpc + """

        resource "aws_vpc" "second" {
          cidr_block = "10.1.0.0/16"
          tags       = { after = aws_vpc.this.id }
        }
        """;

    static async Task<TerraformRun> ApplyThatHangsAsync(SimulatedCloud cloud, TerraformFolder folder)
    {
        cloud.World.AddFault(new() { Op = "create", LatencyMs = Forever, Match = new Dictionary<string, string> { ["cidr_block"] = "10.1.0.0/16" } });
        var run = folder.Start("apply", "-auto-approve", "-no-color");
        await Eventually(() => run.Output.Contains("aws_vpc.second: Creating...", StringComparison.Ordinal));
        return run;
    }

    static async Task Eventually(Func<bool> condition)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        while (!condition()) await Task.Delay(20, patience.Token);
    }

    [TerraformFact]
    public async Task An_interrupted_apply_stops_the_call_in_flight_and_keeps_what_was_made()
    {
        using var cloud = new SimulatedCloud();
        using var folder = await cloud.InitialisedAsync(TwoVpcs);
        using var run = await ApplyThatHangsAsync(cloud, folder);

        run.Interrupt();
        await run.EndAsync();

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("was interrupted", run.Output, StringComparison.Ordinal);
        Assert.Single(cloud.World.Objects);

        cloud.World.ClearFaults();
        await folder.SucceedAsync("apply", "-auto-approve");
        Assert.Equal(2, cloud.World.Effective("create"));
    }

    [TerraformFact]
    public async Task A_provider_whose_terraform_was_killed_ends_too()
    {
        using var cloud = new SimulatedCloud();
        using var folder = await cloud.InitialisedAsync(TwoVpcs);
        using var run = await ApplyThatHangsAsync(cloud, folder);
        var provider = cloud.World.Journal[^1].Pid;
        Assert.True(IsAlive(provider));

        run.Kill();
        await run.EndAsync();

        await Eventually(() => !IsAlive(provider));
        Assert.Single(cloud.World.Objects);
    }

    [TerraformFact]
    public async Task Many_terraform_runs_share_one_world()
    {
        using var cloud = new SimulatedCloud();
        var folders = Enumerable.Range(0, 4).Select(i =>
        {
            var folder = new TerraformFolder(cloud);
            folder.Write("main.tf", Configurations.LogGroup.Replace("/ecs/api", $"/ecs/api-{i}", StringComparison.Ordinal));
            return folder;
        }).ToList();
        try
        {
            await Task.WhenAll(folders.Select(async folder =>
            {
                await folder.SucceedAsync("init");
                await folder.SucceedAsync("apply", "-auto-approve");
            }));
            Assert.Equal(4, cloud.World.Read("aws_cloudwatch_log_group").Count);
            Assert.Equal(4, cloud.World.Effective("create"));
        }
        finally
        {
            folders.ForEach(folder => folder.Dispose());
        }
    }

    /// <summary>A zombie counts as gone: it only waits for whoever inherited it.</summary>
    static bool IsAlive(int pid)
    {
        try
        {
            var status = File.ReadAllText($"/proc/{pid}/stat");
            return status[status.LastIndexOf(')') + 2] is not 'Z' and not 'X';
        }
        catch (IOException)
        {
            return false;
        }
    }
}
