using InfraAgent.SimulatedProvider;

namespace InfraAgent.TestBed.Terraform;

/// <summary>
/// A cloud of one test: a temporary folder with a provider mirror in which hashicorp/aws is the simulated provider, a Terraform CLI
/// configuration that knows this mirror alone, and the world in which the objects live.
/// </summary>
public sealed class SimulatedCloud : IDisposable
{
    readonly Installation installation;

    public SimulatedCloud()
    {
        installation = Installation.Create(Directory.CreateTempSubdirectory("simulated-cloud-").FullName);
        World = new(installation.World);
    }

    public string Folder => installation.Folder;

    /// <summary>For a <c>filesystem_mirror</c>; complete in itself: the provider in it knows its world.</summary>
    public string Mirror => installation.Mirror;

    /// <summary>For <c>TF_CLI_CONFIG_FILE</c>.</summary>
    public string CliConfig => installation.CliConfig;

    public SimulatedWorld World { get; }

    /// <summary>What a terraform process needs, to set beside its own environment. Services that start terraform themselves need these too.</summary>
    public IReadOnlyDictionary<string, string> Environment => new Dictionary<string, string>
    {
        ["TF_CLI_CONFIG_FILE"] = CliConfig,
        ["SIM_TF_WORLD"] = World.Folder,
        ["TF_IN_AUTOMATION"] = "1",
        ["CHECKPOINT_DISABLE"] = "1",
    };

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
