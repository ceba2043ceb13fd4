using InfraAgent.Api.Deployments;
using InfraAgent.Api.Status;
using InfraAgent.Hosting.Database;
using Microsoft.EntityFrameworkCore;

namespace InfraAgent.Api.Database;

/// <summary>The API service's tables.</summary>
public sealed class ApiDatabase : IDatabaseModule
{
    public string Name => "api";

    public void Configure(ModelBuilder model)
    {
        model.Entity<DeploymentState>(saga =>
        {
            saga.ToTable("deployments");
            saga.HasKey(x => x.CorrelationId).HasName("pk_deployments");
            saga.Ignore(x => x.Requester).Ignore(x => x.Scanner).Ignore(x => x.IsLive);
            saga.HasIndex(x => x.DueAt).HasDatabaseName("ix_deployments_due");
            saga.HasIndex(x => x.ScanDueAt).HasDatabaseName("ix_deployments_scan_due");
        });
        model.Entity<RevisionRow>(revision =>
        {
            revision.ToTable("deployment_revisions");
            revision.HasKey(x => new { x.DeploymentId, x.Number }).HasName("pk_deployment_revisions");
        });
        model.Entity<RunRow>(run =>
        {
            run.ToTable("deployment_runs");
            run.HasKey(x => x.RunId).HasName("pk_deployment_runs");
            run.Property(x => x.RunId).ValueGeneratedNever();
            run.HasIndex(x => new { x.DeploymentId, x.StartedAt }).HasDatabaseName("ix_deployment_runs_deployment");
        });
        model.Entity<RememberedAnswer>(answer =>
        {
            answer.ToTable("remembered_answers");
            answer.HasKey(x => new { x.DeploymentId, x.Key }).HasName("pk_remembered_answers");
            answer.HasIndex(x => x.ExpiresAt).HasDatabaseName("ix_remembered_answers_expiry");
        });
        model.Entity<EventRow>(happened =>
        {
            happened.ToTable("deployment_events");
            happened.HasKey(x => new { x.DeploymentId, x.Sequence }).HasName("pk_deployment_events");
            happened.HasIndex(x => new { x.DeploymentId, x.Sequence }).HasFilter("NOT \"Relayed\"").HasDatabaseName("ix_deployment_events_unrelayed");
        });
        model.Entity<StatusRow>(status =>
        {
            status.ToTable("deployment_status");
            status.HasKey(x => x.DeploymentId).HasName("pk_deployment_status");
            status.HasIndex(x => new { x.Environment, x.Status }).HasDatabaseName("ix_deployment_status_environment");
        });
        model.Entity<AuditRow>(line =>
        {
            line.ToTable("audit");
            line.HasKey(x => x.Id).HasName("pk_audit");
            line.HasIndex(x => new { x.DeploymentId, x.Id }).HasDatabaseName("ix_audit_deployment");
        });
    }
}
