using Microsoft.EntityFrameworkCore;

namespace InfraAgent.Hosting.Jobs;

/// <summary>The queue's tables.</summary>
public static class JobModel
{
    public static void Map(ModelBuilder model)
    {
        model.Entity<Job>(job =>
        {
            job.ToTable("jobs");
            job.HasKey(j => j.JobId);
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
            job.HasIndex(j => new { j.Queue, j.DeploymentId }, "IX_jobs_one_running_per_deployment")
                .IsUnique().HasFilter($"\"State\" = '{JobStates.Running}'");
            job.HasIndex(j => new { j.DeploymentId, j.LeaseEpoch });
        });
        model.Entity<JobRun>(run =>
        {
            run.ToTable("job_runs");
            run.HasKey(r => new { r.Queue, r.RunId });
            run.Property(r => r.Queue).HasMaxLength(32);
            run.Property(r => r.DeploymentId).HasMaxLength(63);
            run.Property(r => r.Version).IsConcurrencyToken();
        });
        model.Entity<JobQueueState>(queue =>
        {
            queue.ToTable("job_queues");
            queue.HasKey(q => q.Queue);
            queue.Property(q => q.Queue).HasMaxLength(32);
        });
    }
}
