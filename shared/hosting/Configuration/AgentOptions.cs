using InfraAgent.Hosting.Artifacts;
using InfraAgent.Hosting.Environments;
using Microsoft.Extensions.Configuration;

namespace InfraAgent.Hosting.Configuration;

/// <summary>The settings of a process, read once and checked before anything starts. Keys and defaults are those of the README's table.</summary>
public sealed class AgentOptions
{
    public required AgentService Service { get; init; }
    /// <summary>Kestrel addresses, separated by <c>;</c>.</summary>
    public required string Urls { get; init; }
    /// <summary>Exists, mode 0700.</summary>
    public required string DataDirectory { get; init; }
    /// <summary>Prefix of exchanges and queues: lowercase, <c>[a-z0-9-]</c>.</summary>
    public required string Instance { get; init; }
    /// <summary>Null: the address the server listens on (see <see cref="AgentAddresses"/>).</summary>
    public required Uri? PublicUrl { get; init; }
    public required Uri? StateUrl { get; init; }
    public required string KeyFile { get; init; }
    /// <summary>The key file is made when it is not there yet: it was not configured, and this process is the whole agent.</summary>
    public required bool MakesKeyFile { get; init; }
    /// <summary>A connection string of PostgreSQL or SQLite, with its password; null for services without a database.</summary>
    public required string? Database { get; init; }
    /// <summary>An <c>amqp</c> or <c>amqps</c> address with credentials; null is the transport in memory.</summary>
    public required Uri? Broker { get; init; }
    /// <summary><c>Broker:Queues</c>: <c>quorum</c> (a cluster) or <c>classic</c> (a single node).</summary>
    public bool QuorumQueues { get; init; } = true;
    /// <summary>Null when artifacts are in <see cref="ArtifactsBucket"/>.</summary>
    public required string? ArtifactsFolder { get; init; }
    public required S3Location? ArtifactsBucket { get; init; }
    public required EnvironmentRegistry Environments { get; init; }
    public required IReadOnlyList<string> CatalogFolders { get; init; }
    public required IReadOnlyList<string> PolicyFolders { get; init; }
    public required IReadOnlyList<string> PriceFolders { get; init; }
    public required ToolSettings Tools { get; init; }
    public required int ExecutorSlots { get; init; }
    /// <summary>Null: callers are this machine's users and need no keys.</summary>
    public required string? ApiKeysFile { get; init; }
    public required TimeSpan ShutdownTimeout { get; init; }
    /// <summary><c>json</c> or <c>text</c>.</summary>
    public required string LogFormat { get; init; }

    /// <exception cref="ConfigurationException">Names every key that is missing or wrong.</exception>
    public static AgentOptions Read(AgentService service, IConfiguration configuration)
    {
        var settings = new SettingsReader(configuration);
        var data = settings.FullPath("Agent:DataDirectory") ?? DefaultDataDirectory();
        CreateDataDirectory(settings, data);
        var urls = ListenAddresses.Read(settings);
        var keys = settings.FullPath("Auth:ApiKeysFile");
        RequireKeysBeyondLoopback(service, settings, configuration, urls, keys);

        var options = new AgentOptions
        {
            Service = service,
            Urls = urls,
            DataDirectory = data,
            Instance = ReadInstance(settings),
            PublicUrl = settings.Address("Agent:PublicUrl"),
            StateUrl = ReadStateUrl(service, settings),
            KeyFile = ReadKeyFile(service, settings, data),
            MakesKeyFile = service.IsStandalone && configuration["Agent:KeyFile"] is null or "",
            Database = service.HasDatabase
                ? DatabaseSetting.Read(settings, "ConnectionStrings:Database", service.IsStandalone ? $"Data Source={Path.Combine(data, "infra-agent.db")}" : null)
                : null,
            Broker = ReadBroker(service, settings),
            QuorumQueues = ReadQueues(settings),
            ArtifactsFolder = ArtifactsSetting.ReadFolder(settings, service.IsStandalone ? Path.Combine(data, "artifacts") : null),
            ArtifactsBucket = ArtifactsSetting.ReadBucket(settings),
            Environments = ReadEnvironments(settings),
            CatalogFolders = ReadFolders(settings, "Catalog:Folders"),
            PolicyFolders = ReadFolders(settings, "Policy:Folders"),
            PriceFolders = ReadFolders(settings, "Policy:PriceFolders"),
            Tools = new ToolSettings(
                settings.Children("Tools").Where(x => !x.Key.Equals("ProviderMirror", StringComparison.OrdinalIgnoreCase) && !x.Key.Equals("InfracostKey", StringComparison.OrdinalIgnoreCase)).ToDictionary(StringComparer.OrdinalIgnoreCase),
                ReadFolder(settings, "Tools:ProviderMirror"), ReadInfracostKey(settings)),
            ExecutorSlots = settings.Number("Executor:Slots", Environment.ProcessorCount, 1, 1024),
            ApiKeysFile = keys,
            ShutdownTimeout = settings.Duration("Agent:ShutdownTimeout", TimeSpan.FromSeconds(90)),
            LogFormat = ReadLogFormat(service, settings),
        };
        settings.ThrowIfWrong();
        return options;
    }

    static string DefaultDataDirectory()
    {
        // XDG: a relative value is invalid and ignored.
        var shared = Environment.GetEnvironmentVariable("XDG_DATA_HOME");
        var home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
        return Path.Combine(Path.IsPathRooted(shared) ? shared : Path.Combine(home, ".local", "share"), "infra-agent");
    }

    static void CreateDataDirectory(SettingsReader settings, string data)
    {
        try
        {
            if (!Directory.Exists(data) && !OperatingSystem.IsWindows())
            {
                Directory.CreateDirectory(data, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            }

            Directory.CreateDirectory(data);
        }
        catch (Exception denied) when (denied is IOException or UnauthorizedAccessException)
        {
            settings.Problem("Agent:DataDirectory", $"is '{data}', which cannot be made: {denied.Message}");
        }
    }

    static void RequireKeysBeyondLoopback(AgentService service, SettingsReader settings, IConfiguration configuration, string urls, string? keys)
    {
        if (keys is not null && !File.Exists(keys))
        {
            settings.Problem("Auth:ApiKeysFile", $"is '{keys}', which does not exist. Make a key with the command 'new-api-key'.");
        }
        else if (keys is null && service.ServesCallers && ListenAddresses.BeyondLoopback(settings, configuration, urls) is { } open)
        {
            settings.Problem("Auth:ApiKeysFile", $"is missing, but {open.Key} has '{open.Url}', which other machines can reach. "
                + "Listen on 127.0.0.1, or give a file with API keys (the command 'new-api-key' makes an entry).");
        }
    }

    static string ReadInstance(SettingsReader settings)
    {
        var instance = settings.Text("Agent:Instance", "infra-agent");
        if (instance.Length > 40 || instance.Any(c => !char.IsAsciiLetterLower(c) && !char.IsAsciiDigit(c) && c != '-') || !char.IsAsciiLetterLower(instance[0]))
        {
            settings.Problem("Agent:Instance", $"is '{instance}'; a lowercase letter and then at most 39 of [a-z0-9-] are needed.");
        }

        return instance;
    }

    static Uri? ReadStateUrl(AgentService service, SettingsReader settings)
    {
        var url = settings.Address("Agent:StateUrl");
        if (url is null && service.ReachesState)
        {
            settings.Problem("Agent:StateUrl", "is missing. Give the address of the api service as this one reaches it, for example http://api:8080.");
        }

        return url;
    }

    static string ReadKeyFile(AgentService service, SettingsReader settings, string data)
    {
        var file = settings.FullPath("Agent:KeyFile");
        if (file is null && service.HasKeys && !service.IsStandalone)
        {
            settings.Problem("Agent:KeyFile", "is missing. Make a file with the command 'new-key-file <path>' and mount the same one in api, executor and drift.");
        }

        return file ?? Path.Combine(data, "keys");
    }

    static bool ReadQueues(SettingsReader settings)
    {
        var queues = settings.Text("Broker:Queues", "quorum");
        if (queues is not ("quorum" or "classic"))
        {
            settings.Problem("Broker:Queues", $"is '{queues}'; 'quorum' (RabbitMQ is a cluster) or 'classic' (it is a single node) is needed.");
        }

        return queues == "quorum";
    }

    static Uri? ReadBroker(AgentService service, SettingsReader settings)
    {
        const string key = "ConnectionStrings:Broker";
        const string example = "for example 'amqp://user:{file:/run/secrets/rabbitmq}@rabbitmq:5672/'";
        var text = settings.Text(key, Uri.EscapeDataString);
        if (text is null or "inmemory:")
        {
            if (!service.IsStandalone)
            {
                settings.Problem(key, text is null
                    ? $"is missing. Give RabbitMQ's address, {example}."
                    : $"is 'inmemory:', which reaches nobody from the service '{service.Name}'. Give RabbitMQ's address, {example}, or run the standalone agent.");
            }

            return null;
        }

        if (Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Scheme is "amqp" or "amqps" && uri.Host.Length > 0)
        {
            return uri;
        }

        // The value is not repeated: it may hold a password.
        settings.Problem(key, $"is neither 'inmemory:' nor a RabbitMQ address, {example}.");
        return null;
    }

    static EnvironmentRegistry ReadEnvironments(SettingsReader settings)
    {
        const string key = "Environments:File";
        try
        {
            return settings.FullPath(key) is { } file ? EnvironmentRegistry.Load(file, key) : EnvironmentRegistry.Default;
        }
        catch (ConfigurationException wrong)
        {
            settings.Problem(key, wrong.Problems[0].Problem);
            return EnvironmentRegistry.Default;
        }
    }

    static string? ReadInfracostKey(SettingsReader settings)
    {
        const string tool = "Tools:Infracost";
        const string name = "Tools:InfracostKey";
        var key = settings.Text(name);
        if ((key is null) != (settings.Text(tool) is null))
        {
            settings.Problem(key is null ? name : tool, key is null
                ? $"is missing, but {tool} is set. Give infracost's API key as {{file:/run/secrets/infracost}}, or remove {tool}: then the price table says what plans cost."
                : $"is missing, but {name} is set. Name infracost's binary, or remove the key.");
        }

        return key;
    }

    static string ReadLogFormat(AgentService service, SettingsReader settings)
    {
        var format = settings.Text("Logging:Format", service.IsStandalone ? "text" : "json");
        if (format is not ("text" or "json"))
        {
            settings.Problem("Logging:Format", $"is '{format}'; 'json' or 'text' is needed.");
        }

        return format;
    }

    static IReadOnlyList<string> ReadFolders(SettingsReader settings, string key)
    {
        var folders = settings.FullPaths(key);
        foreach (var missing in folders.Where(x => !Directory.Exists(x)))
        {
            settings.Problem(key, $"names '{missing}', which is not a folder.");
        }

        return folders;
    }

    static string? ReadFolder(SettingsReader settings, string key)
    {
        var folder = settings.FullPath(key);
        if (folder is not null && !Directory.Exists(folder))
        {
            settings.Problem(key, $"is '{folder}', which is not a folder.");
        }

        return folder;
    }
}
