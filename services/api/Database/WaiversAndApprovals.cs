using InfraAgent.Hosting.Database;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace InfraAgent.Api.Database;

/// <summary>Waivers of revisions and runs, and how long an approval is waited for.</summary>
[DbContext(typeof(AgentDb))]
[Migration("20261127_0200_api_waivers_and_approvals")]
public sealed class WaiversAndApprovals : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.AddColumn<long>("ApproveBy", "deployments", nullable: true);
        migrationBuilder.AddColumn<bool>("FourEyes", "deployments", nullable: false, defaultValue: false);
        migrationBuilder.AddColumn<string>("Waivers", "deployment_revisions", nullable: true);
        migrationBuilder.AddColumn<long>("WaivedUntil", "deployment_revisions", nullable: true);
        migrationBuilder.AddColumn<string>("Waivers", "deployment_runs", nullable: true);
    }
}
