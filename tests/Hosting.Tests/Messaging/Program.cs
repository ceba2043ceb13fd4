namespace InfraAgent.Hosting.Tests.Messaging;

/// <summary>The process that tests kill.</summary>
public static class Program
{
    public static Task<int> Main(string[] args) => KilledProcess.RunAsync(args);
}
