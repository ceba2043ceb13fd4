using InfraAgent.Hosting.Database;
using Microsoft.EntityFrameworkCore;

namespace InfraAgent.Hosting.Jobs;

/// <summary>The queue's tables.</summary>
public sealed class JobTables : IDatabaseModule
{
    public string Name => "jobs";

    public void Configure(ModelBuilder model)
    {
        model.Entity<Job>(job =>
        {
            job.ToTable("job");
            job.HasKey(j => j.JobId);
            job.Property(j => j.JobId).ValueGeneratedNever();
            job.Property(j => j.TraceParent).HasMaxLength(64);
            job.Property(j => j.Worker).HasMaxLength(128);
            job.Property(j => j.OutcomeType).HasMaxLength(64);
            job.Property(j => j.LogsRef).HasMaxLength(256);
            job.Property(j => j.ReportedWaitingOn).HasMaxLength(16);
            job.Property(j => j.Queue).HasMaxLength(32);
            job.Property(j => j.DeploymentId).HasMaxLength(63);
            job.Property(j => j.Step).HasMaxLength(16);
            job.Property(j => j.Environment).HasMaxLength(32);
            job.Property(j => j.State).HasMaxLength(16);
            job.Property(j => j.Version).IsConcurrencyToken();
            job.HasIndex(j => new { j.Queue, j.State, j.RunQueuedAt });
            job.HasIndex(j => new { j.Queue, j.RunId });
            job.HasIndex(j => new { j.Queue, j.DoneAt });
            // "At most one live tool run per deployment" is a property of the data, whatever the code above it does.
            job.HasIndex(j => new { j.Queue, j.DeploymentId }, "IX_job_one_running_per_deployment")
                .IsUnique().HasFilter($"\"State\" = '{JobStates.Running}'");
            job.HasIndex(j => new { j.DeploymentId, j.LeaseEpoch });
        });
        model.Entity<JobRun>(run =>
        {
            run.ToTable("job_run");
            run.HasKey(r => new { r.Queue, r.RunId });
            run.Property(r => r.Queue).HasMaxLength(32);
            run.Property(r => r.DeploymentId).HasMaxLength(63);
            run.Property(r => r.Version).IsConcurrencyToken();
        });
        model.Entity<JobQueueState>(queue =>
        {
            queue.ToTable("job_queue");
            queue.HasKey(q => q.Queue);
            queue.Property(q => q.Queue).HasMaxLength(32);
        });
    }
}
