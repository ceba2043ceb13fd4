using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace InfraAgent.Hosting.Database;

public static class DatabaseServices
{
    /// <summary>The process's database: <see cref="AgentDb"/> in every scope, <c>IDbContextFactory&lt;AgentDb&gt;</c> elsewhere, migrated before
    /// the host starts. Call it once; services add their tables with <see cref="AddDatabaseModule{TModule}"/>.</summary>
    public static IServiceCollection AddAgentDatabase(this IServiceCollection services, string connectionString)
    {
        var settings = DatabaseSettings.Parse(connectionString);
        services.AddSingleton(settings);
        services.AddSingleton(provider => new AgentDbExtension(settings, [.. provider.GetServices<IDatabaseModule>()]));
        services.AddPooledDbContextFactory<AgentDb>((provider, options) => Configure(options, provider.GetRequiredService<AgentDbExtension>()), poolSize: 128);
        services.AddScoped(provider => provider.GetRequiredService<IDbContextFactory<AgentDb>>().CreateDbContext());
        services.AddSingleton<DatabaseMigration>();
        services.AddSingleton<IHostedService>(provider => provider.GetRequiredService<DatabaseMigration>());
        return services;
    }

    /// <summary>Adds a service's entities and migrations to the process's database.</summary>
    public static IServiceCollection AddDatabaseModule<TModule>(this IServiceCollection services)
        where TModule : class, IDatabaseModule
    {
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IDatabaseModule, TModule>());
        return services;
    }

    internal static void Configure(DbContextOptionsBuilder options, AgentDbExtension process)
    {
        ((IDbContextOptionsBuilderInfrastructure)options).AddOrUpdateExtension(process);
        options.ReplaceService<Microsoft.EntityFrameworkCore.Migrations.IMigrationsAssembly, ModuleMigrations>();
        options.AddInterceptors(new CommitNotice());
        options.ConfigureWarnings(warnings => warnings
            // There is no snapshot to compare with; tests compare the schemas themselves.
            .Ignore(RelationalEventId.PendingModelChangesWarning)
            // Lost races end here by design and are retried; whoever gives up on one logs it.
            .Log((RelationalEventId.CommandError, LogLevel.Debug), (CoreEventId.SaveChangesFailed, LogLevel.Debug), (CoreEventId.OptimisticConcurrencyException, LogLevel.Debug)));

        if (process.Settings.Kind == DatabaseKind.PostgreSql)
        {
            options.UseNpgsql(process.Settings.ConnectionString, npgsql => npgsql.MigrationsHistoryTable("__migrations", process.Settings.Schema));
        }
        else
        {
            options.UseSqlite(process.Settings.ConnectionString, sqlite => sqlite.MigrationsHistoryTable("__migrations").CommandTimeout(30));
            options.AddInterceptors(new SqliteConnectionSettings());
        }
    }
}
