using InfraAgent.Hosting.Configuration;

namespace InfraAgent.Api.TerraformState;

/// <summary><c>State:*</c>: how long versions are kept that are not current any more.</summary>
public sealed record StateRetention
{
    /// <summary>The newest ones of a deployment, however old. A stray takes no place among them.</summary>
    public int KeepVersions { get; init; } = 100;

    /// <summary>And all that are younger than this, strays too.</summary>
    public TimeSpan KeepFor { get; init; } = TimeSpan.FromDays(30);

    /// <exception cref="ConfigurationException">Names the key.</exception>
    public static StateRetention Read(IConfiguration configuration)
    {
        var defaults = new StateRetention();
        var settings = new SettingsReader(configuration);
        var retention = new StateRetention
        {
            KeepVersions = settings.Number("State:KeepVersions", defaults.KeepVersions, 1, 1_000_000),
            KeepFor = settings.Duration("State:KeepFor", defaults.KeepFor),
        };
        settings.ThrowIfWrong();
        return retention;
    }
}
