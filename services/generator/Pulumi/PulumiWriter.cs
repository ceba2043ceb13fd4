using InfraAgent.Contracts;

namespace InfraAgent.Generator;

/// <summary>Programs for the workloads of a cluster. Those for a cloud's modules are written from the modules' code (<see cref="PulumiAuthoring"/>).</summary>
sealed class PulumiWriter : IBundleWriter
{
    public string Runtime => RuntimeNames.Pulumi;

    public WrittenBundle Write(BundleInput input, FindingList findings)
    {
        if (ClusterModel.Read(input, findings) is not { } model) return WrittenBundles.Nothing;
        var before = findings.Count;
        var program = PulumiCluster.Program(model, input, findings);
        PulumiCalls.Refuse(program, input.PulumiLanguage, input.Command.Labels, input.Patches, findings);
        return findings.Count > before ? WrittenBundles.Nothing
            : PulumiBundle.Write(program, input.PulumiLanguage, input.Command, ClusterReadme.Pulumi(model, input.PulumiLanguage)) with
            {
                SecretFiles = model.SecretFiles(_ => PulumiBundle.Code(input.PulumiLanguage), _ => PulumiBundle.Code(input.PulumiLanguage))
            };
    }

    public Playbook Playbook(BundleInput input) => PulumiPlaybook.Of(input.Command.Environment, input.PulumiLanguage,
        new("kubeconfig", "With the cluster as its current context, and the right to make a namespace and what is in it."));
}
