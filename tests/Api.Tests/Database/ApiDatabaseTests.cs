using InfraAgent.Api.Database;
using InfraAgent.TestBed;

namespace InfraAgent.Api.Tests.Database;

public sealed class ApiDatabaseTests
{
    [Fact]
    public async Task The_migrations_make_the_tables_that_the_model_describes_on_sqlite() => Assert.Empty(await SchemaCheck.SqliteAsync(new ApiDatabase()));

    [Requires(Part.PostgreSql)]
    public async Task The_migrations_make_the_tables_that_the_model_describes_on_postgres() => Assert.Empty(await SchemaCheck.PostgresAsync(new ApiDatabase()));
}
