using System.Reflection;

namespace InfraAgent.SimulatedProvider.Schemas;

/// <summary>Everything that the simulated provider knows about: its configuration, resource types, data sources and ephemeral resources.</summary>
public sealed class ProviderSchema
{
    readonly Dictionary<string, ObjectSchema> resources, data, ephemeral;

    public ProviderSchema(IReadOnlyList<ObjectSchema> all)
    {
        Configuration = all.Single(s => s.Kind == ObjectKind.Provider);
        resources = all.Where(s => s.Kind == ObjectKind.Resource).ToDictionary(s => s.Name, StringComparer.Ordinal);
        data = all.Where(s => s.Kind == ObjectKind.Data).ToDictionary(s => s.Name, StringComparer.Ordinal);
        ephemeral = all.Where(s => s.Kind == ObjectKind.Ephemeral).ToDictionary(s => s.Name, StringComparer.Ordinal);
    }

    public ObjectSchema Configuration { get; }

    public IReadOnlyCollection<ObjectSchema> Resources => resources.Values;

    public IReadOnlyCollection<ObjectSchema> DataSources => data.Values;

    public IReadOnlyCollection<ObjectSchema> Ephemerals => ephemeral.Values;

    /// <summary>Reads the plugin's schema files, which are embedded in this assembly.</summary>
    public static ProviderSchema Load(SimulatedPlugin plugin)
    {
        var assembly = Assembly.GetExecutingAssembly();
        var all = new List<ObjectSchema>();
        foreach (var name in assembly.GetManifestResourceNames().Where(n => n.StartsWith(plugin.Name + "/", StringComparison.Ordinal)))
        {
            using var text = new StreamReader(assembly.GetManifestResourceStream(name)!);
            all.AddRange(SchemaText.Read(name, text));
        }
        return new(all);
    }

    public ObjectSchema Resource(string type) => Find(resources, type, "resource type");

    public ObjectSchema Data(string type) => Find(data, type, "data source");

    public ObjectSchema Ephemeral(string type) => Find(ephemeral, type, "ephemeral resource");

    static ObjectSchema Find(Dictionary<string, ObjectSchema> known, string type, string kind) =>
        known.GetValueOrDefault(type) ?? throw new KeyNotFoundException(
            $"The simulated provider has no {kind} '{type}'. Add it to a file in tests/SimulatedProvider/Schemas.");
}
