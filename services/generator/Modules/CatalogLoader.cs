using System.Text;
using System.Text.RegularExpressions;
using InfraAgent.Contracts;
using Scriban.Runtime;

namespace InfraAgent.Generator;

/// <summary>Reads catalog folders, the later ones adding to and overriding the earlier. What is broken is left out and reported; an override
/// that is broken takes what it overrides with it, since somebody meant to replace that.</summary>
public static partial class CatalogLoader
{
    static readonly string[] GeneratedInModules = ["variables.tf", "outputs.tf", "versions.tf"];
    static readonly string[] GeneratedInRoot = ["main.tf", "variables.tf", "outputs.tf", "versions.tf"];

    public static ModuleCatalog Load(IEnumerable<CatalogFolder> folders)
    {
        var all = folders.ToArray();
        var reading = new Reading();
        foreach (var folder in all) reading.Clouds(folder);
        foreach (var folder in all) reading.Modules(folder);
        reading.Mappings();

        var digest = Digests.OfFiles(all.SelectMany((folder, i) => folder.Files.Select(f =>
            KeyValuePair.Create($"{i}/{f.Key}", Digests.Of(Encoding.UTF8.GetBytes(f.Value))))));
        return new ModuleCatalog(reading.CloudsByName, reading.ModulesByName, reading.Broken, reading.Problems, digest);
    }

    sealed class Reading
    {
        public Dictionary<string, CloudDefinition> CloudsByName { get; } = new(StringComparer.Ordinal);
        public Dictionary<(string, string), SortedList<ModuleVersion, ModuleDefinition>> ModulesByName { get; } = [];
        public Dictionary<(string, string), CatalogProblem> Broken { get; } = [];
        public List<CatalogProblem> Problems { get; } = [];

        public void Clouds(CatalogFolder folder)
        {
            foreach (var (path, text) in folder.Files.OrderBy(f => f.Key, StringComparer.Ordinal))
            {
                if (path.Split('/') is not [var name, "cloud.yaml"]) continue;
                Try((name, ""), () =>
                {
                    var cloud = CloudReader.Read($"{folder.Name}/{path}", text);
                    if (cloud.Name != name) throw Wrong(folder, path, $"The cloud is called '{cloud.Name}' and its folder '{name}'.");
                    var model = new ScriptObject { ["cloud"] = new ScriptObject { ["name"] = cloud.Name } };
                    var names = folder.Files.TryGetValue($"{name}/pulumi.yaml", out var pulumi) ? PulumiNames.Read($"{folder.Name}/{name}/pulumi.yaml", pulumi) : null;
                    CloudsByName[name] = cloud with { Files = Render(folder, name, GeneratedInRoot, model), Pulumi = names };
                });
            }
        }

        public void Modules(CatalogFolder folder)
        {
            foreach (var place in folder.Files.Keys.Select(k => k.Split('/')).GroupBy(p => string.Join('/', p[..^1])).OrderBy(g => g.Key, StringComparer.Ordinal))
            {
                if (place.Key.Split('/') is not [var cloud, var directory])
                {
                    if (place.Key.Length == 0 || place.Key.Contains('/', StringComparison.Ordinal))
                        Problems.Add(Wrong(folder, string.Join('/', place.First()), "Files of a catalog are at <cloud>/ or <cloud>/<module>/.").Problem);
                    continue;
                }

                Try((cloud, VersionFolder().Replace(directory, "")), () => Module(folder, cloud, directory));
            }
        }

        void Module(CatalogFolder folder, string cloud, string directory)
        {
            var path = $"{cloud}/{directory}/module.yaml";
            if (!folder.Files.TryGetValue(path, out var text)) throw Wrong(folder, path, "A module's folder needs a module.yaml.");
            if (!CloudsByName.TryGetValue(cloud, out var definition)) throw Wrong(folder, path, $"Cloud '{cloud}' has no cloud.yaml that can be used.");

            foreach (var module in ModuleReader.Read($"{folder.Name}/{path}", text, definition))
            {
                if (!directory.StartsWith(module.Name, StringComparison.Ordinal))
                    throw Wrong(folder, path, $"Module '{module.Name}' must be in a folder of its name, which may end in a version; this one is '{directory}'.");
                var served = module with { Files = Render(folder, $"{cloud}/{directory}", GeneratedInModules, Model(module)), Workload = Workload(folder, $"{cloud}/{directory}", module) };
                if (served.Workload is not null && served.Files.Count > 0)
                    throw Wrong(folder, path, $"A module is either terraform code or a {WorkloadTemplate.FileName}: give one of them another folder and name.");
                var files = new SortedDictionary<string, byte[]>(served.Files.ToDictionary(), StringComparer.Ordinal);
                if (served.Workload is null)
                {
                    foreach (var (name, content) in ModuleFiles.Generate(definition, served)) files[name] = content;
                }

                var sources = served.Workload is null ? files.AsEnumerable() : [KeyValuePair.Create(WorkloadTemplate.FileName, Encoding.UTF8.GetBytes(folder.Files[$"{cloud}/{directory}/{WorkloadTemplate.FileName}"]))];
                if (served.Workload is null && definition.Pulumi is { } pulumi)
                {
                    var code = served with { Files = files };
                    served = served with { Pulumi = new Lazy<PulumiCode>(() => PulumiCode.Read(code, pulumi)) };
                }

                served = served with { Files = files, Digest = Digests.OfFiles(sources.Select(f => KeyValuePair.Create(f.Key, Digests.Of(f.Value)))) };

                if (!ModulesByName.TryGetValue((cloud, module.Name), out var versions)) ModulesByName[(cloud, module.Name)] = versions = [];
                versions[module.Version] = served;
            }
        }

        // A mapping of services that does not fit its module is as good as none.
        public void Mappings()
        {
            foreach (var cloud in CloudsByName.Values.Where(c => c.Workload is not null).ToArray())
            {
                var mapping = cloud.Workload!;
                var module = ModulesByName.GetValueOrDefault((cloud.Name, mapping.Module))?.Values.LastOrDefault(m => m.Workload is null);
                if (module is not null && mapping.Inputs.Keys.All(i => module.Inputs.TryGetValue(i, out var input) && input.Settable)) continue;
                if (!Broken.ContainsKey((cloud.Name, mapping.Module)))
                    Problems.Add(new CatalogProblem($"{cloud.Name}/cloud.yaml", 1, $"'workload' names the module '{mapping.Module}' or inputs of it that are not there."));
                CloudsByName[cloud.Name] = cloud with { Workload = null };
            }
        }

        void Try((string Cloud, string Module) what, Action read)
        {
            try
            {
                read();
            }
            catch (CatalogException e)
            {
                Problems.Add(e.Problem);
                Broken[what] = e.Problem;
                if (what.Module.Length == 0) CloudsByName.Remove(what.Cloud);
                else ModulesByName.Remove(what);
            }
        }
    }

    static SortedDictionary<string, byte[]> Render(CatalogFolder folder, string directory, string[] generated, ScriptObject model)
    {
        var files = new SortedDictionary<string, byte[]>(StringComparer.Ordinal);
        foreach (var (path, text) in folder.Files.OrderBy(f => f.Key, StringComparer.Ordinal))
        {
            if (!path.StartsWith(directory + "/", StringComparison.Ordinal) || !path.EndsWith(".scriban", StringComparison.Ordinal)) continue;
            var name = path[(directory.Length + 1)..^".scriban".Length];
            if (name.Contains('/', StringComparison.Ordinal) || path.EndsWith('/' + WorkloadTemplate.FileName, StringComparison.Ordinal)) continue;
            if (!CodeFile().IsMatch(name)) throw Wrong(folder, path, "A template is called <name>.tf.scriban or workload.yaml.scriban.");
            if (generated.Contains(name)) throw Wrong(folder, path, $"{name} is made from the YAML file; put this into another file.");
            files[name] = Encoding.UTF8.GetBytes(HclFormatter.Format(CodeTemplate.Parse($"{folder.Name}/{path}", text).Render(model)));
        }

        return files;
    }

    static WorkloadTemplate? Workload(CatalogFolder folder, string directory, ModuleDefinition module) =>
        folder.Files.TryGetValue($"{directory}/{WorkloadTemplate.FileName}", out var text) ? WorkloadTemplate.Parse($"{folder.Name}/{directory}/{WorkloadTemplate.FileName}", text, module) : null;

    static ScriptObject Model(ModuleDefinition module) => new()
    {
        ["module"] = new ScriptObject { ["name"] = module.Name, ["label"] = module.Label, ["version"] = module.Version.Text }
    };

    static CatalogException Wrong(CatalogFolder folder, string path, string message) => new(new CatalogProblem($"{folder.Name}/{path}", 1, message));

    [GeneratedRegex(@"\A[a-z][a-z0-9_-]*\.tf\z", RegexOptions.NonBacktracking)]
    private static partial Regex CodeFile();

    /// <summary>What a folder's name may have after the module's: <c>postgres-1.1</c>.</summary>
    [GeneratedRegex(@"-[0-9][0-9.]*\z", RegexOptions.NonBacktracking)]
    private static partial Regex VersionFolder();
}
