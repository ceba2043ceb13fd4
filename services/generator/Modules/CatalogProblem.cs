namespace InfraAgent.Generator;

/// <summary>Something wrong in a catalog folder: file as <c>folder/aws/vpc/module.yaml</c>, 1-based line.</summary>
public sealed record CatalogProblem(string File, long Line, string Message)
{
    public override string ToString() => $"{File}:{Line}: {Message}";
}

/// <summary>Stops the reading of one module or cloud; the others still serve.</summary>
public sealed class CatalogException(CatalogProblem problem) : Exception(problem.ToString())
{
    public CatalogProblem Problem { get; } = problem;
}
