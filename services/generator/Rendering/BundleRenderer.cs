using System.Text.RegularExpressions;
using InfraAgent.Contracts;

namespace InfraAgent.Generator;

/// <summary>Specification and catalog → bundle. A pure function: no clock, no chance, no place; the same input gives the same bytes.</summary>
public sealed partial class BundleRenderer
{
    readonly ModuleCatalog catalog;
    readonly string agentVersion;
    readonly IReadOnlyList<IBundleWriter> writers;

    public BundleRenderer(ModuleCatalog catalog, string agentVersion) : this(catalog, agentVersion, GeneratorService.Writers)
    {
    }

    internal BundleRenderer(ModuleCatalog catalog, string agentVersion, IReadOnlyList<IBundleWriter> writers)
    {
        this.catalog = catalog;
        this.agentVersion = agentVersion;
        this.writers = writers;
    }

    /// <summary>Runtimes that can be asked for.</summary>
    public IReadOnlyList<string> Runtimes => [.. writers.Select(w => w.Runtime).Append(RuntimeNames.Terraform).Order(StringComparer.Ordinal)];

    /// <summary>Safe to call from many threads.</summary>
    public RenderOutcome Render(GenerateBundle command)
    {
        var findings = new FindingList();
        Identifiers(command, findings);
        var request = SpecNode.Read(command.TemplateSpec, "/template_spec", findings);
        SecretCheck.Check(request, command.Parameters, command.Labels, findings);
        if (command.Runtime == RuntimeNames.Terraform) ComposedForm.Check(request, command.Parameters, command.Labels, findings);
        var environments = new EnvironmentOverrides(ScoreReader.Expand(request, findings), findings);
        var spec = new SpecReader(catalog, command.Runtime, findings).Read(environments.Apply(command.Environment));
        if (spec is null) return Refused(findings);

        CheckPair(command.Runtime, spec.Cloud, findings);
        TagCheck.Check(command.Labels, spec.Tags.Keys, spec.Cloud.Tags, name => Pointer.Member("/labels", name), "/labels", findings);
        new OverrideCheck(catalog, environments, findings).CheckAllBut(command.Environment, command.Runtime);

        if (spec.OfCode)
        {
            var root = new TerraformAuthoring(catalog, spec, findings).Read(command);
            if (root is not null && findings.Count == 0 && spec.Runtime == RuntimeNames.Pulumi) return Program(command, root, findings);
            return root is null || findings.Count > 0 ? Refused(findings)
                : new RenderOutcome { Bundle = new TerraformBundle(command, root).Build(catalog.Digest, agentVersion) };
        }

        var input = new WorkloadAuthoring(catalog, spec, environments, findings).Read(command);
        if (input is null || findings.Count > 0 || writers.FirstOrDefault(w => w.Runtime == spec.Runtime) is not { } writer) return Refused(findings);
        var written = writer.Write(input, findings);
        return findings.Count > 0 ? Refused(findings)
            : new RenderOutcome { Bundle = BundleSeal.Close(command, spec, written, new BundleRecords
            {
                Playbook = writer.Playbook(input), Parameters = input.Parameters, Secrets = [.. SecretManifest.Of(input.Workloads, written.SecretFiles)]
            }, catalog.Digest, agentVersion) };
    }

    RenderOutcome Program(GenerateBundle command, TerraformRoot root, FindingList findings)
    {
        var spec = root.Spec;
        var program = new PulumiAuthoring(spec, root, command, findings).Read();
        if (program is not null) PulumiCalls.Refuse(program, spec.PulumiLanguage, command.Labels, spec.Patches, findings);
        if (program is null || findings.Count > 0) return Refused(findings);
        var written = PulumiBundle.Write(program, spec.PulumiLanguage, command, PulumiReadme.Write(command, root, program, spec.PulumiLanguage));
        return new RenderOutcome { Bundle = BundleSeal.Close(command, spec, written, new BundleRecords
        {
            Playbook = PulumiPlaybook.Of(command.Environment, spec.PulumiLanguage, new("credentials", "Of the cloud, as its provider looks for them, in variables of the shell.")),
            Parameters = root.Given,
            Secrets = [.. SecretManifest.Of(spec, root.Parameters, root.Arguments, written.Entrypoints["parameters"], written.Entrypoints["iac"])]
        }, catalog.Digest, agentVersion) };
    }

    static RenderOutcome Refused(FindingList findings) => new() { Findings = findings.ToList() };

    void Identifiers(GenerateBundle command, FindingList findings)
    {
        if (!DeploymentId().IsMatch(command.DeploymentId))
        {
            findings.Add(SpecRules.Identifier, "/deployment_id", $"deployment_id must be letters, digits, '-' and '_', at most 63, a letter or digit first; it is {CarriableText.Show(command.DeploymentId)}.",
                "Choose another id.");
        }

        if (!EnvironmentOverrides.Name().IsMatch(command.Environment))
        {
            findings.Add(SpecRules.Identifier, "/environment", $"environment must be lower-case letters, digits and '-', at most 32, a letter or digit first; it is {CarriableText.Show(command.Environment)}.",
                "Use the name of an environment, such as staging.");
        }

        if (!Runtimes.Contains(command.Runtime))
        {
            findings.Add(SpecRules.UnknownRuntime, "/runtime", $"Runtime {CarriableText.Show(command.Runtime)} is not supported; known: {string.Join(", ", Runtimes)}.",
                Nearest.Advise(command.Runtime, Runtimes, $"Use one of: {string.Join(", ", Runtimes)}."));
        }
    }

    void CheckPair(string runtime, CloudDefinition cloud, FindingList findings)
    {
        if (!Runtimes.Contains(runtime) || cloud.Runtimes.Contains(runtime)) return;
        var clouds = catalog.Clouds.Where(c => catalog.Cloud(c)!.Runtimes.Contains(runtime)).ToArray();
        findings.Add(SpecRules.RuntimeAndCloud, "/runtime", $"Runtime '{runtime}' does not go with cloud '{cloud.Name}', which goes with {string.Join(", ", cloud.Runtimes)}.",
            clouds.Length == 0 ? $"Use runtime '{cloud.Runtimes[0]}'." : $"Use runtime '{cloud.Runtimes[0]}', or one of the clouds that go with '{runtime}': {string.Join(", ", clouds)}.");
    }

    [GeneratedRegex(@"\A[A-Za-z0-9][A-Za-z0-9_-]{0,62}\z", RegexOptions.NonBacktracking)]
    private static partial Regex DeploymentId();
}
