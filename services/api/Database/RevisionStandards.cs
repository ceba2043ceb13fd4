using InfraAgent.Hosting.Database;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace InfraAgent.Api.Database;

/// <summary>What the organisation wanted of names and providers when a revision was made.</summary>
[DbContext(typeof(AgentDb))]
[Migration("20261127_0100_api_revision_standards")]
public sealed class RevisionStandards : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) =>
        migrationBuilder.AddColumn<string>("Standards", "deployment_revisions", nullable: true);
}
