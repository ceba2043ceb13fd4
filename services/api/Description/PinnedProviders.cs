using InfraAgent.Generator;
using InfraAgent.Hosting.Configuration;
using InfraAgent.Hosting.Environments;

namespace InfraAgent.Api.Description;

/// <summary>The environment registry's <c>providers</c> against the catalog: a name that means nothing would pin nothing, and nobody would see it.</summary>
static class PinnedProviders
{
    /// <param name="environments">The registry.</param>
    /// <param name="catalog">Read only where there is something to look up.</param>
    /// <exception cref="ConfigurationException">Names the environment and the provider.</exception>
    public static void Check(EnvironmentRegistry environments, Lazy<ModuleCatalog> catalog)
    {
        var pins = environments.Declared.SelectMany(e => e.Standards.Providers.Keys.Select(p => (Environment: e.Name, Provider: p))).ToArray();
        if (pins.Length == 0) return;
        var known = catalog.Value.Providers;
        ConfigurationProblem[] problems =
        [
            .. pins.Where(p => !known.Contains(p.Provider)).Select(p => new ConfigurationProblem("Environments:File",
                $"'{environments.File}': 'providers' of the environment '{p.Environment}' names '{p.Provider}', which no cloud of the catalog has; known: {string.Join(", ", known)}. Correct the name, or take the line out."))
        ];
        if (problems.Length > 0) throw new ConfigurationException(problems);
    }
}
