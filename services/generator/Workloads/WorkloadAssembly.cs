using System.Globalization;
using System.Text.Json;
using InfraAgent.Contracts;

namespace InfraAgent.Generator;

/// <summary>Everything that runs, for runtimes that are handed workloads: the services, and what modules' templates make of their inputs.
/// Outputs of modules are known here, so references become the texts that they stand for.</summary>
sealed class WorkloadAssembly
{
    readonly Dictionary<string, ModuleSpec> modules;
    readonly Dictionary<string, Workload> services;
    readonly Func<ModuleSpec, IReadOnlyDictionary<string, HclValue>> arguments;
    readonly FindingList findings;
    readonly HashSet<string> named;
    readonly Dictionary<string, IReadOnlyDictionary<string, HclValue>> inputs = new(StringComparer.Ordinal);

    /// <param name="arguments">The inputs that are set; the others have their defaults.</param>
    public WorkloadAssembly(IReadOnlyList<ModuleSpec> modules, IReadOnlyList<Workload> services, Func<ModuleSpec, IReadOnlyDictionary<string, HclValue>> arguments, FindingList findings)
    {
        this.modules = modules.ToDictionary(m => m.Name, StringComparer.Ordinal);
        this.services = services.ToDictionary(s => s.Name, StringComparer.Ordinal);
        this.arguments = arguments;
        this.findings = findings;
        named = services.SelectMany(Named).ToHashSet(StringComparer.Ordinal);
    }

    /// <summary>Outputs that a service has for the references of others.</summary>
    public static IReadOnlyList<OutputDefinition> ServiceOutputs { get; } =
    [
        new("host", "Name that the service is reached by.", "", InputType.Text),
        new("port", "Its first TCP port.", "", InputType.Integer)
    ];

    /// <summary>In order of their names. <paramref name="places"/> is told where each stands in the request.</summary>
    public IReadOnlyList<Workload> Build(Dictionary<string, string> places)
    {
        var all = services.Values.Select(s => Told(Resolve(s), Named(s))).ToList();
        foreach (var module in modules.Values)
        {
            foreach (var made in Made(module))
            {
                if (!places.TryAdd(made.Name, module.Node.Place))
                    findings.Add(SpecRules.SaidTwice, module.Node.Place, $"{module.What} makes a workload '{made.Name}', and that name is taken by {places[made.Name]}.", "Choose another name.");
                all.Add(made);
            }
        }

        return [.. all.OrderBy(w => w.Name, StringComparer.Ordinal)];
    }

    static IEnumerable<string> Named(Workload service) => service.DependsOn.Concat(service.References.Values.Select(r => r.Instance));

    // A service is told of the instance of a kind that it names, by a reference or in depends_on, or of the only one there is, which nobody names:
    // whoever says who uses a database has said who does not.
    Workload Told(Workload service, IEnumerable<string> names)
    {
        var mine = names.ToHashSet(StringComparer.Ordinal);
        foreach (var kind in modules.Values.Where(m => m.Definition.Connection is not null).GroupBy(m => m.Definition.Name, StringComparer.Ordinal))
        {
            ModuleSpec[] used = [.. kind.Where(m => mine.Contains(m.Name))];
            if (used.Length == 0) used = [.. kind.Where(_ => kind.Count() == 1).Where(m => !named.Contains(m.Name))];
            if (used is [var module]) service = Told(service, module);
        }

        return service;
    }

    // What the service says of a variable itself holds.
    Workload Told(Workload service, ModuleSpec module)
    {
        var values = Inputs(module);
        var variables = new SortedDictionary<string, string>(service.Variables.ToDictionary(), StringComparer.Ordinal);
        var secrets = new SortedDictionary<string, SecretReference>(service.Secrets.ToDictionary(), StringComparer.Ordinal);
        foreach (var (name, text) in (Try(module, w => w.Variables(module.Name, values, service.Name)) ?? []).Where(v => !service.Secrets.ContainsKey(v.Key))) variables.TryAdd(name, text);
        foreach (var (name, input) in module.Definition.Connection!.Secrets.Where(s => !service.Variables.ContainsKey(s.Key)))
        {
            if (values[input] is HclText text && SecretReference.TryParse(text.Value) is { } secret) secrets.TryAdd(name, secret);
        }

        return service with { Variables = variables, Secrets = secrets, DependsOn = service.DependsOn.Contains(module.Name) ? service.DependsOn : [.. service.DependsOn, module.Name] };
    }

    Workload Resolve(Workload workload)
    {
        if (workload.References.Count == 0) return workload;
        var variables = new SortedDictionary<string, string>(workload.Variables.ToDictionary(), StringComparer.Ordinal);
        foreach (var (name, output) in workload.References) variables[name] = Text(output);
        return workload with { Variables = variables, References = new SortedDictionary<string, ModuleReference>(StringComparer.Ordinal) };
    }

    IEnumerable<Workload> Made(ModuleSpec module)
    {
        if (Try(module, w => SpecNode.ReadWhole(w.Services(module.Name, Inputs(module)), module.Node.Place, findings)) is not { } root) yield break;
        var reader = new ServiceReader(new ReferenceReader(new Dictionary<string, IReadOnlyList<OutputDefinition>>(), findings), findings);
        foreach (var (i, node) in (root.Kind == JsonValueKind.Array ? root.Items : [root]).Index())
        {
            // The first is the instance itself; others have its name in front.
            var name = i == 0 || node["name"] is not { } own ? module.Name : $"{module.Name}-{own.Json.GetString()}";
            if (reader.Read(new ServiceSpec(name, node)) is { } workload) yield return workload with { MadeBy = $"{module.Definition.Name}/{module.Definition.Version}" };
        }
    }

    // What a template makes depends on the inputs, so it can still break with those of a request.
    T? Try<T>(ModuleSpec module, Func<WorkloadTemplate, T> make) where T : class
    {
        try
        {
            return make(module.Definition.Workload!);
        }
        catch (CatalogException e)
        {
            findings.AddNew([new Finding
            {
                RuleId = SpecRules.BrokenCatalog,
                Pointer = module.Node.Place,
                Message = $"{module.What} cannot be used with these inputs: its catalog is broken at {e.Problem.File}:{e.Problem.Line}.",
                Remediation = "Have the catalog mended."
            }]);
            return null;
        }
    }

    IReadOnlyDictionary<string, HclValue> Inputs(ModuleSpec module)
    {
        if (inputs.TryGetValue(module.Name, out var known)) return known;
        var given = arguments(module);
        var values = new SortedDictionary<string, HclValue>(StringComparer.Ordinal);
        foreach (var input in module.Definition.Inputs.Values.Where(i => i.Settable))
            values.Add(input.Name, given.TryGetValue(input.Name, out var value) ? Known(value, input.Type) : input.Default ?? HclValue.Null);
        return inputs[module.Name] = values;
    }

    HclValue Known(HclValue value, InputType type) => value switch
    {
        HclReference { Output: { } output } => Typed(Text(output), type),
        HclList list => new HclList([.. list.Items.Select(i => Known(i, type == InputType.IntegerList ? InputType.Integer : InputType.Text))]),
        HclMap map => HclMap.Of(map.Items.Select(i => KeyValuePair.Create(i.Key, Known(i.Value, InputType.Text)))),
        _ => value
    };

    static HclValue Typed(string text, InputType type) =>
        type.IsNumeric() && double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? new HclNumber(number)
        : type == InputType.Bool ? new HclBool(text == "true")
        : new HclText(text);

    string Text(ModuleReference output)
    {
        if (modules.TryGetValue(output.Instance, out var module)) return Try(module, w => w.Output(module.Name, output.Output, Inputs(module))) ?? "";
        var service = services[output.Instance];
        return output.Output == "host" ? service.Name : (WorkloadFields.Port(service)?.Port ?? 0).ToString(CultureInfo.InvariantCulture);
    }
}
