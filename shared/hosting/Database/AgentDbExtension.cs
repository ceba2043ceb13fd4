using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.Extensions.DependencyInjection;

namespace InfraAgent.Hosting.Database;

/// <summary>What a process gives its contexts: pooled contexts have no constructor arguments, and two sets of modules in one
/// process (tests) need two models.</summary>
sealed class AgentDbExtension(DatabaseSettings settings, IReadOnlyList<IDatabaseModule> modules) : IDbContextOptionsExtension
{
    public DatabaseSettings Settings { get; } = settings;
    public IReadOnlyList<IDatabaseModule> Modules { get; } = [.. modules.OrderBy(m => m.Name, StringComparer.Ordinal)];
    public DatabaseClock Clock { get; } = new(settings.Kind);
    public WriteGate? Gate { get; } = settings.File is { } file ? WriteGate.For(file) : null;

    public DbContextOptionsExtensionInfo Info => field ??= new ExtensionInfo(this);

    public void ApplyServices(IServiceCollection services) { }

    public void Validate(IDbContextOptions options)
    {
        if (Modules.GroupBy(m => m.Name).FirstOrDefault(g => g.Count() > 1) is { } twice)
            throw new InvalidOperationException($"Database module '{twice.Key}' is registered twice.");
    }

    sealed class ExtensionInfo(AgentDbExtension extension) : DbContextOptionsExtensionInfo(extension)
    {
        readonly string _modules = string.Join(',', extension.Modules.Select(m => m.GetType().AssemblyQualifiedName));

        public override bool IsDatabaseProvider => false;
        public override string LogFragment => "modules=" + string.Join(',', extension.Modules.Select(m => m.Name)) + ' ';
        public override int GetServiceProviderHashCode() => _modules.GetHashCode(StringComparison.Ordinal);
        public override bool ShouldUseSameServiceProvider(DbContextOptionsExtensionInfo other) =>
            other is ExtensionInfo info && info._modules == _modules;
        public override void PopulateDebugInfo(IDictionary<string, string> debugInfo) => debugInfo["AgentDb:Modules"] = _modules;
    }
}
