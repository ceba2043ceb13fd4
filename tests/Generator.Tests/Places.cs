namespace InfraAgent.Generator.Tests;

static class Places
{
    /// <summary>The folder that holds the solution.</summary>
    public static string Repository { get; } = Find();

    public static string Tests => Path.Combine(Repository, "tests", "Generator.Tests");

    static string Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "InfraAgent.sln"))) return folder.FullName;
        }

        throw new InvalidOperationException("InfraAgent.sln was not found above the tests.");
    }
}
