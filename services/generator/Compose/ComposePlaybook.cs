using System.Globalization;

namespace InfraAgent.Generator;

/// <summary>The project on one machine, by Compose.</summary>
static class ComposePlaybook
{
    const string Previous = "../previous";

    public static Playbook Of(BundleInput input)
    {
        string[] compose = ["docker-compose", "--env-file", $".env.{input.Command.Environment}"];
        string[] up = [.. compose, "up", "--detach", "--remove-orphans"];
        var patience = input.Workloads.Select(w => w.Health).Append(new HealthCheck()).Max(h => h is null ? 0 : h.StartSeconds + (h.Retries + 1) * (h.IntervalSeconds + h.TimeoutSeconds));
        string[] wait = ["sh", ComposeScripts.Wait, ClusterName.Of(input.Command), patience.ToString(CultureInfo.InvariantCulture)];
        return new Playbook
        {
            Needs =
            [
                new("docker-compose", "In version 1.29 or newer; with Compose 2 the first word of each command is two, docker compose."),
                new("docker", "With the right to use its engine, which runs here."),
                .. SecretCommands.Needs(input.Workloads.SelectMany(w => w.Secrets.Values)),
                new(Previous, "Only for the way back: the folder of the bundle that ran before, beside this one.")
            ],
            Steps =
            [
                .. input.Workloads.SelectMany(w => w.Secrets.Select(s => Secret(ComposeSecrets.File(w, s.Key), s.Key, w, s.Value))),
                new PlaybookStep
                {
                    Id = "check", Title = "Have Compose read the project", Command = [.. compose, "config", "--quiet"],
                    Expects = new("Nothing is said: every variable is there.")
                },
                new PlaybookStep
                {
                    Id = "up", Title = "Start the services", Command = up, Approval = PlaybookApproval.Environment,
                    Expects = new("The containers that differ from the project are made again, each once those it depends on are well."),
                    Verify = new(wait, new("Nothing is said: every container runs, and is healthy where it has a health check.")),
                    Rollback =
                    [
                        new("when another bundle ran before", [up, wait], "The containers of the bundle that ran before. Volumes keep what was written since.") { Directory = Previous },
                        new("when nothing ran before", [[.. compose, "down", "--remove-orphans"]], "Nothing runs. Volumes stay, with what is in them.")
                    ]
                }
            ]
        };
    }

    static PlaybookStep Secret(string file, string name, Workload workload, SecretReference reference) => new()
    {
        Id = $"secret-{workload.Name}-{name}", Title = $"Write {name} of {workload.Name} into its file",
        Command = ["sh", ComposeScripts.Secret, file, .. SecretCommands.Print(reference)],
        Expects = new($"Nothing is said: the file has the value that is kept at {reference.Uri}."),
        Rollback = [new("when nothing needs it any more", [["rm", "-f", file]], "No file.")]
    };
}
