using MassTransit;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace InfraAgent.Hosting.Database;

/// <summary>The process's one database context, made of the modules of the services that run in it. What is saved together is
/// committed together: a saga, its rows, its inbox entry and its outgoing messages.</summary>
public sealed class AgentDb(DbContextOptions<AgentDb> options) : DbContext(options)
{
    readonly AgentDbExtension _process = options.GetExtension<AgentDbExtension>();
    List<Action>? _afterCommit;
    bool _insideGate;

    public DatabaseKind Kind => _process.Settings.Kind;

    /// <summary>The database's clock: for leases and due times, which several processes compare.</summary>
    public DatabaseClock Clock => _process.Clock;

    /// <summary>Runs once what is saved next is committed, also when it is committed by an explicit transaction; never if it is not.
    /// It must not throw and must not block.</summary>
    public void AfterCommit(Action action) => (_afterCommit ??= []).Add(action);

    /// <summary>For writes that do not go through <c>SaveChanges</c> (ExecuteUpdate, SQL, an explicit transaction): takes the turn
    /// among this process's writers, which SQLite needs; on PostgreSQL it just runs them.</summary>
    public async Task<T> WriteAsync<T>(Func<Task<T>> write, CancellationToken cancel)
    {
        // A transaction that is open already holds SQLite's write lock: waiting for the gate then would wait for ourselves.
        if (_process.Gate is not { } gate || _insideGate || Database.CurrentTransaction is not null) return await write();

        await gate.EnterAsync(cancel);
        _insideGate = true;
        try
        {
            return await write();
        }
        finally
        {
            _insideGate = false;
            gate.Leave();
        }
    }

    public override async Task<int> SaveChangesAsync(bool acceptAllChangesOnSuccess, CancellationToken cancellationToken = default)
    {
        int saved;
        Saving = true;
        try
        {
            saved = await WriteAsync(() => base.SaveChangesAsync(acceptAllChangesOnSuccess, cancellationToken), cancellationToken);
        }
        finally
        {
            Saving = false;
        }
        if (Database.CurrentTransaction is null) Committed();
        return saved;
    }

    public override int SaveChanges(bool acceptAllChangesOnSuccess) =>
        throw new NotSupportedException("AgentDb is saved by SaveChangesAsync: a blocked thread would hold up every writer of the process.");

    public override void Dispose()
    {
        _afterCommit = null;
        base.Dispose();
    }

    public override ValueTask DisposeAsync()
    {
        _afterCommit = null; // contexts are pooled: what was never committed must not be announced by the next user
        return base.DisposeAsync();
    }

    internal bool Saving { get; private set; }

    internal void Committed()
    {
        var actions = _afterCommit;
        _afterCommit = null;
        if (actions is null) return;
        foreach (var action in actions) action();
    }

    internal void RolledBack() => _afterCommit = null;

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder) =>
        configurationBuilder.Properties<DateTimeOffset>().HaveConversion<UnixMilliseconds>();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        foreach (var module in _process.Modules) module.Configure(modelBuilder);

        foreach (var entity in modelBuilder.Model.GetEntityTypes())
        {
            if (!entity.ClrType.IsAssignableTo(typeof(ISaga))) continue;
            var saga = modelBuilder.Entity(entity.ClrType);
            saga.HasKey(nameof(ISaga.CorrelationId));
            saga.Property(nameof(ISaga.CorrelationId)).ValueGeneratedNever();
            if (!entity.ClrType.IsAssignableTo(typeof(ISagaVersion)))
                throw new InvalidOperationException($"{entity.ClrType.Name} must implement ISagaVersion: its Version is what stops two messages from changing the same saga at once.");
            saga.Property(nameof(ISagaVersion.Version)).IsConcurrencyToken();
        }
    }

    /// <summary>Instants as whole milliseconds since 1970 UTC: both databases then compare and order them.</summary>
    sealed class UnixMilliseconds() : ValueConverter<DateTimeOffset, long>(
        instant => instant.ToUnixTimeMilliseconds(),
        stored => DateTimeOffset.FromUnixTimeMilliseconds(stored));
}
