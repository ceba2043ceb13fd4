namespace InfraAgent.Runtimes;

/// <summary>What a tool says of a bundle before anything is rolled out.</summary>
public interface IBundleChecks
{
    /// <summary>The word callers use: <c>terraform</c>.</summary>
    string Name { get; }

    /// <summary>Its checks look at the whole bundle, with the files of its environment and parameters, and not at its code alone.</summary>
    bool ChecksAll => false;

    /// <summary>The installed tool and its version (<c>terraform 1.11.4</c>), so that what was learned with another one is not reused; cheap
    /// to ask again and again. Null where it is not installed or not known.</summary>
    Task<string?> VersionAsync(CancellationToken cancel) => Task.FromResult<string?>(null);

    /// <summary>Static checks of a bundle, with no credentials and no network. A check that could not be made is <c>not_run</c>, never passed.</summary>
    Task<IReadOnlyList<CheckResult>> CheckAsync(Workspace workspace, CancellationToken cancel);
}
