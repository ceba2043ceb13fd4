namespace InfraAgent.Generator;

/// <summary>A Compose project: <c>compose.yaml</c> is what the specification says, <c>.env.&lt;environment&gt;</c> has the values. What has another shape in
/// the environment has a project file of its own, since Compose's merging of files can take nothing away.</summary>
sealed class ComposeWriter : IBundleWriter
{
    const string Code = "compose.yaml";

    public string Runtime => "docker-compose";

    public Playbook Playbook(BundleInput input) => ComposePlaybook.Of(input);

    public WrittenBundle Write(BundleInput input, FindingList findings)
    {
        var before = findings.Count;
        new ComposeCheck(input, findings).Check();
        var to = ComposePatches.Apply(ComposeProject.Of(input.Workloads, input), input.Patches, findings);
        var from = input.SameAsBase ? to : ComposePatches.Apply(ComposeProject.Of(input.Base, input), input.Patches, null);
        if (findings.Count > before) return WrittenBundles.Nothing;

        var environment = input.Command.Environment;
        var files = new SortedDictionary<string, ReadOnlyMemory<byte>>(StringComparer.Ordinal) { [Code] = YamlWriter.Bytes(from.Body) };
        var project = Code;
        if (!from.Body.Equals(to.Body))
        {
            project = $"compose.{environment}.yaml";
            files[project] = YamlWriter.Bytes(to.Body);
        }

        var parameters = $".env.{environment}";
        var name = ClusterName.Of(input.Command);
        files[parameters] = DotenvWriter.Write(
            new[] { KeyValuePair.Create("COMPOSE_FILE", project), KeyValuePair.Create("COMPOSE_PROJECT_NAME", name) }.Concat(to.Variables));
        foreach (var (path, script) in ComposeScripts.Files(input.Workloads.Any(w => w.Secrets.Count > 0))) files[path] = script;
        files["README.md"] = new ComposeReadme(input, name, project).Write();
        return new WrittenBundle
        {
            Files = files,
            Code = new HashSet<string> { Code },
            SecretFiles = input.Workloads.SelectMany(w => w.Secrets.Keys.Select(variable => KeyValuePair.Create((w.Name, variable), ComposeSecrets.File(w, variable)))).ToDictionary(),
            Entrypoints = new SortedDictionary<string, string>(StringComparer.Ordinal) { ["iac"] = Code, ["parameters"] = parameters, ["project"] = project, ["readme"] = "README.md" }
        };
    }
}
