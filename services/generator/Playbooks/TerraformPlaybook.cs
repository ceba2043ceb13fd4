namespace InfraAgent.Generator;

/// <summary>Plan, look, apply the plan that was looked at.</summary>
static class TerraformPlaybook
{
    // A name of its own, that no file of a bundle has.
    const string Plan = "playbook.tfplan";
    const string Previous = "../previous";

    public static Playbook Of(string parameterFile)
    {
        string[] values = ["-input=false", "-no-color", "-var-file=" + parameterFile];
        string[] plan = ["terraform", "plan", .. values, "-out=" + Plan];
        string[] apply = ["terraform", "apply", "-input=false", "-no-color", Plan];
        string[] remove = ["rm", "-f", Plan];
        string[] init = ["terraform", "init", "-input=false", "-no-color"];
        return new Playbook
        {
            Needs =
            [
                new("terraform", "In a version that versions.tf allows."),
                new("TF_HTTP_ADDRESS", "Variable of the shell: where the state is kept, by Terraform's http protocol. The agent's own store gives tokens to the agent's runs alone, which end with them: without the agent, this is a store of yours."),
                new("TF_HTTP_LOCK_ADDRESS", "Variable of the shell: where the state is locked."),
                new("TF_HTTP_UNLOCK_ADDRESS", "Variable of the shell: where it is unlocked."),
                new("TF_HTTP_USERNAME", "Variable of the shell: who asks the store."),
                new("TF_HTTP_PASSWORD", "Variable of the shell: what the store knows them by. Nowhere else: a setting of the backend would end up in the plan."),
                new("credentials", "Of the cloud, as its providers look for them, in variables of the shell. The cloud local needs none."),
                new(Previous, "Only for the way back: the folder of the bundle that ran before, beside this one.")
            ],
            Steps =
            [
                new PlaybookStep
                {
                    Id = "init", Title = "Open the state and fetch the providers", Command = init,
                    Expects = new("The backend http and the providers that versions.tf pins are set up. Nothing is changed yet.") { Contains = "Terraform has been successfully initialized!" }
                },
                new PlaybookStep
                {
                    Id = "plan", Title = "Plan the change and keep the plan", Command = plan,
                    Expects = new($"What would be created, changed and destroyed. The plan is in {Plan}, which may hold secrets in clear: the last step removes it.")
                },
                new PlaybookStep
                {
                    Id = "show", Title = "Look at the plan", Command = ["terraform", "show", "-no-color", Plan],
                    Expects = new("The changes that are to be approved, and no others: nothing is destroyed or replaced that has to stay.")
                },
                new PlaybookStep
                {
                    Id = "apply", Title = "Apply the plan that was looked at", Command = apply, Approval = PlaybookApproval.Environment,
                    Expects = new("Every change of the plan is made. Where the state has moved on meanwhile, terraform refuses the plan: plan again.") { Contains = "Apply complete!" },
                    Verify = new(["terraform", "plan", .. values], new("Code, state and world are the same.") { Contains = "No changes." }),
                    Rollback =
                    [
                        new("when another bundle ran before", [init, plan, apply, remove],
                            "Code and values of the bundle that ran before, in the same state. What was destroyed is made anew, without what it held.")
                        { Directory = Previous },
                        new("when nothing ran before", [["terraform", "plan", "-destroy", .. values, "-out=" + Plan], apply, remove], "Nothing of the deployment is left; the state is there and empty.")
                    ]
                },
                new PlaybookStep
                {
                    Id = "output", Title = "Read the outputs", Command = ["terraform", "output", "-json", "-no-color"],
                    Expects = new("The outputs that outputs.tf names, as JSON.")
                },
                new PlaybookStep
                {
                    Id = "remove-plan", Title = "Remove the plan", Command = remove,
                    Expects = new("The plan is gone, also when a step before has failed.")
                }
            ]
        };
    }
}
