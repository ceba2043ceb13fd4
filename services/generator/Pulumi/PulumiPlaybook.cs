namespace InfraAgent.Generator;

/// <summary>Preview, look, update, and see that nothing is left to do.</summary>
static class PulumiPlaybook
{
    const string Previous = "../previous";

    public static Playbook Of(string environment, PulumiLanguage language, PlaybookNeed credentials)
    {
        string[] quiet = ["--non-interactive", "--color", "never"];
        string[] stack = ["--stack", environment];
        string[] up = ["pulumi", "up", "--yes", "--skip-preview", .. stack, .. quiet];
        string[] preview = ["pulumi", "preview", "--diff", .. stack, .. quiet];
        string[] install = ["pulumi", "install", .. quiet];
        PlaybookNeed[] needs = language == PulumiLanguage.Yaml ? [] : [new("node", "In version 20 or newer, with npm.")];
        return new Playbook
        {
            Needs =
            [
                new("pulumi", "In version 3.176 or newer."), .. needs,
                new("PULUMI_BACKEND_URL", "Variable of the shell: where the state is kept. Without it, where 'pulumi login' was last told to."),
                new("PULUMI_CONFIG_PASSPHRASE", "Variable of the shell, where the backend keeps no keys of its own: what secrets in the state are encrypted with."),
                credentials,
                new(Previous, "Only for the way back: the folder of the bundle that ran before, beside this one.")
            ],
            Steps =
            [
                new PlaybookStep
                {
                    Id = "install", Title = "Fetch the providers and packages", Command = install,
                    Expects = new("The versions that the program pins are there. Nothing is changed yet.")
                },
                new PlaybookStep
                {
                    Id = "select", Title = "Open the state", Command = ["pulumi", "stack", "select", "--create", environment, .. quiet],
                    Expects = new($"The stack {environment} is selected, and made if it was not there.")
                },
                new PlaybookStep
                {
                    Id = "preview", Title = "Look at what would change", Command = preview,
                    Expects = new("The changes that are to be approved, and no others: nothing is deleted or replaced that has to stay.") { Contains = "Resources:" }
                },
                new PlaybookStep
                {
                    Id = "up", Title = "Make the changes", Command = up, Approval = PlaybookApproval.Environment,
                    Expects = new("Every change is made.") { Contains = "Resources:" },
                    Verify = new(["pulumi", "preview", "--expect-no-changes", .. stack, .. quiet], new("Program and state are the same.")),
                    Rollback =
                    [
                        new("when another bundle ran before", [install, up], "Program and settings of the bundle that ran before, in the same stack. What was deleted is made anew, without what it held.") { Directory = Previous },
                        new("when nothing ran before", [["pulumi", "destroy", "--yes", "--skip-preview", .. stack, .. quiet]], "Nothing of the deployment is left but what is kept on purpose; the stack is there and empty.")
                    ]
                },
                new PlaybookStep
                {
                    Id = "output", Title = "Read the outputs", Command = ["pulumi", "stack", "output", "--json", .. stack, .. quiet],
                    Expects = new("The program's outputs, as JSON. Secrets are not shown.")
                }
            ]
        };
    }
}
