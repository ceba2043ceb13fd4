using InfraAgent.Hosting.Database;

namespace InfraAgent.Api.TerraformState;

/// <summary>For the saga: tells the state backend which run's turn it is.</summary>
public static class StateEpochs
{
    /// <summary>Tracks that a run begins: whatever an earlier run or a lower epoch still writes is kept as a stray from now on, and a lock it left may
    /// be taken over. Saved with the caller's own <c>SaveChanges</c>. Call it when the run before is known to have ended. The same call again changes nothing.</summary>
    public static async Task BeginAsync(AgentDb db, string deploymentId, Guid runId, long epoch, CancellationToken cancel)
    {
        var head = await db.FindAsync<StateHead>([deploymentId], cancel) ?? db.Add(new StateHead { DeploymentId = deploymentId }).Entity;
        var known = await db.FindAsync<StateRun>([deploymentId, runId], cancel);
        Begin(db, head, known, runId, epoch, bySaga: true);
    }

    internal static void Begin(AgentDb db, StateHead head, StateRun? known, Guid runId, long epoch, bool bySaga)
    {
        if (head.RunId == runId)
        {
            if (epoch > head.Epoch || (bySaga && !head.Begun))
            {
                head.Epoch = Math.Max(epoch, head.Epoch);
                head.Begun |= bySaga;
                head.Revision++;
            }

            return;
        }

        if (known is not null)
        {
            return; // its turn is over
        }

        head.RunOrder++;
        head.RunId = runId;
        head.Epoch = epoch;
        head.Begun = bySaga;
        head.Revision++;
        db.Add(new StateRun { DeploymentId = head.DeploymentId, RunId = runId, Order = head.RunOrder });
    }
}
