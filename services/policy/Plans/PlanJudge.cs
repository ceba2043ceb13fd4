using InfraAgent.Contracts;
using InfraAgent.Hosting;
using InfraAgent.Policy.Assertions;
using InfraAgent.Policy.Bundles;
using InfraAgent.Policy.Cost;
using InfraAgent.Policy.Rego;
using InfraAgent.Policy.Reports;
using InfraAgent.Policy.Rules;
using InfraAgent.Policy.Waivers;
using InfraAgent.Runtimes.Costs;

namespace InfraAgent.Policy.Plans;

/// <summary>Holds a plan against its profile: one pass over the changes, all rules on each.</summary>
public sealed class PlanJudge(ProfileChoice profiles, WaiverAuthority authority, IArtifactStore artifacts, PolicyOptions options, ReportStore reports, RegoJudge rego, PriceTable prices, InfracostPricing infracost)
{
    /// <exception cref="ArtifactCorruptException">The changes are not what the executor stored.</exception>
    public async Task<PlanJudged> JudgeAsync(JudgePlan command, CancellationToken cancel)
    {
        CostEstimate? cost = null;
        var (profile, choice) = profiles.For(ProfileUse.Of(command.Environment, command.Runtime, command.TemplateSpec ?? default) with { Removes = command.Destroy }, command.PolicyProfile);
        var judgement = new Judgement(authority.SetFor(profile, command.Environment, new RequestWaivers(command.DeploymentId, command.Waivers, command.Requester)));
        if (choice is not null) judgement.Add(choice);
        if (profile is not null && command.Changes.Size > options.MaxPlanBytes)
            judgement.Add(PlanReader.TooLarge($"its changes have {command.Changes.Size} bytes; {options.MaxPlanBytes} are read at most."));
        else if (profile is not null)
        {
            if (rego.Missing(profile, command.Environment, command.Destroy, command.Runtime) is { } missing) judgement.Add(missing);
            var changes = await artifacts.GetAsync(command.Changes, cancel);
            var asked = await rego.PlanAsync(profile, command.Environment, command.Destroy, command.Runtime, changes, cancel);
            var question = CostQuestion.Of(command.Cost, command.Bundle is { } bundle && await BundleJudge.ParametersAsync(artifacts, bundle, cancel) is var (_, values) ? values : default);
            cost = Judge(command.Environment, command.Destroy, profile, changes, asked, judgement, question, command.Cost?.MonthlyBudgetUsd, await infracost.AskAsync(changes, question.Region, cancel));
        }

        var findings = await PlacedAsync(command, judgement.Listed, cancel);
        IReadOnlyList<Check> checks =
        [
            new()
            {
                Name = "plan_policy", Status = judgement.Refused ? "failed" : "passed", Tool = "infra-agent", Reason = profile is null ? null : $"profile {profile.Name}",
            },
        ];
        return new PlanJudged
        {
            DeploymentId = command.DeploymentId, RunId = command.RunId, Attempt = command.Attempt,
            PlanDigest = command.PlanDigest,
            Verdict = judgement.Verdict,
            Refused = judgement.Refused,
            Profile = profile?.Name,
            ApprovalRequired = judgement.ApprovalRequired,
            ApproveWithin = profile?.Approvals.ExpireAfter,
            FourEyes = profile?.Approvals.FourEyes ?? false,
            Checks = checks,
            Findings = findings,
            Waivers = judgement.Waivers,
            WaivedUntil = judgement.WaivedUntil,
            Cost = cost,
            Report = await reports.PutAsync(command, "plan", checks, findings, command.PreviousReport, cancel),
        };
    }

    async Task<IReadOnlyList<Finding>> PlacedAsync(JudgePlan command, IReadOnlyList<(Finding Finding, string? Attribute)> findings, CancellationToken cancel)
    {
        if (command.Bundle is not { } bundle || findings.All(f => f.Finding.Resource is null)) return [.. findings.Select(f => f.Finding)];
        var places = new PlanPlaces(artifacts, bundle, command.TemplateSpec);
        var placed = new List<Finding>(findings.Count);
        foreach (var (finding, attribute) in findings) placed.Add(await places.PlaceAsync(finding, attribute, cancel));
        return placed;
    }

    /// <param name="changes">Masked, as the executor has them.</param>
    /// <param name="priced">What infracost says of it; null where it is not asked.</param>
    /// <returns>What it costs; null where it cannot be read as a whole.</returns>
    internal CostEstimate? Judge(string environment, bool destroy, Profile profile, byte[] changes, RegoFindings asked, Judgement judgement, CostQuestion question, decimal? budget, InfracostAnswer? priced = null)
    {
        var cost = new CostEstimator(prices, question, planned: true);
        var byInfracost = priced is null ? null : new InfracostEstimate(priced, question.Region);
        var rules = profile.Rules
            .Where(r => r.PlanCheck is not null)
            .Select(r => (Rule: r, Check: r.PlanCheck!, Level: r.LevelIn(environment, destroy)))
            .Where(r => r.Level != Level.Off)
            .ToList();
        var connecting = rules.Where(r => r.Check.Connects).ToList();
        var types = new Dictionary<string, (List<(BoundRule Rule, PlanCheck Check, Level Level)> Looking, List<Subject>? Connected)>(StringComparer.Ordinal);
        var totals = new PlanTotals();
        using var plan = new PlanReader(options.MaxResourceBytes);
        var wrong = plan.Read(changes, change =>
        {
            totals.Add(change);
            cost.Add(change);
            byInfracost?.Add(change);
            if (!types.TryGetValue(change.Type, out var type))
                types[change.Type] = type = (rules.FindAll(r => !r.Check.Connects && r.Check.LooksAt(change.Type)), connecting.Exists(r => r.Check.Concerns(change.Type)) ? [] : null);
            foreach (var (rule, check, level) in type.Looking)
                foreach (var found in check.Judge(change)) judgement.Add(rule, level, found);
            if (change.Remains) type.Connected?.Add(change.Connected);
        });
        if (wrong is not null) judgement.Add(wrong);
        else
        {
            var estimate = cost.Finish();
            totals.Cost = new CostFacts(environment, byInfracost?.Finish(estimate) ?? estimate, budget, options.Environments(environment)?.MonthlyBudgetUsd);
        }

        var index = new SubjectIndex([.. types.Values.SelectMany(t => t.Connected ?? [])]);
        foreach (var (rule, check, level) in connecting)
            foreach (var (name, (_, alike)) in types)
                if (alike is not null && check.LooksAt(name))
                    foreach (var found in check.Judge(alike, index)) judgement.Add(rule, level, found);

        foreach (var rule in profile.Rules.Where(r => r.Rule is { Rego: not null, Phase: Phase.Plan }))
            foreach (var found in asked.Of(rule.Rule)) judgement.Add(rule, rule.LevelIn(environment, destroy), found);

        foreach (var (rule, check, level) in rules)
            foreach (var found in check.AtEnd(totals)) judgement.Add(rule, level, found);

        judgement.TellOfWaivers(rule => rule.Phase == Phase.Plan);
        if (totals.Changed > 0 && options.Environments(environment) is { ApprovalRequired: true })
        {
            judgement.RequireApproval();
            judgement.Add(new Finding
            {
                RuleId = PolicyRules.EnvironmentApproval, Severity = "note",
                Message = $"The environment '{environment}' has every change approved.",
                Remediation = "Have the plan approved (POST /deployments/{id}/approve with its plan_digest).",
            });
        }

        return totals.Cost?.Estimate;
    }
}
