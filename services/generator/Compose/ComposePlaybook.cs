namespace InfraAgent.Generator;

/// <summary>The project on one machine, by Compose.</summary>
static class ComposePlaybook
{
    const string Previous = "../previous";

    public static Playbook Of(BundleInput input)
    {
        string[] compose = ["docker-compose", "--env-file", $".env.{input.Command.Environment}"];
        string[] up = [.. compose, "up", "--detach", "--remove-orphans"];
        string[] state = [.. compose, "ps"];
        var secrets = input.Workloads.Where(w => w.Secrets.Count > 0).Select(w => $"secrets/{w.Name}.env").ToArray();
        return new Playbook
        {
            Needs =
            [
                new("docker-compose", "In version 1.29 or newer; with Compose 2 the first word of each command is two, docker compose. Its engine runs here."),
                .. secrets.Select(file => new PlaybookNeed(file, "With the values of the form of the same name in secrets.template, mode 0600.")),
                new(Previous, "Only for the way back: the folder of the bundle that ran before, beside this one.")
            ],
            Steps =
            [
                new PlaybookStep
                {
                    Id = "check", Title = "Have Compose read the project", Command = [.. compose, "config", "--quiet"],
                    Expects = new("Nothing is said: every file and every variable is there.")
                },
                new PlaybookStep
                {
                    Id = "up", Title = "Start the services", Command = up, Approval = PlaybookApproval.Environment,
                    Expects = new("The containers that differ from the project are made again, each once those it depends on are well."),
                    Verify = new(state, new("Every container is up, and healthy where it has a health check.") { Contains = "Up" }),
                    Rollback =
                    [
                        new("when another bundle ran before", [up], "The containers of the bundle that ran before. Volumes keep what was written since.") { Directory = Previous },
                        new("when nothing ran before", [[.. compose, "down", "--remove-orphans"]], "Nothing runs. Volumes stay, with what is in them.")
                    ]
                }
            ]
        };
    }
}
