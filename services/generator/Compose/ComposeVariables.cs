namespace InfraAgent.Generator;

/// <summary>What stands in the environment's file instead of in the project's. Which names there are, and for what, follows from the shape of the
/// workloads alone: another value of the same shape gives the same project.</summary>
sealed class ComposeVariables
{
    /// <summary>The folder of the secrets' files. Whoever keeps them elsewhere, such as in memory, sets it in the environment.</summary>
    public const string SecretsFolder = "INFRA_AGENT_SECRETS";

    // Compose's and docker's own; the agent's.
    static readonly string[] Reserved = ["COMPOSE_", "DOCKER_", "INFRA_AGENT_"];

    readonly SortedDictionary<string, string> values = new(StringComparer.Ordinal);

    /// <summary>Name → value, in ordinal order.</summary>
    public IReadOnlyDictionary<string, string> Values => values;

    /// <summary>The agent's own variable.</summary>
    public string Own(string name, string value, bool mayBeEmpty = false)
    {
        values[name] = value;
        return Reference(name, mayBeEmpty);
    }

    /// <summary>A field of a service, whose value is never empty and one that the file can hold.</summary>
    public string Field(string service, string field, string value) => Reference(Add(service, field, value), mayBeEmpty: false);

    /// <summary>A text of the caller's: as a variable where the file can hold it, otherwise as it stands.</summary>
    public DataValue Text(string service, string field, string value) =>
        DotenvWriter.Explain(value) is null ? Reference(Add(service, field, value), mayBeEmpty: true) : ComposeText.Literal(value);

    string Add(string service, string field, string value)
    {
        var name = $"{service.Replace('-', '_').ToUpperInvariant()}_{field}";
        if (Reserved.Any(r => name.StartsWith(r, StringComparison.Ordinal))) name = "SERVICE_" + name;
        while (!values.TryAdd(name, value)) name += "_";
        return name;
    }

    // Without its value nothing starts, rather than something else.
    static string Reference(string name, bool mayBeEmpty) => $"${{{name}{(mayBeEmpty ? "?" : ":?")}use --env-file}}";
}
