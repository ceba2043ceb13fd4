using InfraAgent.Hosting;

namespace InfraAgent.Runtimes.Terraform;

/// <summary>Plans of others, made fit to be looked at.</summary>
public static class PlanChanges
{
    /// <summary>What <c>terraform show -json PLAN</c> writes, as the executor hands plans on: canonical changes in which secrets are masked.</summary>
    /// <exception cref="InvalidDataException">It is not that.</exception>
    public static byte[] Mask(ReadOnlyMemory<byte> shown, ISecretBox box) => PlanDocument.Read(shown, PlanMode.Apply, "check", new Redactor([]), box).Changes;
}
