namespace InfraAgent.Runtimes.Checks;

/// <summary>Programs of Pulumi. What judges one is running it: that needs its providers' packages and the cloud's credentials, and a static check has neither.</summary>
public sealed class PulumiChecks : IBundleChecks
{
    public string Name => "pulumi";

    public Task<IReadOnlyList<CheckResult>> CheckAsync(Workspace workspace, CancellationToken cancel)
    {
        IReadOnlyList<CheckResult> results = File.Exists(Path.Combine(workspace.Directory, "index.ts"))
            ? [NotRun("typescript_compile", "tsc", "The compiler needs the packages that package.json names, which a check without network cannot fetch: run 'pulumi install' and 'npx tsc --noEmit' in the bundle's folder."), Preview()]
            : [Preview()];
        return Task.FromResult(results);
    }

    static CheckResult Preview() => NotRun("pulumi_preview", "pulumi", "'pulumi preview' asks the cloud, for which a check has no credentials: follow the bundle's playbook up to its step 'preview'.");

    static CheckResult NotRun(string check, string tool, string reason) => new(new() { Name = check, Status = "not_run", Tool = tool, Reason = reason }, []);
}
