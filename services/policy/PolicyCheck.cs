using System.Text.Json;
using InfraAgent.Contracts;
using InfraAgent.Hosting;
using InfraAgent.Policy.Assertions;
using InfraAgent.Policy.Bundles;
using InfraAgent.Policy.Cost;
using InfraAgent.Policy.Plans;
using InfraAgent.Policy.Rego;
using InfraAgent.Policy.Reports;
using InfraAgent.Policy.Rules;
using InfraAgent.Policy.Waivers;
using InfraAgent.Runtimes.Terraform;
using YamlDotNet.Core;

namespace InfraAgent.Policy;

/// <summary>Judges what nobody deploys, by the same rules: a plan, manifests, a specification. Runs no tool and keeps nothing.</summary>
public sealed class PolicyCheck(ProfileChoice profiles, WaiverAuthority authority, PlanJudge plans, PolicyCatalog catalog, ISecretBox box)
{
    /// <summary>Runtimes whose manifests can be judged as they are.</summary>
    public static IReadOnlyList<string> ManifestRuntimes { get; } = ["docker-compose", "helm", "kubernetes"];

    /// <param name="shown">What <c>terraform show -json PLAN</c> wrote; its secrets are masked before anything looks at it.</param>
    /// <param name="region">Of resources that do not tell theirs, for what they cost.</param>
    public PolicyVerdict Plan(string environment, string? profile, ReadOnlyMemory<byte> shown, string? region = null, RequestWaivers? waivers = null)
    {
        CostEstimate? cost = null;
        return Judge(new(environment, RuntimeNames.Terraform, Cloud: null), profile, waivers, (judged, judgement) =>
        {
            try
            {
                cost = plans.Judge(environment, destroy: false, judged, PlanChanges.Mask(shown, box), RegoFindings.NotAsked, judgement, CostQuestion.Plain with { Region = region }, budget: null);
            }
            catch (InvalidDataException ex)
            {
                judgement.Add(new Finding { RuleId = PolicyRules.UnreadablePlan, Pointer = "", Message = ex.Message, Remediation = "Send what 'terraform show -json PLAN' writes." });
            }
        }) with { Cost = cost };
    }

    /// <param name="rendered">What <c>kubectl kustomize</c>, <c>helm template</c> or <c>docker-compose config</c> prints.</param>
    public PolicyVerdict Manifests(string environment, string? profile, string runtime, string rendered, RequestWaivers? waivers = null) => Judge(new(environment, runtime, Cloud: null), profile, waivers, (judged, judgement) =>
    {
        try
        {
            var resources = RenderedSubjects.Read(runtime, rendered);
            if (resources.Count == 0) judgement.Add(NoManifests($"There is nothing in it that {runtime} would make."));
            // There is no request that the other rules could look at.
            BundleJudge.Judge(environment, judged.Rules.Where(r => r.Rule.LooksAtResources), new BundleFacts { Runtime = runtime, Resources = resources }, judgement);
            judgement.TellOfWaivers(rule => rule is { Phase: Phase.Bundle, LooksAtResources: true });
        }
        catch (YamlException ex)
        {
            judgement.Add(NoManifests($"This cannot be read: {(ex.InnerException ?? ex).Message}") with { Line = (int)ex.Start.Line, Column = (int)ex.Start.Column });
        }
    });

    /// <summary>What can be said of a request before anything is generated.</summary>
    public PolicyVerdict Request(string environment, string? profile, string runtime, JsonElement templateSpec, IReadOnlyDictionary<string, JsonElement> parameters, IReadOnlyDictionary<string, string> labels,
        RequestWaivers? waivers = null) => Judge(ProfileUse.Of(environment, runtime, templateSpec), profile, waivers, (judged, judgement) =>
    {
        // Conditions look at what is rendered, and nothing is yet.
        BundleJudge.Judge(environment, judged.Rules.Where(r => !r.Rule.LooksAtResources), new BundleFacts { Runtime = runtime, TemplateSpec = templateSpec, Parameters = parameters, Labels = labels }, judgement);
        judgement.TellOfWaivers(rule => rule is { Phase: Phase.Bundle, LooksAtResources: false });
    });

    /// <summary>A verdict as SARIF 2.1.0.</summary>
    public byte[] Sarif(PolicyVerdict verdict) => SarifReport.Write("check", verdict.Environment, [], verdict.Findings, catalog, previous: null);

    static Finding NoManifests(string why) => new()
    {
        RuleId = PolicyRules.UnreadablePlan, Pointer = "", Message = why, Remediation = "Send what 'kubectl kustomize', 'helm template' or 'docker-compose config' prints.",
    };

    PolicyVerdict Judge(ProfileUse use, string? asked, RequestWaivers? waivers, Action<Profile, Judgement> judge)
    {
        var (profile, choice) = profiles.For(use, asked);
        var judgement = new Judgement(authority.SetFor(profile, use.Environment, waivers));
        if (choice is not null) judgement.Add(choice);
        if (profile is not null) judge(profile, judgement);
        return new PolicyVerdict
        {
            Verdict = judgement.Verdict, Environment = use.Environment, Profile = profile?.Name, Findings = judgement.Findings,
            Refused = judgement.Refused, ApprovalRequired = judgement.ApprovalRequired,
        };
    }
}
