using InfraAgent.Contracts;

namespace InfraAgent.Generator;

/// <summary>A root module, ready to be written.</summary>
sealed record TerraformRoot(
    BundleSpec Spec, IReadOnlyList<BoundParameter> Parameters, IReadOnlyDictionary<string, IReadOnlyList<KeyValuePair<string, HclValue>>> Arguments, IReadOnlyList<GivenParameter> Given)
{
    /// <summary>Those of the cloud, in the versions that count here.</summary>
    public required IReadOnlyList<ProviderDefinition> Providers { get; init; }


    /// <summary>What the specification itself says holds wherever a parameter file does not; a default cannot be another module's output.</summary>
    public HclValue? Fallback(BoundParameter parameter)
    {
        if (parameter.Module is null) return parameter.Input.Default;
        if (parameter.Fallback is { } said || parameter.Module is not { IsService: false } module) return parameter.Fallback;
        said = Spec.Modules.Single(m => m.Name == module.Name).Inputs.GetValueOrDefault(parameter.Input.Name);
        return said is not null && Wiring.References(said).Any() ? null : said;
    }

    /// <summary>Which instance needs which.</summary>
    public string Diagram()
    {
        DiagramNode[] nodes = [.. Spec.Modules.Select(m => new DiagramNode(m.Name, $"{m.Definition.Name} {m.Definition.Version}"))];
        if (nodes.Length > Mermaid.Most) return Mermaid.Flowchart(nodes, []);
        var edges = Spec.Modules.SelectMany(m => Arguments[m.Name].SelectMany(a => Wiring.References(a.Value is HclMergedMap merged ? merged.Below : a.Value))
            .Select(r => new DiagramEdge(m.Name, r.Instance)).Concat(m.DependsOn.Select(d => new DiagramEdge(m.Name, d, Order: true)))
            .DistinctBy(e => e.To).OrderBy(e => e.To, StringComparer.Ordinal));
        return Mermaid.Flowchart(nodes, [.. edges]);
    }
}

/// <summary>From a specification that was read to calls of modules, their arguments and variables.</summary>
sealed class TerraformAuthoring(ModuleCatalog catalog, BundleSpec spec, FindingList findings)
{
    public TerraformRoot? Read(GenerateBundle command)
    {
        var parameters = command.Parameters;
        var definition = InstanceOutputs.ServiceModule(catalog, spec.Cloud);
        if (spec.Services.Count > 0 && definition is null)
        {
            findings.Add(SpecRules.NotExpressible, "/template_spec/services", $"Cloud '{spec.Cloud.Name}' has no module that services become under runtime 'terraform'.", "Use the cloud's modules.");
            return null;
        }

        IReadOnlyList<ModuleSpec> instances = [.. spec.Modules, .. spec.Services.Select(s => new ModuleSpec(s.Name, definition!, s.Node) { IsService = true })];
        var bindings = parameters.Count == 0 ? new Bindings([], []) : new ParameterBinder(spec.Cloud, instances, spec.Services, spec.Cloud.Workload, findings).Bind(parameters);
        var references = InstanceOutputs.Of(catalog, spec, findings);
        var inputs = new InputsReader(new ValueReader(findings, references), findings);
        var modules = spec.Modules.Select(inputs.Read).ToList();
        var bound = bindings.Inputs.ToList();
        if (spec.Services.Count > 0) Services(definition!, instances, bindings, references, modules, bound);

        var whole = spec with { Modules = [.. modules.OrderBy(m => m.Name, StringComparer.Ordinal)] };
        TerraformNames.Check(whole, findings);
        bound.Sort((one, other) => string.CompareOrdinal(one.Variable, other.Variable));
        return new TerraformRoot(whole, bound, new Wiring(whole, bound, findings).Arguments(), GivenParameter.Of(command, bindings, field => Variables(field, bound), terraform: true))
        {
            Providers = spec.Runtime == RuntimeNames.Terraform ? new ProviderPins(command, findings).Terraform(spec.Cloud) : spec.Cloud.Providers
        };
    }

    string[] Variables(BoundField field, List<BoundParameter> bound) =>
        [.. bound.Where(b => b.Module?.Name == field.Service && spec.Cloud.Workload!.Inputs.TryGetValue(b.Input.Name, out var mapped)
            && WorkloadFields.Takes(mapped.Field, field.Field)).Select(b => b.Variable)];

    void Services(ModuleDefinition definition, IReadOnlyList<ModuleSpec> instances, Bindings bindings, ReferenceReader references, List<ModuleSpec> modules, List<BoundParameter> bound)
    {
        var builder = new TerraformServices(definition, spec.Cloud.Workload!, new Lazy<VariableNames>(() => new VariableNames(spec.Cloud, instances)), findings);
        var reader = new ServiceReader(references, findings);
        // As the specification has it, without the parameters: what is wrong with that alone is no matter.
        var quiet = new ServiceReader(InstanceOutputs.Of(catalog, spec, new FindingList()), new FindingList());
        var fields = bindings.Fields.ToLookup(f => f.Service, StringComparer.Ordinal);
        var workloads = new List<Workload>();
        foreach (var (service, said) in ServiceParameters.Apply(spec.Services, bindings.Fields).Zip(spec.Services))
        {
            if (reader.Read(service) is not { } workload) continue;
            workloads.Add(workload);
            var (module, parameters) = builder.Build(service, workload, fields.Contains(service.Name) ? quiet.Read(said) : workload, [.. fields[service.Name]]);
            modules.Add(module);
            // An input that only follows from fields, and that a parameter sets: without the parameter, it follows again.
            for (var i = 0; i < bound.Count; i++)
            {
                if (bound[i].Module?.Name == module.Name && module.Inputs.TryGetValue(bound[i].Input.Name, out var follows)) bound[i] = bound[i] with { Fallback = follows };
            }

            bound.AddRange(parameters);
        }

        InstanceOutputs.CheckDependsOn(spec, workloads, findings);
        if (spec.Cloud.Workload!.Inputs.Values.Any(f => f.Field == "exposure.host")) CheckHosts(definition, workloads);
    }

    // Every service has an entrance of its own: only one of them can be behind a name.
    void CheckHosts(ModuleDefinition definition, List<Workload> workloads)
    {
        var nodes = spec.Services.ToDictionary(s => s.Name, s => s.Node, StringComparer.Ordinal);
        foreach (var same in workloads.Where(w => w.Exposure is not null).GroupBy(w => w.Exposure!.Host, StringComparer.Ordinal))
        {
            foreach (var service in same.Skip(1))
            {
                findings.Add(SpecRules.NotExpressible, WorkloadFields.PlaceOf(nodes[service.Name], "exposure.host"),
                    $"Service '{service.Name}' has the host '{same.Key}', and so has '{same.First().Name}'. Module '{definition.Name}' gives each service an entrance of its own.",
                    "Give it another host, or have one service pass requests on to the other.");
            }
        }
    }
}
