using System.Reflection;

namespace InfraAgent.EndToEnd.Tests.Packaging;

static class Init
{
    static readonly string Configuration = typeof(Init).Assembly.GetCustomAttribute<AssemblyConfigurationAttribute>()!.Configuration;

    public static Task<(int Code, string Output)> RunAsync(string secrets, params string[] arguments) =>
        Shell.RunAsync(Path.Combine(ComposeFile.Root, "docker", "init.sh"), arguments, new Dictionary<string, string>
        {
            ["INFRA_AGENT_SECRETS"] = secrets,
            ["INFRA_AGENT_API"] = Path.Combine(ComposeFile.Root, "services", "api", "bin", Configuration, "net10.0", "InfraAgent.Api.dll"),
        });
}
