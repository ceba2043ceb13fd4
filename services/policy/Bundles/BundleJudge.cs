using System.Text.Json;
using InfraAgent.Contracts;
using InfraAgent.Hosting;
using InfraAgent.Policy.Analysis;
using InfraAgent.Policy.Assertions;
using InfraAgent.Policy.Cost;
using InfraAgent.Policy.Plans;
using InfraAgent.Policy.Rego;
using InfraAgent.Policy.Reports;
using InfraAgent.Policy.Rules;
using InfraAgent.Policy.Waivers;
using InfraAgent.Runtimes;
using YamlDotNet.Core;

namespace InfraAgent.Policy.Bundles;

/// <summary>Holds a request and its bundle against the profile's rules and the tool's own static checks.</summary>
public sealed class BundleJudge(ProfileChoice profiles, WaiverAuthority authority, StaticAnalysis analysis, IArtifactStore artifacts, ReportStore reports, RegoJudge rego, PriceTable prices, PolicyOptions options)
{
    const int LargestFile = 1 << 20;

    /// <exception cref="ArtifactCorruptException">The bundle is not what the generator stored.</exception>
    public async Task<BundleJudged> JudgeAsync(JudgeBundle command, CancellationToken cancel)
    {
        var (profile, choice) = profiles.For(ProfileUse.Of(command.Environment, command.Runtime, command.TemplateSpec), command.PolicyProfile);
        var judgement = new Judgement(authority.SetFor(profile, command.Environment, new RequestWaivers(command.DeploymentId, command.Waivers, command.Requester)));
        if (choice is not null) judgement.Add(choice);
        // Also when the rules refuse: a caller mends everything at once.
        var results = await analysis.AnalyseAsync(command, cancel);
        var (facts, unread) = await FactsAsync(command, results, cancel);
        foreach (var finding in CostQuestion.Of(command.Cost, default).Unknown(prices)) judgement.Add(finding);
        if (profile is not null)
        {
            if (rego.Missing(profile, command.Environment, destroy: false, command.Runtime) is { } missing) judgement.Add(missing);
            var documents = RegoDocument.Of(facts, results.FirstOrDefault(r => r.Rendered is not null)?.Rendered);
            Judge(command.Environment, profile.Rules, facts with { Rego = await rego.BundleAsync(profile, command.Environment, command.Runtime, documents, cancel) }, judgement);
            judgement.TellOfWaivers(rule => rule.Phase == Phase.Bundle);
        }

        var policy = new Check
        {
            Name = "bundle_policy", Status = judgement.Refused ? "failed" : "passed", Tool = "infra-agent",
            Reason = profile is null ? null : unread is null ? $"profile {profile.Name}" : $"profile {profile.Name}; its rules for plans wait for the plan: {unread}",
        };
        foreach (var finding in results.SelectMany(r => r.Findings)) judgement.Add(finding);
        var broken = results.Any(r => r.Check.Status == "failed");
        IReadOnlyList<Check> checks = [policy, .. results.Select(r => r.Check)];

        var (code, rendered) = (new PlanPlaces(artifacts, command.Bundle, command.TemplateSpec), new RenderedPlaces(artifacts, command.Bundle, command.TemplateSpec));
        var findings = new List<Finding>();
        foreach (var (finding, attribute) in judgement.Listed)
            findings.Add(command.Runtime == "terraform" ? await code.PlaceAsync(finding, attribute, cancel) : await rendered.PlaceAsync(finding, cancel));
        return new BundleJudged
        {
            DeploymentId = command.DeploymentId, RunId = command.RunId, Attempt = command.Attempt,
            Verdict = judgement.Verdict == Verdict.Fail || broken ? Verdict.Fail
                : results.Any(r => r.Check.LeavesOpen) ? Verdict.Incomplete
                : judgement.Verdict,
            Refused = judgement.Refused || broken,
            Profile = profile?.Name,
            Checks = checks,
            Findings = findings,
            Waivers = judgement.Waivers,
            WaivedUntil = judgement.WaivedUntil,
            Cost = facts.Cost?.Estimate,
            Report = await reports.PutAsync(command, "bundle", checks, findings, command.PreviousReport, cancel),
        };
    }

    internal static void Judge(string environment, IEnumerable<BoundRule> rules, BundleFacts facts, Judgement judgement)
    {
        foreach (var rule in rules)
        {
            if (rule.BundleCheck is not { } check || rule.LevelIn(environment) is not (var level and not Level.Off)) continue;
            foreach (var found in check.Judge(facts)) judgement.Add(rule, level, found);
        }
    }

    /// <summary>And why the code could not be read, where it should have been.</summary>
    async Task<(BundleFacts, string? Unread)> FactsAsync(JudgeBundle command, IReadOnlyList<CheckResult> results, CancellationToken cancel)
    {
        var parameters = await ParametersAsync(artifacts, command.Bundle, cancel);
        var (planned, unread) = command.Runtime == "terraform" ? await CodeSubjects.ReadAsync(artifacts, command.Bundle, parameters?.Values ?? default, cancel) : default;
        var facts = new BundleFacts
        {
            Runtime = command.Runtime,
            TemplateSpec = command.TemplateSpec,
            Parameters = command.Parameters,
            Labels = command.Labels,
            ParameterFile = parameters,
            Modules = await ModulesAsync(command.Bundle, cancel),
            Resources = results.FirstOrDefault(r => r.Rendered is not null) is { Rendered: { } rendered } ? Rendered(command.Runtime, rendered) : null,
            Planned = planned,
        };
        var estimate = CostOf(facts, prices, CostQuestion.Of(command.Cost, parameters?.Values ?? default));
        return (facts with { Cost = new CostFacts(command.Environment, estimate, command.Cost?.MonthlyBudgetUsd, options.Environments(command.Environment)?.MonthlyBudgetUsd) }, unread);
    }

    /// <summary>Null where what will be made is not known before there is a plan.</summary>
    internal static CostEstimate? CostOf(BundleFacts facts, PriceTable prices, CostQuestion question) => facts.Runtime switch
    {
        "kubernetes" or "helm" => CostEstimate.None("It runs on a cluster that is there, whose nodes cost the same."),
        "docker-compose" => CostEstimate.None("It runs on a host that is there, which costs the same."),
        _ => facts.Planned is { } planned ? CostEstimator.Of(prices, question, planned) : null,
    };

    static IReadOnlyList<Subject>? Rendered(string runtime, string text)
    {
        try
        {
            return RenderedSubjects.Read(runtime, text);
        }
        catch (YamlException)
        {
            return null; // what cannot be read is as good as not rendered: its rules are not kept, but unknown
        }
    }

    /// <summary>The bundle's parameter file and its content; null where there is none that can be read as JSON.</summary>
    internal static async Task<(string File, JsonElement Values)?> ParametersAsync(IArtifactStore artifacts, BundleRef bundle, CancellationToken cancel) =>
        await ReadAsync(artifacts, bundle, "parameters", cancel) is { } read ? (BundleFolder.Within(bundle, read.File), read.Json) : null;

    async Task<IReadOnlyList<(string, ModuleVersion)>> ModulesAsync(BundleRef bundle, CancellationToken cancel) =>
        await ReadAsync(artifacts, bundle, "manifest", cancel) is { Json: { ValueKind: JsonValueKind.Object } manifest } && manifest.TryGetProperty("modules", out var modules)
            ? [.. modules.EnumerateArray().Select(m => (m.GetProperty("name").GetString()!, ModuleVersion.TryParse(m.GetProperty("version").GetString()!)!))]
            : [];

    /// <summary>A file of the bundle by its short name; null where there is none, or it is no JSON, like another runtime's parameter file.</summary>
    static async Task<(ArtifactRef File, JsonElement Json)?> ReadAsync(IArtifactStore artifacts, BundleRef bundle, string entrypoint, CancellationToken cancel)
    {
        if (!bundle.Entrypoints.TryGetValue(entrypoint, out var path) || bundle.Files.FirstOrDefault(f => f.Path == path) is not { Size: <= LargestFile } file) return null;
        try
        {
            return (file, JsonElement.Parse(await artifacts.GetAsync(file, cancel)));
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
