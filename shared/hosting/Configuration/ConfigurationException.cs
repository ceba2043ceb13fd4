namespace InfraAgent.Hosting.Configuration;

/// <summary>A setting is missing or wrong. The process ends with <see cref="AgentHost.BadConfiguration"/> and the key in its last words.</summary>
public sealed class ConfigurationException : Exception
{
    public ConfigurationException(string key, string problem) : this([new ConfigurationProblem(key, problem)])
    {
    }

    public ConfigurationException(IReadOnlyList<ConfigurationProblem> problems)
        : base(string.Join(Environment.NewLine, problems.Select(x => x.ToString()))) => Problems = problems;

    public IReadOnlyList<ConfigurationProblem> Problems { get; }
}

/// <summary>One wrong setting: its key as written in JSON (<c>Agent:KeyFile</c>), and what to do about it. Never holds a secret value.</summary>
public sealed record ConfigurationProblem(string Key, string Problem)
{
    public override string ToString() => $"{Key}: {Problem}";
}
