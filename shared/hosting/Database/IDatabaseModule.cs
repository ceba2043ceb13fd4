using System.Reflection;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Migrations;

namespace InfraAgent.Hosting.Database;

/// <summary>One service's share of the process's database: its entities and the migrations that make their tables.</summary>
public interface IDatabaseModule
{
    string Name { get; }

    void Configure(ModelBuilder model);

    /// <summary>The module's migrations: the classes with <see cref="MigrationAttribute"/> in the module's namespace and below.</summary>
    IEnumerable<TypeInfo> Migrations
    {
        get
        {
            var home = GetType().Namespace + ".";
            return GetType().Assembly.DefinedTypes.Where(type =>
                type.IsSubclassOf(typeof(Migration)) && !type.IsAbstract
                && type.GetCustomAttribute<MigrationAttribute>() is not null
                && (type.Namespace + ".").StartsWith(home, StringComparison.Ordinal));
        }
    }
}
