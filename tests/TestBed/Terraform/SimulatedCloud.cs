using InfraAgent.SimulatedProvider;

namespace InfraAgent.TestBed.Terraform;

/// <summary>
/// A cloud of one test: a temporary folder with a provider mirror in which the cloud providers are simulated, a Terraform CLI
/// configuration that knows this mirror alone, and the world in which the objects live.
/// </summary>
public sealed class SimulatedCloud : IDisposable
{
    readonly Installation installation;
    AttachedProvider? attached;

    public SimulatedCloud() : this(Directory.CreateTempSubdirectory("simulated-cloud-").FullName)
    {
    }

    /// <param name="folder">Is deleted with the cloud.</param>
    public SimulatedCloud(string folder)
    {
        installation = Installation.Create(folder);
        World = new(installation.World);
    }

    public string Folder => installation.Folder;

    /// <summary>For a <c>filesystem_mirror</c>; complete in itself: the provider in it knows its world.</summary>
    public string Mirror => installation.Mirror;

    /// <summary>For <c>TF_CLI_CONFIG_FILE</c>.</summary>
    public string CliConfig => installation.CliConfig;

    public SimulatedWorld World { get; }

    /// <summary>What a terraform process needs, to set beside its own environment. Services that start terraform themselves need these too.</summary>
    public IReadOnlyDictionary<string, string> Environment
    {
        get
        {
            var variables = new Dictionary<string, string>
            {
                ["TF_CLI_CONFIG_FILE"] = CliConfig,
                ["SIM_TF_WORLD"] = World.Folder,
                ["TF_IN_AUTOMATION"] = "1",
                ["CHECKPOINT_DISABLE"] = "1",
                // Saves a third of each command's processor time; a test that is about TLS sets it to nothing.
                ["TF_DISABLE_PLUGIN_TLS"] = "1",
            };
            if (attached is not null) variables["TF_REATTACH_PROVIDERS"] = attached.Address;
            return variables;
        }
    }

    /// <summary>
    /// Starts the provider once for all commands that follow, which are then several times faster. Init does not install it then, so
    /// nothing is checked of mirror and lock file, and all commands share the last provider configuration: one region at a time.
    /// </summary>
    /// <param name="schema">A folder with the real providers' schemas, to validate with and nothing else; the simulated ones if not given.</param>
    /// <param name="allTypes">Also those of the real schema that ours has not, which takes each command a moment longer.</param>
    public async Task<SimulatedCloud> AttachAsync(string? schema = null, bool allTypes = false)
    {
        attached ??= await AttachedProvider.StartAsync(World.Folder, schema, allTypes);
        return this;
    }

    public void Dispose()
    {
        attached?.Dispose();
        Directory.Delete(Folder, recursive: true);
    }
}
