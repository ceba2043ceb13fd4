using System.Text.RegularExpressions;
using InfraAgent.Contracts;

namespace InfraAgent.Generator;

/// <summary>Specification and catalog → bundle. A pure function: no clock, no chance, no place; the same input gives the same bytes.</summary>
public sealed partial class BundleRenderer(ModuleCatalog catalog, string agentVersion)
{
    static readonly string[] Runtimes = ["terraform"];

    /// <summary>Safe to call from many threads.</summary>
    public RenderOutcome Render(GenerateBundle command)
    {
        var findings = new FindingList();
        Identifiers(command, findings);
        var spec = new SpecReader(catalog, findings).Read(SpecNode.Read(command.TemplateSpec, "/template_spec", findings));
        if (spec is null) return new RenderOutcome { Findings = findings.ToList() };

        TagCheck.Check(command.Labels, spec.Tags.Keys, spec.Cloud.Tags, name => Pointer.Member("/labels", name), "/labels", findings);
        var references = new ReferenceReader(spec.Modules.ToDictionary(m => m.Name, m => m.Definition.Outputs, StringComparer.Ordinal), findings);
        var inputs = new InputsReader(new ValueReader(findings, references), findings);
        spec = spec with { Modules = [.. spec.Modules.Select(inputs.Read)] };
        TerraformNames.Check(spec, findings);
        var parameters = new ParameterBinder(spec, findings).Bind(command.Parameters);
        var arguments = new Wiring(spec, parameters, findings).Arguments();
        if (findings.Count > 0) return new RenderOutcome { Findings = findings.ToList() };

        return new RenderOutcome { Bundle = new TerraformBundle(command, spec, parameters, arguments).Build(catalog.Digest, agentVersion) };
    }

    static void Identifiers(GenerateBundle command, FindingList findings)
    {
        if (!DeploymentId().IsMatch(command.DeploymentId))
        {
            findings.Add(SpecRules.Identifier, "/deployment_id", $"deployment_id must be letters, digits, '-' and '_', at most 63, a letter or digit first; it is {CarriableText.Show(command.DeploymentId)}.",
                "Choose another id.");
        }

        if (!EnvironmentName().IsMatch(command.Environment))
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

    [GeneratedRegex(@"\A[A-Za-z0-9][A-Za-z0-9_-]{0,62}\z", RegexOptions.NonBacktracking)]
    private static partial Regex DeploymentId();

    [GeneratedRegex(@"\A[a-z0-9][a-z0-9-]{0,31}\z", RegexOptions.NonBacktracking)]
    private static partial Regex EnvironmentName();
}
