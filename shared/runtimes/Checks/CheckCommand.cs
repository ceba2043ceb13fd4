namespace InfraAgent.Runtimes.Checks;

/// <summary>One command of a tool that judges a bundle by its exit code: zero is passed.</summary>
sealed record CheckCommand(string Check, string Rule, IReadOnlyList<string> Arguments)
{
    /// <summary>What it prints is the bundle as it will be rolled out.</summary>
    public bool Renders { get; init; }
}

/// <summary>A tool that was found: <c>Prefix</c> comes before all arguments (<c>docker compose</c> is two words).</summary>
sealed record FoundTool(string Path, IReadOnlyList<string> Prefix, string Version);
