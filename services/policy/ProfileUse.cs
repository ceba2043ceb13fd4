using System.Text.Json;
using InfraAgent.Policy.Rules;

namespace InfraAgent.Policy;

/// <summary>What a profile is to judge.</summary>
/// <param name="Cloud">Null where nothing says it, as beside a bare plan.</param>
public sealed record ProfileUse(string Environment, string Runtime, string? Cloud)
{
    /// <summary>All of it is removed: whatever the profile is for, that ends it.</summary>
    public bool Removes { get; init; }

    public static ProfileUse Of(string environment, string runtime, JsonElement templateSpec) => new(environment, runtime,
        templateSpec.ValueKind == JsonValueKind.Object && templateSpec.TryGetProperty("cloud", out var cloud) && cloud.ValueKind == JsonValueKind.String ? cloud.GetString() : null);

    /// <summary>Rules that would have something to say of the cloud's resources if there were a way to look at them under this runtime, with the level that this has.</summary>
    internal IReadOnlyList<(string RuleId, Level Level)> Unseen(Profile profile) => Cloud is null ? [] :
    [
        .. profile.Rules.Where(r => r.Rule.IsOf(Cloud) && !r.Rule.IsJudgedFor(Runtime))
            .Select(r => (r.Rule.Id, Level: r.UnknownLevel(r.LevelIn(Environment)))).Where(r => r.Level != Level.Off),
    ];

    internal bool IsJudgedBy(Profile profile) =>
        profile.Scope.AllowsEnvironment(Environment) && profile.Scope.Fits(Runtime, Cloud) && Unseen(profile).All(r => r.Level < Level.Mandatory);

    public override string ToString() => Cloud is null ? $"runtime '{Runtime}'" : $"runtime '{Runtime}' on cloud '{Cloud}'";
}
