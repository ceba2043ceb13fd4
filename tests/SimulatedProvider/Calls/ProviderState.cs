using InfraAgent.SimulatedProvider.Planning;
using InfraAgent.SimulatedProvider.Schemas;
using InfraAgent.SimulatedProvider.World;

namespace InfraAgent.SimulatedProvider.Calls;

/// <summary>What the calls of one provider process share. Terraform configures it once, before anything that needs the account.</summary>
public sealed class ProviderState(Lazy<ProviderSchema> schema, WorldFolder world) : IDisposable
{
    public ProviderSchema Schema => schema.Value;

    public WorldFolder World { get; } = world;

    public Journal Journal { get; } = new(world);

    public FaultGate Faults { get; } = new(new FaultRules(world));

    public CloudAccount Account { get; set; } = CloudAccount.Unconfigured;

    public void Dispose() => Faults.Dispose();
}
