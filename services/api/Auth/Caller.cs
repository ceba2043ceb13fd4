using InfraAgent.Contracts;

namespace InfraAgent.Api.Auth;

/// <summary>Who sends a request, and what the key covers. An endpoint takes it as a parameter.</summary>
public sealed class Caller
{
    const string Everywhere = "*";

    readonly HashSet<Role> roles;
    readonly HashSet<string> environments;

    internal Caller(string name, IEnumerable<Role> roles, IEnumerable<string> environments)
    {
        Name = name;
        this.roles = [.. roles];
        this.environments = new(environments, StringComparer.Ordinal);
    }

    /// <summary>A user of this machine, on an agent that listens on loopback and has no keys.</summary>
    public static Caller Local { get; } = new("local", [Role.Admin], [Everywhere]);

    public string Name { get; }

    public Actor Actor => new(Name, "rest");

    public bool Has(Role role) => roles.Contains(Role.Admin) || roles.Contains(role) || (role == Role.Viewer && roles.Count > 0);

    /// <summary>Null: all of them.</summary>
    public IReadOnlyCollection<string>? Environments => environments.Contains(Everywhere) ? null : environments;

    public bool MayUse(string environment) => environments.Contains(Everywhere) || environments.Contains(environment);

    /// <summary>The 403 for an environment that the key does not cover; null when it does.</summary>
    public IResult? Refuse(string environment) => MayUse(environment)
        ? null
        : Refusal.Problem(403, "forbidden", "Not allowed", $"The key '{Name}' does not cover the environment '{environment}'. Use a key whose environments include it.");

    public static ValueTask<Caller> BindAsync(HttpContext http) => ValueTask.FromResult(http.Caller());
}
