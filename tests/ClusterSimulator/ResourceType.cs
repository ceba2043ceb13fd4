namespace InfraAgent.ClusterSimulator;

/// <summary>A kind of objects that is served. <c>Model</c>: the type of KubernetesClient that its fields are held against; null: any fields.</summary>
sealed record ResourceType(string Group, string Version, string Plural, string Kind, bool IsNamespaced = true)
{
    public IReadOnlyList<string> ShortNames { get; init; } = [];
    public IReadOnlyList<string> Subresources { get; init; } = [];
    public Type? Model { get; init; }
    /// <summary>Part of what <c>kubectl get all</c> lists.</summary>
    public bool IsInAll { get; init; }

    public string ApiVersion => Group.Length == 0 ? Version : $"{Group}/{Version}";

    /// <summary>As messages call it: <c>deployments.apps</c>.</summary>
    public string Resource => Group.Length == 0 ? Plural : $"{Plural}.{Group}";

    public string Path => Group.Length == 0 ? "api/" + Version : "apis/" + ApiVersion;

    public bool HasStatus => Subresources.Contains("status");
}
