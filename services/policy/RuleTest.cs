using System.Text;
using System.Text.Json;
using InfraAgent.Contracts;
using InfraAgent.Hcl;
using InfraAgent.Hosting.Security;
using InfraAgent.Policy.Assertions;
using InfraAgent.Policy.Bundles;
using InfraAgent.Policy.Cost;
using InfraAgent.Policy.Plans;
using InfraAgent.Policy.Rules;
using InfraAgent.Runtimes.Terraform;
using YamlDotNet.Core;

namespace InfraAgent.Policy;

/// <summary>
/// <c>test FOLDER</c>: reads a folder of rules as the service would, and tries each rule on the examples beside it: <c>examples/RULE.pass.json</c> keeps it,
/// <c>examples/RULE.fail.json</c> breaks it; a further word, <c>RULE.fail.replica.json</c>, makes more of them. An example is a request, a plan
/// (<c>terraform show -json</c>), manifests (<c>.yaml</c>), or code whose costs are judged (<c>.tf</c>); as a folder, also with what the request says of costs.
/// </summary>
public static class RuleTest
{
    const string Usage = "Usage: test FOLDER...   tries the rules of the folders on the examples beside them (examples/RULE.pass.json, RULE.fail.yaml, …)";
    const int LargestResource = 4 << 20;
    static readonly Lazy<PriceTable> Prices = new(() => PriceTable.Load([]));

    /// <summary>An example, and what is wrong with it; null when it is as its name says.</summary>
    internal sealed record Tried(string File, string Rule, bool Passes, string? Wrong);

    /// <summary>The exit code of the command that the arguments name: 0 when all is well, 1 with what is not; null when they name none.</summary>
    public static int? TryRun(string[] args, TextWriter output)
    {
        if (args is not ["test", .. var folders]) return null;
        if (folders.FirstOrDefault(f => !Directory.Exists(f)) is { } missing) output.WriteLine($"There is no folder '{missing}'.");
        else if (folders.Length > 0) return Run(folders, output);
        output.WriteLine(Usage);
        return 64;
    }

    static int Run(string[] folders, TextWriter output)
    {
        var catalog = PolicyCatalog.Load(folders);
        var tried = folders.SelectMany(f => Try(catalog, f)).ToList();
        var shipped = PolicyCatalog.Load([]).Rules.Select(r => r.Id).ToHashSet(StringComparer.Ordinal);
        // Policies in Rego have tests of their own kind.
        var own = catalog.Rules.Where(r => !shipped.Contains(r.Id) && r.Rego is null).ToList();
        string[] wrong =
        [
            .. catalog.Problems.Select(p => p.ToString()),
            .. tried.Where(t => t.Wrong is not null).Select(t => $"{t.File}: {t.Wrong}"),
            .. from rule in own from passes in (bool[])[true, false] where !tried.Any(t => t.Rule == rule.Id && t.Passes == passes)
               select $"{rule.Id} has no example that {(passes ? "keeps" : "breaks")} it: write examples/{rule.Id}.{(passes ? "pass" : "fail")}.json (or .yaml, .tf).",
        ];
        foreach (var line in wrong) output.WriteLine(line);
        output.WriteLine(wrong.Length == 0 ? $"{own.Count} rules on {tried.Count} examples: all as they say." : $"Mistakes: {wrong.Length}.");
        return wrong.Length == 0 ? 0 : 1;
    }

    internal static IEnumerable<Tried> Try(PolicyCatalog catalog, string folder)
    {
        foreach (var path in RuleExample.Below(folder))
        {
            yield return RuleExample.Named(path) is { } example
                ? new Tried(path, example.Rule, example.Passes, Wrong(catalog, example))
                : new Tried(path, "", Passes: false, "An example is named RULE.pass.json, RULE.fail.yaml, or RULE.fail.WORD.json; a folder, RULE.pass or RULE.fail.WORD.");
        }
    }

    static string? Wrong(PolicyCatalog catalog, RuleExample example)
    {
        var id = example.Rule;
        if (catalog.Alone(id) is not { } rule) return $"There is no rule {id} that can be used.";
        try
        {
            return Wrong(example, Judge(rule, example));
        }
        catch (Exception ex) when (ex is InvalidDataException or JsonException or YamlException or HclException or HclTooLargeException or IOException)
        {
            return $"It cannot be read: {(ex.InnerException ?? ex).Message}";
        }
    }

    /// <summary>What is wrong with an example of which that was found; null when it is as its name says.</summary>
    internal static string? Wrong(RuleExample example, IEnumerable<Found> found)
    {
        var all = found.ToList();
        // What cannot be known before an apply proves nothing, in either direction.
        return example.Passes
            ? all is [var first, ..] ? $"{example.Rule} is broken: {first.Message}" : null
            : all.Any(f => !f.Unknown) ? null
            : all is [var unknown, ..] ? $"{example.Rule} cannot be judged: {unknown.Message}" : $"{example.Rule} is not broken by it.";
    }

    static IEnumerable<Found> Judge(BoundRule rule, RuleExample example)
    {
        if (rule.Rule.Rego is not null) throw new InvalidDataException($"{rule.Rule.Id} is in Rego; test it with 'opa test' or 'conftest verify'.");
        var content = File.ReadAllBytes(example.Main);
        switch (Path.GetExtension(example.Main))
        {
            case ".yaml" or ".yml":
                if (rule.Rule.Runtimes is not [var runtime, ..] || rule.BundleCheck is null) throw new InvalidDataException($"{rule.Rule.Id} does not look at manifests; give a {(rule.PlanCheck is null ? "request" : "plan")} as JSON.");
                return rule.BundleCheck.Judge(new BundleFacts { Runtime = runtime, Resources = RenderedSubjects.Read(runtime, Encoding.UTF8.GetString(content)) });
            case ".tf":
                return OnCode(rule, Encoding.UTF8.GetString(content), example.Request);
            case ".json":
                return rule.PlanCheck is { } plan ? OnPlan(plan, PlanChanges.Mask(content, KeyRing.Ephemeral()), example.Request) : OnRequest(rule, content);
            default:
                throw new InvalidDataException("An example is .json (a request, or what 'terraform show -json PLAN' writes), .yaml (manifests) or .tf (code whose costs are judged).");
        }
    }

    static IEnumerable<Found> OnRequest(BoundRule rule, byte[] example)
    {
        if (rule.Rule.Assertion is not null) throw new InvalidDataException($"{rule.Rule.Id} looks at manifests; give them as YAML.");
        if (rule.BundleCheck is BudgetBundleCheck) throw new InvalidDataException($"{rule.Rule.Id} looks at what code costs; give that, as .tf.");
        return JsonSerializer.Deserialize<GenerateRequest>(example, Json.Options) is { TemplateSpec.ValueKind: JsonValueKind.Object } request
            ? rule.BundleCheck!.Judge(new BundleFacts { Runtime = request.Runtime, TemplateSpec = request.TemplateSpec, Parameters = request.Parameters, Labels = request.Labels })
            : throw new InvalidDataException($"{rule.Rule.Id} looks at requests, and this has no template_spec.");
    }

    static IEnumerable<Found> OnCode(BoundRule rule, string code, ExampleRequest request)
    {
        if (rule.PlanCheck is not null) throw new InvalidDataException($"{rule.Rule.Id} is judged on plans; give what 'terraform show -json PLAN' writes, as .json.");
        if (rule.BundleCheck is not BudgetBundleCheck check) throw new InvalidDataException($"{rule.Rule.Id} does not look at what code costs; give a request as JSON.");
        var planned = HclConfiguration.Plan([KeyValuePair.Create("main.tf", code)], request.Parameters);
        var facts = new BundleFacts { Runtime = RuntimeNames.Terraform, Planned = [.. planned.Resources.Select(r => new Subject(r.Address, r.Declaration, r.Type, r.Values, r.References))] };
        return check.Judge(facts with { Cost = request.Facts(BundleJudge.CostOf(facts, Prices.Value, request.Question)) });
    }

    /// <param name="changes">Masked.</param>
    internal static List<Found> OnPlan(PlanCheck check, byte[] changes, ExampleRequest request)
    {
        var (found, subjects, totals) = (new List<Found>(), new List<Subject>(), new PlanTotals());
        var cost = new CostEstimator(Prices.Value, request.Question, planned: true);
        using var plan = new PlanReader(LargestResource);
        var wrong = plan.Read(changes, change =>
        {
            totals.Add(change);
            cost.Add(change);
            if (!check.Connects && check.LooksAt(change.Type)) found.AddRange(check.Judge(change));
            if (check.Connects && change.Remains) subjects.Add(change.Connected);
        });
        if (wrong is not null) throw new InvalidDataException(wrong.Message);
        totals.Cost = request.Facts(cost.Finish());
        found.AddRange(check.Judge(subjects.FindAll(s => check.LooksAt(s.Type)), new SubjectIndex(subjects)));
        found.AddRange(check.AtEnd(totals));
        return found;
    }
}
