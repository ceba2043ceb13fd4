namespace InfraAgent.Generator;

/// <summary>One resource and the file it stands in. <c>Workload</c>: whose it is.</summary>
sealed record KubernetesResource(string Workload, string Suffix, DataMap Body)
{
    public string Id => $"{Workload}-{Suffix}";
    public string ApiVersion => ((DataText)Body["apiVersion"]!).Value;
    public string Group => ApiVersion.Contains('/', StringComparison.Ordinal) ? ApiVersion.Split('/')[0] : "";
    public string Version => ApiVersion.Split('/')[^1];
    public string Kind => ((DataText)Body["kind"]!).Value;
    public string Name => ((DataText)((DataMap)Body["metadata"]!)["name"]!).Value;
}
