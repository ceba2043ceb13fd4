using InfraAgent.Contracts;
using InfraAgent.Hosting;
using InfraAgent.Policy.Assertions;
using InfraAgent.Policy.Bundles;
using InfraAgent.Policy.Cost;
using InfraAgent.Policy.Reports;
using InfraAgent.Policy.Rules;

namespace InfraAgent.Policy.Plans;

/// <summary>Holds a plan against its profile: one pass over the changes, all rules on each.</summary>
public sealed class PlanJudge(ProfileChoice profiles, IArtifactStore artifacts, PolicyOptions options, ReportStore reports, PriceTable prices)
{
    /// <exception cref="ArtifactCorruptException">The changes are not what the executor stored.</exception>
    public async Task<PlanJudged> JudgeAsync(JudgePlan command, CancellationToken cancel)
    {
        var judgement = new Judgement();
        CostEstimate? cost = null;
        var (profile, refusal) = profiles.For(command.Environment, command.PolicyProfile);
        if (refusal is not null) judgement.Add(refusal);
        else if (command.Changes.Size > options.MaxPlanBytes)
            judgement.Add(PlanReader.TooLarge($"its changes have {command.Changes.Size} bytes; {options.MaxPlanBytes} are read at most."));
        else
        {
            var question = CostQuestion.Of(command.Cost, command.Bundle is { } bundle && await BundleJudge.ParametersAsync(artifacts, bundle, cancel) is var (_, values) ? values : default);
            cost = Judge(command.Environment, command.Destroy, profile!, await artifacts.GetAsync(command.Changes, cancel), judgement, question, command.Cost?.MonthlyBudgetUsd);
        }

        var findings = await PlacedAsync(command, judgement.Findings, cancel);
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
            IncompleteAccepted = judgement.Verdict == Verdict.Incomplete && !judgement.Refused,
            ApprovalRequired = judgement.ApprovalRequired,
            Checks = checks,
            Findings = findings,
            Cost = cost,
            Report = await reports.PutAsync(command, "plan", checks, findings, command.PreviousReport, cancel),
        };
    }

    async Task<IReadOnlyList<Finding>> PlacedAsync(JudgePlan command, IReadOnlyList<Finding> findings, CancellationToken cancel)
    {
        if (command.Bundle is not { } bundle || findings.All(f => f.Resource is null)) return findings;
        var places = new PlanPlaces(artifacts, bundle, command.TemplateSpec);
        var placed = new List<Finding>(findings.Count);
        foreach (var finding in findings) placed.Add(await places.PlaceAsync(finding, cancel));
        return placed;
    }

    /// <param name="changes">Masked, as the executor has them.</param>
    /// <returns>What it costs; null where it cannot be read as a whole.</returns>
    internal CostEstimate? Judge(string environment, bool destroy, Profile profile, byte[] changes, Judgement judgement, CostQuestion question, decimal? budget)
    {
        var cost = new CostEstimator(prices, question, planned: true);
        var rules = profile.Rules
            .Where(r => r.PlanCheck is not null)
            .Select(r => (Rule: r, Check: r.PlanCheck!, Level: r.LevelIn(environment, destroy)))
            .Where(r => r.Level != Level.Off)
            .ToList();
        var connecting = rules.Where(r => r.Check.Connects).ToList();
        var byType = new Dictionary<string, List<(BoundRule Rule, PlanCheck Check, Level Level)>>(StringComparer.Ordinal);
        var subjects = new List<Subject>();
        var totals = new PlanTotals();
        var wrong = new PlanReader(options.MaxResourceBytes).Read(changes, change =>
        {
            totals.Add(change);
            cost.Add(change);
            if (!byType.TryGetValue(change.Type, out var looking)) byType[change.Type] = looking = rules.FindAll(r => r.Check.LooksAt(change.Type));
            foreach (var (rule, check, level) in looking)
                foreach (var found in check.Judge(change)) judgement.Add(rule, level, found);
            if (connecting.Count > 0 && change.Remains) subjects.Add(AssertionCheck.Of(change));
        });
        if (wrong is not null) judgement.Add(wrong);
        else totals.Cost = new CostFacts(environment, cost.Finish(), budget, options.Environments(environment)?.MonthlyBudgetUsd);

        var index = new SubjectIndex(subjects);
        foreach (var (rule, check, level) in connecting)
            foreach (var found in check.Judge(subjects, index)) judgement.Add(rule, level, found);

        foreach (var (rule, check, level) in rules)
            foreach (var found in check.AtEnd(totals)) judgement.Add(rule, level, found);

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
