using System.Text.Json;

namespace InfraAgent.Hcl;

/// <summary>A root module with the modules in folders below it, and what it makes where there is nothing yet, as far as the code alone tells.</summary>
public sealed class HclConfiguration
{
    const int DeepestModules = 16;

    readonly IReadOnlyDictionary<string, List<(string Path, string Text)>> files;
    readonly Dictionary<string, HclFolder> folders = new(StringComparer.Ordinal);
    readonly List<string> missed = [];
    readonly List<HclResource> resources = [];
    readonly HclReferences references;

    HclConfiguration(IReadOnlyDictionary<string, List<(string, string)>> files, HclBudget budget) => (this.files, Budget, references) = (files, budget, new HclReferences(budget));

    internal HclBudget Budget { get; }

    /// <summary>
    /// The resources that a first plan would make. Their values are objects as plans have them, with <c>{"$unknown": true}</c> for what the code does
    /// not tell, and with a member <c>"$open": true</c> where a provider may set more than is there. A resource of which it is not known how many
    /// there will be is one whose values are unknown altogether.
    /// </summary>
    /// <param name="files">Terraform files by their paths from the root's folder.</param>
    /// <param name="variables">What the parameter file sets: an object.</param>
    /// <exception cref="HclException">It is none of the language that is read here, or calls a module that is not among the files; the message says where.</exception>
    /// <exception cref="HclTooLargeException">It is too much to be worked out.</exception>
    public static HclPlan Plan(IEnumerable<KeyValuePair<string, string>> files, JsonElement variables, CancellationToken cancel = default)
    {
        var byFolder = new Dictionary<string, List<(string, string)>>(StringComparer.Ordinal);
        foreach (var (path, text) in files)
        {
            var name = path[(path.LastIndexOf('/') + 1)..];
            if (name.EndsWith(".tf.json", StringComparison.Ordinal) || name is "override.tf" || name.EndsWith("_override.tf", StringComparison.Ordinal)) throw new HclException($"{path}: files of this kind are not read", 0);
            var folder = path[..Math.Max(0, path.LastIndexOf('/'))];
            if (!byFolder.TryGetValue(folder, out var list)) byFolder[folder] = list = [];
            list.Add((path, text));
        }

        var configuration = new HclConfiguration(byFolder, new HclBudget(cancel));
        var root = configuration.Folder("");
        var module = new HclModule(configuration, root, "", "", name => variables.ValueKind == JsonValueKind.Object && variables.TryGetProperty(name, out var value) ? Given(value) : null);
        configuration.Add(module, configuration.Place(root, "", null, null));
        return new HclPlan(configuration.resources, configuration.missed);
    }

    /// <exception cref="HclException">It is not among the files.</exception>
    internal HclFolder FolderOf(HclFolder caller, HclBlock call)
    {
        if (call.Body["source"] is not HclLiteral { Value: DataText { Value: ['.', ..] source } }) throw new HclException($"line {call.Line}: the module '{call.Labels[0]}' is not in a folder of the bundle", call.Line);
        var path = new List<string>(caller.Path.Split('/', StringSplitOptions.RemoveEmptyEntries));
        foreach (var step in source.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            if (step == "..") path = path.Count > 0 ? path[..^1] : throw new HclException($"line {call.Line}: the folder of the module '{call.Labels[0]}' is outside of the bundle", call.Line);
            else if (step != ".") path.Add(step);
        }

        return Folder(string.Join('/', path));
    }

    internal void Missed(string address, HclException what)
    {
        if (missed.Count < 100) missed.Add($"{(address.Length == 0 ? "root" : address.TrimEnd('.'))}, line {what.Line}: {what.Message}");
    }

    HclFolder Folder(string path)
    {
        if (folders.TryGetValue(path, out var folder)) return folder;
        if (!files.TryGetValue(path, out var own)) throw new HclException($"there are no Terraform files in '{path}'", 0);
        return folders[path] = new HclFolder(path, own);
    }

    HclReferences.Place Place(HclFolder folder, string path, HclBlock? call, HclReferences.Place? outer)
    {
        Budget.Deeper();
        if (path.Count(c => c == '.') > DeepestModules * 2) throw new HclTooLargeException($"Modules are nested deeper than {DeepestModules} levels.");
        var inner = new Dictionary<string, HclReferences.Place>(StringComparer.Ordinal);
        var place = new HclReferences.Place(path, folder, call, outer, inner);
        foreach (var (name, block) in folder.Calls) inner[name] = Place(FolderOf(folder, block), $"{path}module.{name}.", block, place);
        return place;
    }

    void Add(HclModule module, HclReferences.Place place)
    {
        foreach (var declaration in module.Folder.Resources.Values)
        {
            if (module.Made(declaration) is not { } made)
            {
                AddUnknown(place, declaration);
                continue;
            }

            foreach (var (key, values) in made.All)
                resources.Add(Resource(place, declaration, $"{module.Address}{declaration.Type}.{declaration.Name}{Instance.SuffixOf(key)}", HclJson.Values(values, Budget)));
        }

        foreach (var (name, call) in module.Folder.Calls)
        {
            if (module.CallsOf(name, call.Line) is not { } calls) AddUnknown(place.Inner[name]);
            else foreach (var (_, called) in calls.All) Add(called, place.Inner[name]);
        }
    }

    void AddUnknown(HclReferences.Place place)
    {
        foreach (var declaration in place.Folder.Resources.Values) AddUnknown(place, declaration);
        foreach (var inner in place.Inner.Values) AddUnknown(inner);
    }

    void AddUnknown(HclReferences.Place place, HclDeclaration declaration) =>
        resources.Add(Resource(place, declaration, $"{place.Path}{declaration.Type}.{declaration.Name}", HclJson.Unknown));

    HclResource Resource(HclReferences.Place place, HclDeclaration declaration, string address, JsonElement values)
    {
        if (resources.Count == HclBudget.LongestList) throw new HclTooLargeException($"There are more than {HclBudget.LongestList} resources.");
        return new(address, $"{place.Path}{declaration.Type}.{declaration.Name}", declaration.Type, values, references.Of(place, declaration), declaration.File, declaration.Block);
    }

    static DataValue Given(JsonElement value)
    {
        try
        {
            return Value(value);
        }
        catch (Exception ex) when (ex is InvalidOperationException or ArgumentException)
        {
            return HclUnknown.Instance; // text that is no Unicode, or two members of one name
        }
    }

    static DataValue Value(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString()!,
        JsonValueKind.Number when value.TryGetDouble(out var number) && double.IsFinite(number) => new DataNumber(number),
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        JsonValueKind.Array => DataList.Of(value.EnumerateArray().Select(Value)),
        JsonValueKind.Object => new DataMap(value.EnumerateObject().Select(m => KeyValuePair.Create(m.Name, Value(m.Value)))),
        JsonValueKind.Null => DataValue.Null,
        _ => HclUnknown.Instance,
    };
}

/// <summary>What a configuration would make.</summary>
/// <param name="Missed">What could not be worked out though the code should tell, where and why; it is unknown in the resources.</param>
public sealed record HclPlan(IReadOnlyList<HclResource> Resources, IReadOnlyList<string> Missed);

/// <summary>A resource of a plan that the code alone tells of.</summary>
/// <param name="Address">With keys of instances: <c>module.a.aws_b.c["d"]</c>.</param>
/// <param name="Declaration">The same without keys.</param>
/// <param name="References">Declarations whose attributes it takes.</param>
/// <param name="File">Where it is written.</param>
public sealed record HclResource(string Address, string Declaration, string Type, JsonElement Values, IReadOnlySet<string> References, string File, HclBlock Code)
{
    /// <summary>Attributes and blocks of which a later plan keeps what is there, whatever the code says; <c>all</c> stands for every one.</summary>
    public IReadOnlyList<string> Ignored { get; } =
    [
        .. Code.Body.Blocks.Where(b => b.Type == "lifecycle").Select(b => b.Body["ignore_changes"])
            .SelectMany(changes => changes switch { HclItems items => items.Items, null => [], _ => [changes] }).Select(RootOf).OfType<string>(),
    ];

    static string? RootOf(HclExpression expression)
    {
        while (true)
        {
            switch (expression)
            {
                case HclName name: return name.Name;
                case HclMember member: expression = member.Of; break;
                case HclIndex index: expression = index.Of; break;
                default: return null;
            }
        }
    }
}
