using InfraAgent.Hosting.Database;
using Microsoft.EntityFrameworkCore;

namespace InfraAgent.Api.TerraformState;

/// <summary>The state backend's share of the process's database.</summary>
public sealed class TerraformStateTables : IDatabaseModule
{
    public string Name => "terraform-state";

    public void Configure(ModelBuilder model)
    {
        model.Entity<StateHead>(head =>
        {
            head.ToTable("terraform_state_head").HasKey(x => x.DeploymentId);
            head.Property(x => x.DeploymentId).HasMaxLength(63);
            head.Property(x => x.LockId).HasMaxLength(200);
            head.Property(x => x.Revision).IsConcurrencyToken();
        });
        model.Entity<StateRun>(run =>
        {
            run.ToTable("terraform_state_run").HasKey(x => new { x.DeploymentId, x.RunId });
            run.Property(x => x.DeploymentId).HasMaxLength(63);
        });
        model.Entity<StateVersion>(version =>
        {
            version.ToTable("terraform_state_version").HasKey(x => new { x.DeploymentId, x.Version });
            version.Property(x => x.DeploymentId).HasMaxLength(63);
            version.Property(x => x.Kind).HasMaxLength(20);
            version.Property(x => x.Lineage).HasMaxLength(200);
            version.Property(x => x.Digest).HasMaxLength(80);
            version.Property(x => x.Reason).HasMaxLength(400);
        });
    }
}
