using InfraAgent.Hosting.Database;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace InfraAgent.Hosting.Jobs.Migrations;

[DbContext(typeof(AgentDb))]
[Migration("20261123000100_CreateJobs")]
public sealed class CreateJobs : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            name: "job",
            columns: table => new
            {
                JobId = table.Column<Guid>(nullable: false),
                Queue = table.Column<string>(maxLength: 32, nullable: false),
                DeploymentId = table.Column<string>(maxLength: 63, nullable: false),
                RunId = table.Column<Guid>(nullable: false),
                Step = table.Column<string>(maxLength: 16, nullable: false),
                Attempt = table.Column<int>(nullable: false),
                Environment = table.Column<string>(maxLength: 32, nullable: false),
                Command = table.Column<string>(nullable: false),
                TraceParent = table.Column<string>(maxLength: 64, nullable: true),
                State = table.Column<string>(maxLength: 16, nullable: false),
                Version = table.Column<int>(nullable: false),
                RunQueuedAt = table.Column<long>(nullable: false),
                QueuedAt = table.Column<long>(nullable: false),
                ClaimedAt = table.Column<long>(nullable: true),
                StartedAt = table.Column<long>(nullable: true),
                DoneAt = table.Column<long>(nullable: true),
                Worker = table.Column<string>(maxLength: 128, nullable: true),
                LeaseEpoch = table.Column<long>(nullable: false),
                LeaseUntil = table.Column<long>(nullable: false),
                Takeovers = table.Column<int>(nullable: false),
                CancelRequested = table.Column<bool>(nullable: false),
                Started = table.Column<bool>(nullable: false),
                OutcomeType = table.Column<string>(maxLength: 64, nullable: true),
                Outcome = table.Column<string>(nullable: true),
                LogsRef = table.Column<string>(maxLength: 256, nullable: true),
                ReportedPosition = table.Column<int>(nullable: false),
                ReportedWaitingOn = table.Column<string>(maxLength: 16, nullable: true),
            },
            constraints: table => table.PrimaryKey("PK_job", x => x.JobId));
        migrationBuilder.CreateIndex("IX_job_Queue_State_RunQueuedAt", "job", ["Queue", "State", "RunQueuedAt"]);
        migrationBuilder.CreateIndex("IX_job_Queue_RunId", "job", ["Queue", "RunId"]);
        migrationBuilder.CreateIndex("IX_job_Queue_DoneAt", "job", ["Queue", "DoneAt"]);
        migrationBuilder.CreateIndex("IX_job_DeploymentId_LeaseEpoch", "job", ["DeploymentId", "LeaseEpoch"]);
        migrationBuilder.CreateIndex("IX_job_one_running_per_deployment", "job", ["Queue", "DeploymentId"], unique: true, filter: "\"State\" = 'running'");

        migrationBuilder.CreateTable(
            name: "job_run",
            columns: table => new
            {
                Queue = table.Column<string>(maxLength: 32, nullable: false),
                RunId = table.Column<Guid>(nullable: false),
                DeploymentId = table.Column<string>(maxLength: 63, nullable: false),
                QueuedAt = table.Column<long>(nullable: false),
                Cancelled = table.Column<bool>(nullable: false),
                Version = table.Column<int>(nullable: false),
            },
            constraints: table => table.PrimaryKey("PK_job_run", x => new { x.Queue, x.RunId }));

        migrationBuilder.CreateTable(
            name: "job_queue",
            columns: table => new
            {
                Queue = table.Column<string>(maxLength: 32, nullable: false),
                Paused = table.Column<bool>(nullable: false),
                Reason = table.Column<string>(nullable: true),
                ChangedAt = table.Column<long>(nullable: false),
            },
            constraints: table => table.PrimaryKey("PK_job_queue", x => x.Queue));
    }
}
