using System.Text.Json;
using InfraAgent.Contracts;
using InfraAgent.Policy.Rules;
using InfraAgent.Runtimes;
using InfraAgent.Runtimes.Rego;

namespace InfraAgent.Policy.Rego;

/// <summary>Has the Rego rules of a profile judged by the tool that is installed. A rule that could not be judged is unknown, with the reason.</summary>
public sealed class RegoJudge(RegoTools tools, PolicyOptions options)
{
    static readonly string[] Addresses = ["resource", "address"];
    static readonly string[] Details = ["details", "metadata"];

    /// <summary>The finding that refuses a profile whose rules nobody can judge here; null where none needs a tool or one is installed.</summary>
    internal Finding? Missing(Profile profile, string environment, bool destroy, string runtime)
    {
        var needing = profile.Rules.Where(r => r.Rule.Rego is not null && Concerns(r.Rule, runtime) && r.LevelIn(environment, destroy) != Level.Off).Select(r => r.Rule.Id).ToList();
        if (needing.Count == 0 || tools.Installed is not null) return null;
        return new Finding
        {
            RuleId = PolicyRules.NoRegoTool,
            Pointer = "/policy_profile",
            Message = $"The policy profile '{profile.Name}' has rules in Rego, {string.Join(", ", needing)}, and neither opa nor conftest is installed here.",
            Remediation = RegoTools.HowToGet,
        };
    }

    /// <param name="changes">Masked, as the executor has them.</param>
    internal Task<RegoFindings> PlanAsync(Profile profile, string environment, bool destroy, string runtime, byte[] changes, CancellationToken cancel)
    {
        IReadOnlyList<RegoDocument>? documents = null;
        return JudgeAsync(profile.Rules.Where(r => r.Rule.Phase == Phase.Plan && r.LevelIn(environment, destroy) != Level.Off), runtime, () => documents ??= [new(TerraformPlanInput.Write(changes), null)], cancel);
    }

    /// <param name="documents">What will be rolled out; null where no tool could render it.</param>
    internal Task<RegoFindings> BundleAsync(Profile profile, string environment, string runtime, IReadOnlyList<RegoDocument>? documents, CancellationToken cancel) =>
        JudgeAsync(profile.Rules.Where(r => r.Rule.Phase == Phase.Bundle && r.LevelIn(environment) != Level.Off), runtime, () => documents, cancel);

    async Task<RegoFindings> JudgeAsync(IEnumerable<BoundRule> rules, string runtime, Func<IReadOnlyList<RegoDocument>?> documents, CancellationToken cancel)
    {
        var found = new Dictionary<string, IReadOnlyList<Found>>(StringComparer.Ordinal);
        foreach (var rule in rules.Select(r => r.Rule).Where(r => r.Rego is not null && Concerns(r, runtime)))
            found[rule.Id] = await JudgeAsync(rule, documents, cancel);
        return new RegoFindings(found);
    }

    async Task<IReadOnlyList<Found>> JudgeAsync(Rule rule, Func<IReadOnlyList<RegoDocument>?> read, CancellationToken cancel)
    {
        IReadOnlyList<RegoDocument>? documents;
        try
        {
            documents = read();
        }
        catch (Exception ex) when (ex is JsonException or InvalidOperationException)
        {
            return [Unknown(rule, $"the plan cannot be read: {ex.Message}")];
        }
        if (documents is null) return [Unknown(rule, "the bundle could not be rendered.")];

        using var folder = new ScratchFolder(options.ScratchFolder, "rego");
        var answer = await tools.AskAsync(rule.Rego!, [.. documents.Select(d => d.Json)], folder.Path, options.AnalysisTimeout, cancel);
        return answer.Failure is { } failure ? [Unknown(rule, failure)] : [.. answer.Messages.Select(m => Found(rule, documents[m.Document], m))];
    }

    static Found Found(Rule rule, RegoDocument document, RegoMessage message) => new(message.Text.Length > 0 ? message.Text : rule.Title)
    {
        Resource = AddressIn(message.Fields) ?? document.Address,
        AtMost = message.Warns ? Level.Advisory : null,
    };

    static Found Unknown(Rule rule, string why) => new($"{rule.Title}: this could not be judged: {why}") { Unknown = true };

    static string? AddressIn(JsonElement fields) =>
        Addresses.Select(name => Text(fields, name)).FirstOrDefault(a => a is not null)
        ?? Details.Where(name => fields.ValueKind == JsonValueKind.Object && fields.TryGetProperty(name, out _)).Select(name => AddressIn(fields.GetProperty(name))).FirstOrDefault(a => a is not null);

    static string? Text(JsonElement fields, string name) =>
        fields.ValueKind == JsonValueKind.Object && fields.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String && value.GetString() is { Length: > 0 } text ? text : null;

    static bool Concerns(Rule rule, string runtime) => rule.Runtimes.Count == 0 ? runtime == "terraform" : rule.Runtimes.Contains(runtime);
}
