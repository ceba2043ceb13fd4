using InfraAgent.TestBed.Compose;

namespace InfraAgent.Generator.Tests.Compose;

/// <summary>A test with the real Compose and a Docker engine of its own; skipped, by name, where one of them cannot run.</summary>
public sealed class DockerFactAttribute : FactAttribute
{
    public DockerFactAttribute() => Skip = (ComposeTool.Missing ?? DockerDaemon.Missing)!;
}
