using Microsoft.Extensions.Options;

namespace InfraAgent.Runtimes.Checks;

/// <summary>A Compose project under its environment's variables: <c>STATIC031</c> Compose does not accept it.</summary>
public sealed class ComposeChecks(IOptions<ToolOptions> options) : CommandChecks(options)
{
    public override string Name => "docker-compose";

    protected override string Tool => "docker-compose";

    protected override string HowToGet =>
        "Docker Compose is not installed. Install it (https://docs.docker.com/compose/install/) as 'docker compose' or 'docker-compose', put it into PATH or name it by Tools:DockerCompose, and repeat the request.";

    private protected override IReadOnlyList<(string, IReadOnlyList<string>, IReadOnlyList<string>)> Candidates(ToolOptions options) =>
        [(options.DockerCompose, [], ["version", "--short"]), ("docker", ["compose"], ["version", "--short"])];

    // The environment's file names the project file, as it does for whoever starts the project.
    private protected override IReadOnlyList<CheckCommand> Commands(Workspace workspace) =>
        [new("compose_config", "STATIC031", ["--env-file", $".env.{workspace.Environment}", "config"]) { Renders = true }];
}
