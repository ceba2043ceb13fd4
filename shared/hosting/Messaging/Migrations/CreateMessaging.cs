using InfraAgent.Hosting.Database;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace InfraAgent.Hosting.Messaging.Migrations;

[DbContext(typeof(AgentDb))]
[Migration("20261123000000_CreateMessaging")]
public sealed class CreateMessaging : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            name: "outbox_message",
            columns: table => new
            {
                Id = table.Column<Guid>(nullable: false),
                MessageId = table.Column<Guid>(nullable: false),
                MessageType = table.Column<string>(maxLength: 512, nullable: false),
                Destination = table.Column<string>(maxLength: 1024, nullable: false),
                ContentType = table.Column<string>(maxLength: 128, nullable: false),
                Body = table.Column<byte[]>(nullable: false),
                OrderKey = table.Column<string>(maxLength: 128, nullable: true),
                Sequence = table.Column<long>(nullable: false),
                DueAt = table.Column<long>(nullable: false),
                Attempts = table.Column<int>(nullable: false),
                Mandatory = table.Column<bool>(nullable: false),
                TraceParent = table.Column<string>(maxLength: 64, nullable: true),
            },
            constraints: table => table.PrimaryKey("PK_outbox_message", x => x.Id));
        migrationBuilder.CreateIndex("IX_outbox_message_DueAt", "outbox_message", "DueAt");

        migrationBuilder.CreateTable(
            name: "inbox_message",
            columns: table => new
            {
                MessageId = table.Column<Guid>(nullable: false),
                Endpoint = table.Column<string>(maxLength: 256, nullable: false),
                ConsumedAt = table.Column<long>(nullable: false),
            },
            constraints: table => table.PrimaryKey("PK_inbox_message", x => new { x.MessageId, x.Endpoint }));

        migrationBuilder.CreateTable(
            name: "dead_message",
            columns: table => new
            {
                Id = table.Column<Guid>(nullable: false),
                MessageId = table.Column<Guid>(nullable: false),
                Endpoint = table.Column<string>(maxLength: 256, nullable: false),
                MessageType = table.Column<string>(maxLength: 512, nullable: false),
                ContentType = table.Column<string>(maxLength: 128, nullable: false),
                Body = table.Column<byte[]>(nullable: false),
                Reason = table.Column<string>(nullable: false),
                FailedAt = table.Column<long>(nullable: false),
            },
            constraints: table => table.PrimaryKey("PK_dead_message", x => x.Id));
    }
}
