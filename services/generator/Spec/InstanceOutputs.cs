namespace InfraAgent.Generator;

/// <summary>What instances of modules and services offer to each other.</summary>
static class InstanceOutputs
{
    public static ReferenceReader Of(ModuleCatalog catalog, BundleSpec spec, FindingList findings)
    {
        var outputs = spec.Modules.ToDictionary(m => m.Name, m => m.Definition.Outputs, StringComparer.Ordinal);
        var ofServices = spec.OfCode ? ServiceModule(catalog, spec.Cloud)?.Outputs ?? [] : WorkloadAssembly.ServiceOutputs;
        foreach (var service in spec.Services) outputs.Add(service.Name, ofServices);
        return new ReferenceReader(outputs, findings);
    }

    /// <summary>What services become under terraform and pulumi; null where the cloud has nothing for them.</summary>
    public static ModuleDefinition? ServiceModule(ModuleCatalog catalog, CloudDefinition cloud) =>
        cloud.Workload is { } mapping ? catalog.Module(cloud.Name, mapping.Module) : null;

    /// <summary>Names in <c>depends_on</c> are those of services and instances of modules.</summary>
    public static void CheckDependsOn(BundleSpec spec, IReadOnlyList<Workload> workloads, FindingList findings)
    {
        var known = spec.Services.Select(s => s.Name).Concat(spec.Modules.Select(m => m.Name)).ToHashSet(StringComparer.Ordinal);
        var nodes = spec.Services.ToDictionary(s => s.Name, s => s.Node, StringComparer.Ordinal);
        foreach (var workload in workloads)
        {
            foreach (var name in workload.DependsOn.Where(d => !known.Contains(d)))
            {
                findings.Add(SpecRules.UnknownReference, nodes[workload.Name].PlaceOf("depends_on"), $"Service '{workload.Name}' depends on {CarriableText.Show(name)}, which is no service or module of the specification.",
                    Nearest.Advise(name, known, "Name one that is there."));
            }
        }
    }
}
