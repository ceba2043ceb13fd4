using System.Reflection;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace InfraAgent.Hosting.Database;

/// <summary>The migrations of all modules of the process, in the order of their ids. There is no model snapshot: that the
/// migrated schema equals the model is shown by tests, on both databases.</summary>
sealed class ModuleMigrations : IMigrationsAssembly
{
    public ModuleMigrations(IDbContextOptions options)
    {
        var migrations = new SortedDictionary<string, TypeInfo>(StringComparer.Ordinal);
        foreach (var module in options.FindExtension<AgentDbExtension>()!.Modules)
        {
            foreach (var migration in module.Migrations)
            {
                var id = migration.GetCustomAttribute<MigrationAttribute>()!.Id;
                if (!migrations.TryAdd(id, migration))
                    throw new InvalidOperationException($"Migration id '{id}' is used by {migrations[id].FullName} and {migration.FullName}; ids must differ over all modules.");
            }
        }
        Migrations = migrations;
    }

    public IReadOnlyDictionary<string, TypeInfo> Migrations { get; }

    public ModelSnapshot? ModelSnapshot => null;

    public Assembly Assembly => typeof(AgentDb).Assembly;

    public string? FindMigrationId(string nameOrId) =>
        Migrations.Keys.FirstOrDefault(id => id == nameOrId || id.EndsWith('_' + nameOrId, StringComparison.Ordinal));

    public Migration CreateMigration(TypeInfo migrationClass, string activeProvider)
    {
        var migration = (Migration)Activator.CreateInstance(migrationClass.AsType())!;
        migration.ActiveProvider = activeProvider;
        return migration;
    }
}
