namespace InfraAgent.Generator;

/// <summary>The code decides by what is known only when the program runs.</summary>
sealed class HclUnknownException(string what, int line) : Exception($"{what} is known only when the program runs")
{
    public int Line { get; } = line;
}
