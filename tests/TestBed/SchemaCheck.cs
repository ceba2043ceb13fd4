using InfraAgent.Hosting.Database;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace InfraAgent.TestBed;

/// <summary>Shows that migrations make the schema that the model describes: one database is migrated, another is made from the model,
/// and their tables, columns and indexes are compared.</summary>
public static class SchemaCheck
{
    /// <summary>What differs on SQLite; empty when nothing does.</summary>
    public static async Task<IReadOnlyList<string>> SqliteAsync(params IDatabaseModule[] modules)
    {
        using var folder = new TempFolder();
        return await CompareAsync($"Data Source={folder.File("migrated.db")};Pooling=false", $"Data Source={folder.File("model.db")};Pooling=false", modules);
    }

    /// <summary>What differs on PostgreSQL; empty when nothing does.</summary>
    public static async Task<IReadOnlyList<string>> PostgresAsync(params IDatabaseModule[] modules)
    {
        var server = await PostgresServer.SharedAsync();
        return await CompareAsync(await server.CreateDatabaseAsync("checked"), await server.CreateDatabaseAsync(), modules);
    }

    static async Task<IReadOnlyList<string>> CompareAsync(string migrated, string made, IDatabaseModule[] modules)
    {
        var fromMigrations = await DescribeAsync(migrated, modules, async provider => await provider.GetRequiredService<DatabaseMigration>().MigrateAsync(CancellationToken.None));
        var fromModel = await DescribeAsync(made, modules, async provider =>
        {
            await using var scope = provider.CreateAsyncScope();
            await scope.ServiceProvider.GetRequiredService<AgentDb>().Database.EnsureCreatedAsync();
        });
        return
        [
            .. fromModel.Except(fromMigrations).Select(line => "not made by the migrations: " + line),
            .. fromMigrations.Except(fromModel).Select(line => "not in the model: " + line),
        ];
    }

    static async Task<IReadOnlyList<string>> DescribeAsync(string connectionString, IDatabaseModule[] modules, Func<IServiceProvider, Task> make)
    {
        var services = new ServiceCollection().AddLogging();
        services.AddAgentDatabase(connectionString);
        foreach (var module in modules) services.AddSingleton(module);
        await using var provider = services.BuildServiceProvider();
        await make(provider);
        await using var scope = provider.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<AgentDb>();
        var query = db.Kind == DatabaseKind.Sqlite ? Sqlite : Postgres;
        var lines = await db.Database.SqlQueryRaw<string>(query).ToListAsync();
        if (lines.Count == 0) throw new InvalidOperationException("The database is empty: there is nothing to compare.");
        return lines;
    }

    const string Sqlite = """
        SELECT t.name || '.' || c.name || ' ' || c.type || ' notnull=' || c."notnull" || ' pk=' || c.pk || ' default=' || coalesce(c.dflt_value, '')
            || ' autoincrement=' || (t.sql LIKE '%AUTOINCREMENT%') AS "Value"
        FROM sqlite_master t JOIN pragma_table_info(t.name) c
        WHERE t.type = 'table' AND t.name NOT LIKE 'sqlite_%' AND t.name NOT LIKE '\_\_%' ESCAPE '\'
        UNION ALL
        SELECT i.tbl_name || ' ' || coalesce(i.sql, i.name) FROM sqlite_master i WHERE i.type = 'index' AND i.tbl_name NOT LIKE '\_\_%' ESCAPE '\'
        UNION ALL
        SELECT t.name || ' foreign key ' || f."from" || ' -> ' || f."table" || '.' || coalesce(f."to", '') || ' on delete ' || f.on_delete
        FROM sqlite_master t JOIN pragma_foreign_key_list(t.name) f WHERE t.type = 'table'
        """;

    const string Postgres = """
        SELECT table_name || '.' || column_name || ' ' || data_type || '(' || coalesce(character_maximum_length::text, '') || ') null=' || is_nullable
            || ' identity=' || coalesce(identity_generation, '') || ' default=' || coalesce(column_default, '') AS "Value"
        FROM information_schema.columns WHERE table_schema NOT IN ('pg_catalog', 'information_schema') AND table_name NOT LIKE '\_\_%'
        UNION ALL
        SELECT tablename || ' ' || replace(indexdef, schemaname || '.', '') FROM pg_indexes
        WHERE schemaname NOT IN ('pg_catalog', 'information_schema') AND tablename NOT LIKE '\_\_%'
        UNION ALL
        SELECT c.conname || ' ' || replace(pg_get_constraintdef(c.oid), n.nspname || '.', '') FROM pg_constraint c JOIN pg_namespace n ON n.oid = c.connamespace
        WHERE n.nspname NOT IN ('pg_catalog', 'information_schema') AND c.conname NOT LIKE '%\_\_migrations%'
        """;
}
