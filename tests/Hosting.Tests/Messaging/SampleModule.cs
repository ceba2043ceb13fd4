using InfraAgent.Hosting.Database;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace InfraAgent.Hosting.Tests.Messaging;

/// <summary>What a worker did; without a unique key, so that a repeated effect is seen.</summary>
public sealed class Effect
{
    public long Id { get; set; }
    public string DeploymentId { get; set; } = "";
    public int Step { get; set; }
    public DateTimeOffset At { get; set; }
}

public sealed class SampleModule : IDatabaseModule
{
    public string Name => "sample";

    public void Configure(ModelBuilder model)
    {
        model.Entity<RunState>(saga =>
        {
            saga.ToTable("run");
            saga.Property(x => x.CurrentState).HasMaxLength(64);
            saga.Property(x => x.DeploymentId).HasMaxLength(63);
            saga.HasIndex(x => x.DeploymentId).IsUnique();
        });
        model.Entity<Effect>(effect =>
        {
            effect.ToTable("effect");
            effect.HasKey(x => x.Id);
        });
    }
}

[DbContext(typeof(AgentDb))]
[Migration("20261123000100_Sample")]
public sealed class CreateSample : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            name: "run",
            columns: table => new
            {
                CorrelationId = table.Column<Guid>(nullable: false),
                CurrentState = table.Column<string>(maxLength: 64, nullable: false),
                DeploymentId = table.Column<string>(maxLength: 63, nullable: false),
                Pokes = table.Column<int>(nullable: false),
                PokeOrder = table.Column<string>(nullable: false),
                Failure = table.Column<string>(nullable: true),
                TimeoutToken = table.Column<Guid>(nullable: true),
                Version = table.Column<int>(nullable: false),
            },
            constraints: table => table.PrimaryKey("PK_run", x => x.CorrelationId));
        migrationBuilder.CreateIndex("IX_run_DeploymentId", "run", "DeploymentId", unique: true);
        migrationBuilder.CreateTable(
            name: "effect",
            columns: table => new
            {
                Id = table.Column<long>(nullable: false)
                    .Annotation("Sqlite:Autoincrement", true)
                    .Annotation("Npgsql:ValueGenerationStrategy", Npgsql.EntityFrameworkCore.PostgreSQL.Metadata.NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                DeploymentId = table.Column<string>(nullable: false),
                Step = table.Column<int>(nullable: false),
                At = table.Column<long>(nullable: false),
            },
            constraints: table => table.PrimaryKey("PK_effect", x => x.Id));
    }
}
