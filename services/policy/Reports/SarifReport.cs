using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using InfraAgent.Contracts;
using InfraAgent.Policy.Rules;

namespace InfraAgent.Policy.Reports;

/// <summary>
/// A judgement as SARIF 2.1.0 (OASIS): files of the bundle with their lines as physical locations, addresses of resources and pointers into the
/// request as logical ones. Fingerprints leave lines out, so that a finding stays the same one while code moves around it.
/// </summary>
static class SarifReport
{
    public const string Fingerprint = "infraAgentFinding/v1";

    static readonly string Version = typeof(SarifReport).Assembly.GetName().Version!.ToString(3);

    /// <param name="stage"><c>bundle</c> or <c>plan</c>.</param>
    /// <param name="previous">Of the judgement before this one; null when there is none, and nothing is said of what is new.</param>
    public static byte[] Write(string stage, string deploymentId, IReadOnlyList<Check> checks, IReadOnlyList<Finding> findings, PolicyCatalog catalog, PreviousReport? previous)
    {
        var rules = findings.Select(f => f.RuleId).Concat(previous?.Results.Values.Select(r => r.RuleId) ?? []).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
        var results = new JsonArray();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var finding in findings)
        {
            var fingerprint = FingerprintOf(finding);
            // Two findings of one rule in one place are two results, and keep their order.
            for (var again = 2; !seen.Add(fingerprint); again++) fingerprint = $"{FingerprintOf(finding)}/{again}";
            results.Add(Result(finding, rules, fingerprint, previous));
        }

        foreach (var (fingerprint, gone) in previous?.Results.Where(r => !seen.Contains(r.Key)).OrderBy(r => r.Key, StringComparer.Ordinal) ?? Enumerable.Empty<KeyValuePair<string, PreviousResult>>())
            results.Add(Gone(gone, rules, fingerprint));

        var report = new JsonObject
        {
            ["$schema"] = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json",
            ["version"] = "2.1.0",
            ["runs"] = new JsonArray(new JsonObject
            {
                ["tool"] = new JsonObject { ["driver"] = Driver(rules, catalog) },
                ["automationDetails"] = new JsonObject { ["id"] = $"infra-agent/{stage}/{deploymentId}/" },
                ["invocations"] = new JsonArray(Invocation(checks)),
                ["originalUriBaseIds"] = new JsonObject { ["BUNDLE"] = new JsonObject { ["description"] = Text("The folder of the generated bundle.") } },
                ["columnKind"] = "unicodeCodePoints",
                ["results"] = results,
            }),
        };
        return Encoding.UTF8.GetBytes(report.ToJsonString(Json.Options));
    }

    static JsonObject Driver(List<string> ids, PolicyCatalog catalog)
    {
        var rules = new JsonArray();
        foreach (var id in ids)
        {
            var entry = new JsonObject { ["id"] = id };
            if (catalog.Rules.FirstOrDefault(r => r.Id == id) is { } rule)
            {
                entry["shortDescription"] = Text(rule.Title);
                if (rule.Rationale.Length > 0) entry["fullDescription"] = Text(rule.Rationale);
                entry["help"] = Text(rule.Remediation);
                if (rule.References.Count > 0) entry["helpUri"] = rule.References[0];
                entry["properties"] = new JsonObject { ["severity"] = rule.Severity.ToString().ToLowerInvariant(), ["security-severity"] = Score(rule.Severity) };
            }

            rules.Add(entry);
        }

        return new JsonObject { ["name"] = "InfraAgent", ["semanticVersion"] = Version, ["rules"] = rules };
    }

    /// <summary>The middle of CVSS's bands, by which code hosts sort.</summary>
    static string Score(Severity severity) => severity switch { Severity.Critical => "9.5", Severity.High => "8.0", Severity.Medium => "5.5", _ => "2.0" };

    static JsonObject Invocation(IReadOnlyList<Check> checks)
    {
        var missing = new JsonArray();
        foreach (var check in checks.Where(c => c.Status == "not_run"))
        {
            missing.Add(new JsonObject
            {
                ["level"] = check.LeavesOpen ? "warning" : "note", ["descriptor"] = new JsonObject { ["id"] = check.Name }, ["message"] = Text($"{check.Name} was not run{(check.Reason is null ? "" : $": {check.Reason}")}"),
            });
        }

        var invocation = new JsonObject { ["executionSuccessful"] = !checks.Any(c => c.LeavesOpen) };
        if (missing.Count > 0) invocation["toolExecutionNotifications"] = missing;
        return invocation;
    }

    static JsonObject Result(Finding finding, List<string> rules, string fingerprint, PreviousReport? previous)
    {
        var result = new JsonObject
        {
            ["ruleId"] = finding.RuleId, ["ruleIndex"] = rules.IndexOf(finding.RuleId), ["level"] = finding.WaivedSeverity ?? finding.Severity,
            ["message"] = Text(finding.Remediation is null ? finding.Message : $"{finding.Message} {finding.Remediation}"),
            ["partialFingerprints"] = new JsonObject { [Fingerprint] = fingerprint },
            // Of all results or of none: without it nobody would have looked.
            ["suppressions"] = finding.Waiver is { } waiver ? new JsonArray(Suppression(waiver)) : new JsonArray(),
        };
        if (Location(finding) is { } location) result["locations"] = new JsonArray(location);
        if (previous is not null) result["baselineState"] = previous.Results.ContainsKey(fingerprint) ? "unchanged" : "new";
        return result;
    }

    static JsonObject Gone(PreviousResult gone, List<string> rules, string fingerprint) => new()
    {
        ["ruleId"] = gone.RuleId, ["ruleIndex"] = rules.IndexOf(gone.RuleId), ["level"] = "none", ["kind"] = "notApplicable", ["message"] = Text(gone.Message),
        ["partialFingerprints"] = new JsonObject { [Fingerprint] = fingerprint }, ["suppressions"] = new JsonArray(), ["baselineState"] = "absent",
    };

    static JsonObject Suppression(GivenWaiver waiver)
    {
        var properties = new JsonObject
        {
            ["owner"] = waiver.Owner, ["expires"] = Rfc3339.Text(waiver.Expires), ["resource"] = waiver.Resource, ["source"] = waiver.Source,
        };
        if (waiver.GivenBy is { } giver) properties["givenBy"] = giver.Name;
        return new JsonObject { ["kind"] = "external", ["status"] = "accepted", ["justification"] = waiver.Reason, ["properties"] = properties };
    }

    static JsonObject? Location(Finding finding)
    {
        var location = new JsonObject();
        if (finding.File is { } file)
        {
            var physical = new JsonObject { ["artifactLocation"] = new JsonObject { ["uri"] = string.Join('/', file.Split('/').Select(Uri.EscapeDataString)), ["uriBaseId"] = "BUNDLE" } };
            if (finding.Line is { } line)
            {
                var region = new JsonObject { ["startLine"] = line };
                if (finding.Column is { } column) region["startColumn"] = column;
                physical["region"] = region;
            }

            location["physicalLocation"] = physical;
        }

        var logical = new JsonArray();
        if (finding.Resource is { } resource) logical.Add(new JsonObject { ["fullyQualifiedName"] = resource, ["kind"] = "resource" });
        if (finding.Pointer is { } pointer) logical.Add(new JsonObject { ["fullyQualifiedName"] = pointer, ["kind"] = "value", ["decoratedName"] = "request" + pointer });
        if (logical.Count > 0) location["logicalLocations"] = logical;
        return location.Count > 0 ? location : null;
    }

    static string FingerprintOf(Finding finding) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\0', finding.RuleId, finding.File, finding.Resource, finding.Pointer))))[..32];

    static JsonObject Text(string text) => new() { ["text"] = text };
}
