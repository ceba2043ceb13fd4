using InfraAgent.SimulatedProvider.World;
using InfraAgent.TestBed;
using InfraAgent.TestBed.Terraform;

namespace InfraAgent.EndToEnd.Tests;

/// <summary>Invariant 3: an apply whose end nobody saw is planned and judged again, never replayed; what exists was made once.</summary>
public sealed class LostToolTests
{
    [WholeAgentTheory]
    [InlineData(Way.Embedded)]
    [InlineData(Way.Distributed)]
    public async Task An_apply_that_is_lost_is_planned_again_and_makes_everything_once(Way way)
    {
        await using var agent = await Agent.StartAsync(way, new SimulatedCloud());
        string[] lost = ["tool-killed", "supervisor-killed", "executor-killed"];
        await Task.WhenAll(lost.Select(id => agent.GenerateAsync(Requests.Network(id))));

        foreach (var id in lost)
        {
            var (run, terraform) = await InMidApplyAsync(agent, id);
            switch (id)
            {
                case "tool-killed":
                    ProcessFinder.Kill(terraform);
                    break;
                case "supervisor-killed":
                    ProcessFinder.Kill(ProcessFinder.ParentOf(terraform));
                    break;
                default:
                    agent["executor"].Kill();
                    break;
            }
            agent.Cloud!.World.ClearFaults();
            // Whatever was killed: the tool does not outlive it.
            await Eventually.True(() => !ProcessFinder.Lives(terraform), $"terraform of {id} has ended", Patience.Limit);
            if (!agent["executor"].IsRunning)
                await agent["executor"].StartAsync();
            await LostAndFoundAsync(agent, id, run);
        }
        var creations = agent.Cloud!.World.Journal.Where(e => e is { Call: "create", Changed: true }).ToList();
        Assert.Equal(creations.Count, agent.Cloud.World.Objects.Count);
        Assert.Equal(lost.Length, creations.Count(e => e.Type == "aws_vpc"));
    }

    static async Task<(Guid Run, int Terraform)> InMidApplyAsync(Agent agent, string id)
    {
        // Nothing takes effect before it is killed: a tool that is killed between an effect and its state cannot know of it, and no agent can.
        agent.Cloud!.World.AddFault(new Fault { Op = "create", LatencyMs = 3_600_000 });
        var run = await agent.DeployAsync(id);
        await agent.IsAsync(id, "in mid-apply", s => s.Phase() == "applying" && s["run"]!["total"] is not null);
        return (run, ProcessFinder.Applying(agent, run) ?? throw new InvalidOperationException($"No terraform applies {id}."));
    }

    static async Task LostAndFoundAsync(Agent agent, string id, Guid run)
    {
        Assert.Equal((id, "healthy"), (id, await agent.EndAsync(id)));
        var log = await agent.TruthfulLogAsync(id);
        Assert.Equal(1, log.Count(type => type == "plan_outdated"));
        Assert.Equal(2, log.Count(type => type == "plan_made"));
        Assert.Equal(2, log.Count(type => type == "plan_judged"));
        Assert.Equal(2, log.Count(type => type == "apply_started"));
        Assert.Equal(1, log.Count(type => type == "plan_applied"));
        var ends = (await agent.EventsAsync(id)).Where(e => e["run_id"]?.GetValue<Guid>() == run && e["type"]!.GetValue<string>() == "run_finished");
        Assert.Single(ends);
    }
}
