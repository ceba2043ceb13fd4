namespace InfraAgent.Generator;

/// <summary>Holds the overrides of environments that this request is not for against the same demands: who finds them wrong only on the day of
/// the deployment to prod finds them too late.</summary>
sealed class OverrideCheck(ModuleCatalog catalog, EnvironmentOverrides environments, FindingList findings)
{
    public void CheckAllBut(string environment, string runtime)
    {
        foreach (var name in environments.Names.Where(n => n != environment))
        {
            var found = new FindingList();
            Check(environments.Apply(name), runtime, found);
            findings.AddNew(found.ToList().Where(f => f.Pointer?.StartsWith($"/template_spec/environments/{name}/", StringComparison.Ordinal) == true));
        }
    }

    void Check(SpecNode merged, string runtime, FindingList found)
    {
        if (new SpecReader(catalog, runtime, found).Read(merged) is not { } spec) return;
        var references = InstanceOutputs.Of(catalog, spec, found);
        var inputs = new InputsReader(new ValueReader(found, references), found);
        foreach (var module in spec.Modules) inputs.Read(module);
        var services = new ServiceReader(references, found);
        InstanceOutputs.CheckDependsOn(spec, [.. spec.Services.Select(services.Read).Where(w => w is not null).Select(w => w!)], found);
    }
}
