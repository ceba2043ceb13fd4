using InfraAgent.Hosting.Database;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

namespace InfraAgent.Api.Database;

/// <summary>The tables of deployments, their runs, revisions, events and status. Column types are left to the database.</summary>
[DbContext(typeof(AgentDb))]
[Migration("20261123_0200_api_first_tables")]
public sealed class FirstTables : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            name: "deployments",
            columns: table => new
            {
                CorrelationId = table.Column<Guid>(nullable: false),
                CurrentState = table.Column<string>(nullable: false),
                Version = table.Column<int>(nullable: false),
                DeploymentId = table.Column<string>(nullable: false),
                Environment = table.Column<string>(nullable: false),
                Runtime = table.Column<string>(nullable: false),
                Cloud = table.Column<string>(nullable: false),
                Sequence = table.Column<long>(nullable: false),
                Revision = table.Column<int>(nullable: true),
                LastRevision = table.Column<int>(nullable: false),
                DeployedRevision = table.Column<int>(nullable: true),
                ServingRevision = table.Column<int>(nullable: true),
                RunId = table.Column<Guid>(nullable: true),
                RunKind = table.Column<string>(nullable: true),
                RunDigest = table.Column<string>(nullable: true),
                RunRevision = table.Column<int>(nullable: true),
                RunActor = table.Column<string>(nullable: false),
                RunActorVia = table.Column<string>(nullable: false),
                RunStartedAt = table.Column<long>(nullable: false),
                PlanOnly = table.Column<bool>(nullable: false),
                Attempt = table.Column<int>(nullable: false),
                PlanDigest = table.Column<string>(nullable: true),
                PlanHasChanges = table.Column<bool>(nullable: false),
                ApprovedDigest = table.Column<string>(nullable: true),
                ApplyBegan = table.Column<bool>(nullable: false),
                DueAt = table.Column<long>(nullable: true),
                Resends = table.Column<int>(nullable: false),
                ScanId = table.Column<Guid>(nullable: true),
                ScanDigest = table.Column<string>(nullable: true),
                ScanActor = table.Column<string>(nullable: false),
                ScanActorVia = table.Column<string>(nullable: false),
                ScanRevision = table.Column<int>(nullable: true),
                ScanScope = table.Column<string>(nullable: true),
                ScanDueAt = table.Column<long>(nullable: true),
                ScanStartedAt = table.Column<long>(nullable: false),
            },
            constraints: table => table.PrimaryKey("pk_deployments", row => row.CorrelationId));

        migrationBuilder.CreateTable(
            name: "deployment_revisions",
            columns: table => new
            {
                DeploymentId = table.Column<string>(nullable: false),
                Number = table.Column<int>(nullable: false),
                ContentDigest = table.Column<string>(nullable: false),
                Request = table.Column<string>(nullable: false),
                Environment = table.Column<string>(nullable: false),
                Runtime = table.Column<string>(nullable: false),
                Cloud = table.Column<string>(nullable: false),
                PolicyProfile = table.Column<string>(nullable: true),
                Bundle = table.Column<string>(nullable: true),
                Usable = table.Column<bool>(nullable: false),
                CreatedAt = table.Column<long>(nullable: false),
                HealthyAt = table.Column<long>(nullable: true),
            },
            constraints: table => table.PrimaryKey("pk_deployment_revisions", row => new { row.DeploymentId, row.Number }));

        migrationBuilder.CreateTable(
            name: "deployment_runs",
            columns: table => new
            {
                RunId = table.Column<Guid>(nullable: false),
                DeploymentId = table.Column<string>(nullable: false),
                Kind = table.Column<string>(nullable: false),
                Revision = table.Column<int>(nullable: true),
                Actor = table.Column<string>(nullable: false),
                StartedAt = table.Column<long>(nullable: false),
                FinishedAt = table.Column<long>(nullable: true),
                Outcome = table.Column<string>(nullable: true),
                Status = table.Column<string>(nullable: true),
                Failure = table.Column<string>(nullable: true),
                Findings = table.Column<string>(nullable: true),
                Checks = table.Column<string>(nullable: true),
                PlanDigest = table.Column<string>(nullable: true),
            },
            constraints: table => table.PrimaryKey("pk_deployment_runs", row => row.RunId));

        migrationBuilder.CreateTable(
            name: "remembered_answers",
            columns: table => new
            {
                DeploymentId = table.Column<string>(nullable: false),
                Key = table.Column<string>(nullable: false),
                Command = table.Column<string>(nullable: false),
                ContentDigest = table.Column<string>(nullable: false),
                RunId = table.Column<Guid>(nullable: true),
                Answer = table.Column<string>(nullable: false),
                ExpiresAt = table.Column<long>(nullable: false),
            },
            constraints: table => table.PrimaryKey("pk_remembered_answers", row => new { row.DeploymentId, row.Key }));

        migrationBuilder.CreateTable(
            name: "deployment_events",
            columns: table => new
            {
                DeploymentId = table.Column<string>(nullable: false),
                Sequence = table.Column<long>(nullable: false),
                EventId = table.Column<Guid>(nullable: false),
                Type = table.Column<string>(nullable: false),
                Environment = table.Column<string>(nullable: false),
                Body = table.Column<string>(nullable: false),
                At = table.Column<long>(nullable: false),
                Relayed = table.Column<bool>(nullable: false),
            },
            constraints: table => table.PrimaryKey("pk_deployment_events", row => new { row.DeploymentId, row.Sequence }));

        migrationBuilder.CreateTable(
            name: "deployment_status",
            columns: table => new
            {
                DeploymentId = table.Column<string>(nullable: false),
                Environment = table.Column<string>(nullable: false),
                Status = table.Column<string>(nullable: false),
                Sequence = table.Column<long>(nullable: false),
                CreatedAt = table.Column<long>(nullable: false),
                UpdatedAt = table.Column<long>(nullable: false),
                Document = table.Column<string>(nullable: false),
            },
            constraints: table => table.PrimaryKey("pk_deployment_status", row => row.DeploymentId));

        migrationBuilder.CreateTable(
            name: "audit",
            columns: table => new
            {
                Id = table.Column<long>(nullable: false).Annotation("Sqlite:Autoincrement", true).Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                DeploymentId = table.Column<string>(nullable: false),
                At = table.Column<long>(nullable: false),
                Actor = table.Column<string>(nullable: false),
                Via = table.Column<string>(nullable: false),
                Command = table.Column<string>(nullable: false),
                Decision = table.Column<string>(nullable: false),
                Detail = table.Column<string>(nullable: true),
                RunId = table.Column<Guid>(nullable: true),
            },
            constraints: table => table.PrimaryKey("pk_audit", row => row.Id));

        migrationBuilder.CreateIndex("ix_deployments_due", "deployments", "DueAt");
        migrationBuilder.CreateIndex("ix_deployments_scan_due", "deployments", "ScanDueAt");
        migrationBuilder.CreateIndex("ix_deployment_runs_deployment", "deployment_runs", ["DeploymentId", "StartedAt"]);
        migrationBuilder.CreateIndex("ix_deployment_events_unrelayed", "deployment_events", ["DeploymentId", "Sequence"], filter: "NOT \"Relayed\"");
        migrationBuilder.CreateIndex("ix_deployment_status_environment", "deployment_status", ["Environment", "Status"]);
        migrationBuilder.CreateIndex("ix_audit_deployment", "audit", ["DeploymentId", "Id"]);
        migrationBuilder.CreateIndex("ix_remembered_answers_expiry", "remembered_answers", "ExpiresAt");
    }
}
