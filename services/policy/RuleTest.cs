using System.Text.Json;
using InfraAgent.Contracts;
using InfraAgent.Hosting.Security;
using InfraAgent.Policy.Assertions;
using InfraAgent.Policy.Bundles;
using InfraAgent.Policy.Plans;
using InfraAgent.Policy.Rules;
using InfraAgent.Runtimes.Terraform;
using YamlDotNet.Core;

namespace InfraAgent.Policy;

/// <summary>
/// <c>test FOLDER</c>: reads a folder of rules as the service would, and tries each rule on the examples beside it: <c>examples/RULE.pass.json</c> keeps it,
/// <c>examples/RULE.fail.json</c> breaks it; a further word, <c>RULE.fail.replica.json</c>, makes more of them. An example is a request, a plan
/// (<c>terraform show -json</c>), or manifests (<c>.yaml</c>).
/// </summary>
public static class RuleTest
{
    const string Usage = "Usage: test FOLDER...   tries the rules of the folders on the examples beside them (examples/RULE.pass.json, RULE.fail.yaml, …)";
    const int LargestResource = 4 << 20;

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
               select $"{rule.Id} has no example that {(passes ? "keeps" : "breaks")} it: write examples/{rule.Id}.{(passes ? "pass" : "fail")}.json (or .yaml).",
        ];
        foreach (var line in wrong) output.WriteLine(line);
        output.WriteLine(wrong.Length == 0 ? $"{own.Count} rules on {tried.Count} examples: all as they say." : $"Mistakes: {wrong.Length}.");
        return wrong.Length == 0 ? 0 : 1;
    }

    internal static IEnumerable<Tried> Try(PolicyCatalog catalog, string folder)
    {
        var examples = Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Where(f => Path.GetFileName(Path.GetDirectoryName(f)) == "examples").Order(StringComparer.Ordinal);
        foreach (var file in examples)
        {
            yield return Path.GetFileName(file).Split('.') is [var id, "pass" or "fail", .., var kind] words
                ? new Tried(file, id, words[1] == "pass", Wrong(catalog, id, words[1] == "pass", kind, file))
                : new Tried(file, "", Passes: false, "An example is named RULE.pass.json, RULE.fail.yaml, or RULE.fail.WORD.json.");
        }
    }

    static string? Wrong(PolicyCatalog catalog, string id, bool passes, string kind, string file)
    {
        if (catalog.Alone(id) is not { } rule) return $"There is no rule {id} that can be used.";
        try
        {
            var found = Judge(rule, kind, File.ReadAllBytes(file)).ToList();
            // What cannot be known before an apply proves nothing, in either direction.
            return passes
                ? found is [var first, ..] ? $"{id} is broken: {first.Message}" : null
                : found.Any(f => !f.Unknown) ? null
                : found is [var unknown, ..] ? $"{id} cannot be judged: {unknown.Message}" : $"{id} is not broken by it.";
        }
        catch (Exception ex) when (ex is InvalidDataException or JsonException or YamlException or IOException)
        {
            return $"It cannot be read: {(ex.InnerException ?? ex).Message}";
        }
    }

    static IEnumerable<Found> Judge(BoundRule rule, string kind, byte[] example)
    {
        if (rule.Rule.Rego is not null) throw new InvalidDataException($"{rule.Rule.Id} is in Rego; test it with 'opa test' or 'conftest verify'.");
        if (kind is "yaml" or "yml")
        {
            if (rule.Rule.Runtimes is not [var runtime, ..] || rule.BundleCheck is null) throw new InvalidDataException($"{rule.Rule.Id} does not look at manifests; give a {(rule.PlanCheck is null ? "request" : "plan")} as JSON.");
            return rule.BundleCheck.Judge(new BundleFacts { Runtime = runtime, Resources = RenderedSubjects.Read(runtime, System.Text.Encoding.UTF8.GetString(example)) });
        }

        if (kind != "json") throw new InvalidDataException("An example is .json (a request, or what 'terraform show -json PLAN' writes) or .yaml (manifests).");
        if (rule.PlanCheck is { } plan) return OnPlan(plan, PlanChanges.Mask(example, KeyRing.Ephemeral()));
        if (rule.Rule.Assertion is not null) throw new InvalidDataException($"{rule.Rule.Id} looks at manifests; give them as YAML.");
        return JsonSerializer.Deserialize<GenerateRequest>(example, Json.Options) is { TemplateSpec.ValueKind: JsonValueKind.Object } request
            ? rule.BundleCheck!.Judge(new BundleFacts { Runtime = request.Runtime, TemplateSpec = request.TemplateSpec, Parameters = request.Parameters, Labels = request.Labels })
            : throw new InvalidDataException($"{rule.Rule.Id} looks at requests, and this has no template_spec.");
    }

    static List<Found> OnPlan(PlanCheck check, byte[] changes)
    {
        var (found, subjects, totals) = (new List<Found>(), new List<Subject>(), new PlanTotals());
        using var plan = new PlanReader(LargestResource);
        var wrong = plan.Read(changes, change =>
        {
            totals.Add(change);
            if (!check.Connects && check.LooksAt(change.Type)) found.AddRange(check.Judge(change));
            if (check.Connects && change.Remains) subjects.Add(change.Connected);
        });
        if (wrong is not null) throw new InvalidDataException(wrong.Message);
        found.AddRange(check.Judge(subjects.FindAll(s => check.LooksAt(s.Type)), new SubjectIndex(subjects)));
        found.AddRange(check.AtEnd(totals));
        return found;
    }
}
