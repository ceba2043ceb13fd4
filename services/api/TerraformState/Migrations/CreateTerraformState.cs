using InfraAgent.Hosting.Database;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace InfraAgent.Api.TerraformState.Migrations;

[DbContext(typeof(AgentDb))]
[Migration("20261123000300_CreateTerraformState")]
public sealed class CreateTerraformState : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            name: "terraform_state_head",
            columns: table => new
            {
                DeploymentId = table.Column<string>(maxLength: 63, nullable: false),
                RunId = table.Column<Guid>(nullable: true),
                Epoch = table.Column<long>(nullable: false),
                RunOrder = table.Column<int>(nullable: false),
                Begun = table.Column<bool>(nullable: false),
                CurrentVersion = table.Column<int>(nullable: true),
                LastVersion = table.Column<int>(nullable: false),
                LockId = table.Column<string>(maxLength: 200, nullable: true),
                LockInfo = table.Column<string>(nullable: true),
                LockRunId = table.Column<Guid>(nullable: true),
                LockEpoch = table.Column<long>(nullable: false),
                Revision = table.Column<int>(nullable: false),
            },
            constraints: table => table.PrimaryKey("PK_terraform_state_head", x => x.DeploymentId));

        migrationBuilder.CreateTable(
            name: "terraform_state_run",
            columns: table => new
            {
                DeploymentId = table.Column<string>(maxLength: 63, nullable: false),
                RunId = table.Column<Guid>(nullable: false),
                Order = table.Column<int>(nullable: false),
            },
            constraints: table => table.PrimaryKey("PK_terraform_state_run", x => new { x.DeploymentId, x.RunId }));

        migrationBuilder.CreateTable(
            name: "terraform_state_version",
            columns: table => new
            {
                DeploymentId = table.Column<string>(maxLength: 63, nullable: false),
                Version = table.Column<int>(nullable: false),
                Kind = table.Column<string>(maxLength: 20, nullable: false),
                Serial = table.Column<long>(nullable: true),
                Lineage = table.Column<string>(maxLength: 200, nullable: true),
                Digest = table.Column<string>(maxLength: 80, nullable: false),
                Size = table.Column<long>(nullable: false),
                RunId = table.Column<Guid>(nullable: false),
                Epoch = table.Column<long>(nullable: false),
                Reason = table.Column<string>(maxLength: 400, nullable: true),
                At = table.Column<long>(nullable: false),
                Body = table.Column<byte[]>(nullable: true),
            },
            constraints: table => table.PrimaryKey("PK_terraform_state_version", x => new { x.DeploymentId, x.Version }));
    }
}
