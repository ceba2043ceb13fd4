namespace InfraAgent.Generator;

/// <summary>The same resources in a cluster, by kubectl or by helm.</summary>
static class ClusterPlaybooks
{
    const string Previous = "../previous";
    const string Patience = "15m";

    // Deletes what the overlay $0 has and $1 has not, in the namespace $2. Where it is not known what is to stay, nothing is deleted.
    const string DeleteOthers = """[ -d "$0" ] || exit 0; stays=$(kubectl get -k "$1" -o name --ignore-not-found) && kubectl get -k "$0" -o name --ignore-not-found | grep -vxF "$stays" | xargs -r kubectl -n "$2" delete""";

    static readonly PlaybookNeed Kubectl = new("kubectl", "With the cluster as its current context, and the right to make a namespace and what is in it.");
    static readonly PlaybookNeed Before = new(Previous, "The folder of the bundle that ran before, beside this one: for the way back, and to delete what is no longer there.");

    public static Playbook Kubernetes(BundleInput input)
    {
        var name = ClusterName.Of(input.Command);
        var overlay = "overlays/" + input.Command.Environment;
        // The bundle says what is there: what others have changed, such as a way back by 'rollout undo', is shown by the diff, and taken over.
        string[] apply = ["kubectl", "apply", "--server-side", "--force-conflicts", "-k"];
        string[] diff = ["kubectl", "diff", "--server-side", "--force-conflicts", "-k", overlay];
        var before = $"{Previous}/{overlay}";
        return new Playbook
        {
            Needs = [Kubectl, Before],
            Steps =
            [
                Namespace(name, overlay + "/namespace.yaml"),
                new PlaybookStep
                {
                    Id = "diff", Title = "Look at what would change", Command = diff,
                    Expects = new("The changes that are to be approved, and no others. 0 says that there are none, 1 that there are some.") { ExitCodes = [0, 1] }
                },
                new PlaybookStep
                {
                    Id = "apply", Title = "Apply the resources", Command = [.. apply, overlay], Approval = PlaybookApproval.Environment,
                    Expects = new("Every resource is taken.") { Contains = "serverside-applied" },
                    Verify = new(["kubectl", "get", "-k", overlay], new("Every resource is there.")),
                    Rollback =
                    [
                        // An autoscaler that only this bundle has would set replicas again if it were still there.
                        new("when another bundle ran before", [["sh", "-c", DeleteOthers, overlay, before, name], [.. apply, before]],
                            "The resources of the bundle that ran before, and only those. Claims of volumes stay, with what they hold."),
                        new("when nothing ran before", [["kubectl", "delete", "-k", overlay, "--ignore-not-found"]], "An empty namespace. It stays, and so do the claims of volumes and what they hold.")
                    ]
                },
                .. input.Workloads.OrderBy(w => w.Name, StringComparer.Ordinal).Select(w => Rollout(name, w)),
                // What is no longer asked for serves until the new ones are well.
                new PlaybookStep
                {
                    Id = "remove", Title = "Delete what only the bundle before has", Command = ["sh", "-c", DeleteOthers, before, overlay, name], Approval = PlaybookApproval.Environment,
                    Expects = new("Each resource that is deleted. Without a bundle before, nothing is said."),
                    Rollback = [new("when it was needed after all", [[.. apply, before]], "The resources of the bundle before, beside those that only this one has.")]
                },
                // Not before: while pods come and go, their owners' status differs from one look to the next.
                new PlaybookStep
                {
                    Id = "confirm", Title = "See that nothing differs", Command = diff,
                    Expects = new("The cluster has what the bundle says. Where nothing but a status is shown, it was just changing: look again.")
                }
            ]
        };
    }

    public static Playbook Helm(BundleInput input)
    {
        var name = ClusterName.Of(input.Command);
        var environment = input.Command.Environment;
        // What an autoscaler or somebody by hand has set would otherwise stop the release, and the way back as well.
        string[] force = ["--server-side=true", "--force-conflicts"];
        string[] upgrade = ["helm", "upgrade", "--install", name, ".", "--namespace", name, "--values", $"values-{environment}.yaml", .. force];
        return new Playbook
        {
            Needs = [Kubectl, new("helm", "In version 4.")],
            Steps =
            [
                Namespace(name, $"namespace-{environment}.yaml"),
                new PlaybookStep
                {
                    Id = "preview", Title = "Look at what would be installed", Command = [.. upgrade, "--dry-run=server"],
                    Expects = new("The resources that are to be approved, as the cluster would take them. Nothing is changed.") { Contains = "MANIFEST:" }
                },
                new PlaybookStep
                {
                    Id = "upgrade", Title = "Install or upgrade the release", Command = [.. upgrade, "--wait", "--timeout", Patience], Approval = PlaybookApproval.Environment,
                    Expects = new("The release is deployed and its pods are ready.") { Contains = "STATUS: deployed" },
                    Verify = new(["helm", "status", name, "--namespace", name], new("The newest revision of the release is the one that is deployed.") { Contains = "STATUS: deployed" }),
                    Rollback =
                    [
                        new("when another revision of the release ran before", [["helm", "rollback", name, "--namespace", name, .. force, "--wait", "--timeout", Patience]],
                            "The resources of the release's revision before, and only those."),
                        new("when nothing ran before", [["helm", "uninstall", name, "--namespace", name, "--wait", "--timeout", Patience]],
                            "An empty namespace. It stays, and so do the claims of volumes and what they hold.")
                    ]
                },
                new PlaybookStep
                {
                    Id = "test", Title = "Connect to every port", Command = ["helm", "test", name, "--namespace", name, "--timeout", Patience],
                    Expects = new("The pods of the test reach every TCP port of the services.")
                }
            ]
        };
    }

    static PlaybookStep Namespace(string name, string file) => new()
    {
        Id = "namespace", Title = "Make the namespace", Command = ["kubectl", "apply", "--server-side", "-f", file],
        Expects = new("The namespace is there, with its level of pod security.") { Contains = "serverside-applied" },
        Verify = new(["kubectl", "get", "namespace", name], new("It is active.") { Contains = "Active" })
    };

    static PlaybookStep Rollout(string name, Workload workload)
    {
        var target = $"{(ClusterWorkload.IsStateful(workload) ? "statefulset" : "deployment")}/{workload.Name}";
        return new PlaybookStep
        {
            Id = "rollout-" + workload.Name, Title = $"Wait for {target}", Command = ["kubectl", "-n", name, "rollout", "status", target, "--timeout=" + Patience],
            Expects = new("The replicas that were asked for run, are ready and are the new ones."),
            Rollback =
            [
                new("when an older one ran before", [["kubectl", "-n", name, "rollout", "undo", target], ["kubectl", "-n", name, "rollout", "status", target, "--timeout=" + Patience]],
                    "Pods as they were made before. What they read of ConfigMaps and secrets stays new: to take those back as well, take back the step apply.")
            ]
        };
    }
}
