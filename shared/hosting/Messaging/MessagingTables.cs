using InfraAgent.Hosting.Database;
using Microsoft.EntityFrameworkCore;

namespace InfraAgent.Hosting.Messaging;

/// <summary>The tables of inbox, outbox and dead messages.</summary>
public sealed class MessagingTables : IDatabaseModule
{
    public string Name => "messaging";

    public void Configure(ModelBuilder model)
    {
        model.Entity<OutboxMessage>(outbox =>
        {
            outbox.ToTable("outbox_message");
            outbox.HasKey(x => x.Id);
            outbox.Property(x => x.Id).ValueGeneratedNever();
            outbox.Property(x => x.MessageType).HasMaxLength(512);
            outbox.Property(x => x.Destination).HasMaxLength(1024);
            outbox.Property(x => x.ContentType).HasMaxLength(128);
            outbox.Property(x => x.OrderKey).HasMaxLength(128);
            outbox.Property(x => x.TraceParent).HasMaxLength(64);
            outbox.HasIndex(x => x.DueAt);
        });
        model.Entity<InboxMessage>(inbox =>
        {
            inbox.ToTable("inbox_message");
            inbox.HasKey(x => new { x.MessageId, x.Endpoint });
            inbox.Property(x => x.Endpoint).HasMaxLength(256);
        });
        model.Entity<DeadMessage>(dead =>
        {
            dead.ToTable("dead_message");
            dead.HasKey(x => x.Id);
            dead.Property(x => x.Id).ValueGeneratedNever();
            dead.Property(x => x.Endpoint).HasMaxLength(256);
            dead.Property(x => x.MessageType).HasMaxLength(512);
            dead.Property(x => x.ContentType).HasMaxLength(128);
        });
    }
}
