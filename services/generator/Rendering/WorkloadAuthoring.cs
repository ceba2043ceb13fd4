using InfraAgent.Contracts;

namespace InfraAgent.Generator;

/// <summary>From a specification that was read to the workloads that a writer is handed: as the specification alone has them, and as they run
/// in the environment of the request.</summary>
sealed class WorkloadAuthoring(ModuleCatalog catalog, BundleSpec spec, EnvironmentOverrides environments, FindingList findings)
{
    public BundleInput? Read(GenerateBundle command)
    {
        var bindings = command.Parameters.Count == 0 ? new Bindings([], [])
            : new ParameterBinder(spec.Cloud, spec.Modules, spec.Services, null, findings).Bind(command.Parameters);
        var runs = Variant(spec, ServiceParameters.Apply(spec.Services, bindings.Fields), bindings.Inputs, findings);
        if (findings.Count > 0) return null;

        var places = spec.Services.ToDictionary(s => s.Name, s => s.Node.Place, StringComparer.Ordinal);
        var workloads = runs.Build(places);
        var same = bindings is { Inputs.Count: 0, Fields.Count: 0 } && !environments.Has(command.Environment);
        return new BundleInput
        {
            Command = command,
            Cloud = spec.Cloud,
            Workloads = workloads,
            Base = same ? workloads : Base(bindings),
            Places = places,
            Observability = spec.Observability,
            Tags = spec.Tags,
            Settable = SettableParameter.Of(spec),
            Outputs = spec.Modules.SelectMany(m => m.Definition.Outputs.Select(o => ($"{m.Name}.{o.Name}", o.Description)))
                .Concat(spec.Services.SelectMany(s => WorkloadAssembly.ServiceOutputs.Select(o => ($"{s.Name}.{o.Name}", o.Description)))),
            Patches = spec.Patches,
            PulumiLanguage = spec.PulumiLanguage,
            Parameters = GivenParameter.Of(command, bindings, _ => [], terraform: false),
            Bound = bindings.Fields.Select(f => f.FullName).Concat(bindings.Inputs.Where(i => i.Module is not null).Select(i => $"{i.Module!.Name}.{i.Input.Name}")).ToHashSet(StringComparer.Ordinal)
        };
    }

    // What only an override or a parameter gives, and nothing can do without, is taken from there.
    IReadOnlyList<Workload> Base(Bindings bindings)
    {
        var found = new FindingList();
        var said = new SpecReader(catalog, spec.Runtime, found).Read(environments.Base);
        IReadOnlyList<Workload> workloads = [];
        if (said is not null)
        {
            var nodes = ServiceParameters.Apply(spec.Services, bindings.Fields).ToDictionary(s => s.Name, s => s.Node, StringComparer.Ordinal);
            var services = said.Services.Select(s => s.Node["image"] is null && nodes.GetValueOrDefault(s.Name)?["image"] is { } image ? s with { Node = s.Node.With("image", image) } : s);
            var merged = spec.Modules.ToDictionary(m => m.Name, StringComparer.Ordinal);
            var modules = said.Modules.Select(m => WithRequired(m, merged.GetValueOrDefault(m.Name)));
            var required = bindings.Inputs.Where(b => b.Input.Required && said.Modules.Any(m => m.Name == b.Module?.Name && m.Node[b.Input.Name] is null));
            var variant = Variant(said with { Modules = [.. modules] }, [.. services], [.. required], found);
            if (found.Count == 0) workloads = variant.Build(said.Services.ToDictionary(s => s.Name, s => s.Node.Place, StringComparer.Ordinal));
        }

        findings.AddNew(found.ToList());
        return workloads;
    }

    static ModuleSpec WithRequired(ModuleSpec module, ModuleSpec? merged) => merged is null ? module : module with
    {
        Node = module.Definition.Inputs.Values.Where(i => i.Required && module.Node[i.Name] is null && merged.Node[i.Name] is not null)
            .Aggregate(module.Node, (node, input) => node.With(input.Name, merged.Node[input.Name]))
    };

    WorkloadAssembly Variant(BundleSpec variant, IReadOnlyList<ServiceSpec> services, IReadOnlyList<BoundParameter> bound, FindingList found)
    {
        var references = InstanceOutputs.Of(catalog, variant, found);
        var inputs = new InputsReader(new ValueReader(found, references), found);
        variant = variant with { Modules = [.. variant.Modules.Select(inputs.Read)] };
        var reader = new ServiceReader(references, found);
        Workload[] workloads = [.. services.Select(reader.Read).Where(w => w is not null).Select(w => w!)];
        InstanceOutputs.CheckDependsOn(variant, workloads, found);
        var nodes = services.ToDictionary(s => s.Name, s => s.Node, StringComparer.Ordinal);
        DependencyGraph.RefuseCycles([.. workloads.SelectMany(w => w.DependsOn.Select(d => new Dependency(w.Name, d, nodes[w.Name].PlaceOf("depends_on"))))], found);

        var arguments = new Wiring(variant, bound, found).Arguments();
        var values = bound.Where(b => b.Module is not null).ToDictionary(b => (b.Module!.Name, b.Input.Name), b => b.Value);
        return new WorkloadAssembly(variant.Modules, workloads, module => arguments[module.Name]
            .Select(a => KeyValuePair.Create(a.Key, values.GetValueOrDefault((module.Name, a.Key)) ?? a.Value))
            // The deployment's name and tags are the writer's business.
            .Where(a => a.Value is not HclReference { Output: null })
            .ToDictionary(StringComparer.Ordinal), found);
    }
}
