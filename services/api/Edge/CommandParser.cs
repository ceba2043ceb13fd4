using System.Text.Json;
using InfraAgent.Contracts;
using InfraAgent.Generator;

namespace InfraAgent.Api.Edge;

/// <summary>The one reader of commands, for both edges. Never throws: a body gives a command or a problem that names every rule it
/// breaks, with pointer, line and column.</summary>
public static class CommandParser
{
    public const int MaxLabels = 64;
    public const int MaxParameters = 256;
    public const int MaxModules = 200;
    public const int MaxServices = 1000;
    public const int MaxScope = 1000;
    public const int MaxBudget = 1_000_000_000;
    public const int MaxUsageKeys = 100;
    public const int MaxUses = 32;
    public const long MaxUse = 1_000_000_000_000;

    const string SpecPlace = "/template_spec";

    /// <summary>Those that the executor has a driver for.</summary>
    public static IReadOnlyList<string> DeployableRuntimes { get; } = ["terraform"];

    /// <summary>A body that came to a path which says the command, and for <c>/deployments/{id}/…</c> also the deployment: the body may
    /// then leave <c>deployment_id</c> out, or be empty.</summary>
    /// <param name="idempotencyKey">The header <c>Idempotency-Key</c>: another way to give <c>request_id</c>. Where both are given they must agree.</param>
    public static ParseResult Rest(CommandKind kind, ReadOnlyMemory<byte> body, string? pathDeploymentId = null, string? idempotencyKey = null)
    {
        if (pathDeploymentId is not null && !Formats.DeploymentId.Matches(pathDeploymentId))
        {
            return Problems.Invalid([new Finding
            {
                RuleId = RequestRules.Format,
                Message = $"The deployment id in the path is not {Formats.DeploymentId.Description}.",
                Remediation = "Use the deployment_id that /generate was called with.",
            }]);
        }

        return pathDeploymentId is not null && body.Span.IndexOfAnyExcept(" \t\r\n"u8) < 0
            ? Parse(kind, "{}"u8.ToArray(), pathDeploymentId, idempotencyKey)
            : Parse(kind, body, pathDeploymentId, idempotencyKey);
    }

    /// <summary>A body that says its command itself, in <c>command</c>.</summary>
    /// <param name="messageId">The property <c>message_id</c>: stands for <c>request_id</c> where the body has none. Client libraries set it by
    /// themselves, so it need not agree with the body's.</param>
    public static ParseResult Amqp(ReadOnlyMemory<byte> body, string? messageId = null) => Parse(null, body, null, messageId);

    static ParseResult Parse(CommandKind? kind, ReadOnlyMemory<byte> body, string? pathDeploymentId, string? transportKey)
    {
        if (body.Length > StrictJson.MaxBytes) return Problems.TooLarge();
        var reading = StrictJson.Read(body);
        if (reading.Broken is { } broken) return Problems.Unreadable(broken);
        if (reading.Root is not { } root) return Problems.Invalid(reading);
        if (root.ValueKind != JsonValueKind.Object)
        {
            reading.Findings.Add(new Finding
            {
                RuleId = RequestRules.WrongType, Pointer = "", Message = "The body is not an object.", Remediation = "Send one JSON object.",
            });
            return Problems.Invalid(reading);
        }

        var fields = new ObjectReader(root, "", reading.Findings);
        var word = kind?.Word() ?? fields.RequiredWord("command", CommandKinds.Known);
        if (CommandKinds.From(word) is not { } known) return Problems.Invalid(reading);

        var id = DeploymentId(fields, root, pathDeploymentId);
        var requestId = RequestId(fields, transportKey, kind is null, reading.Findings);
        object request = known switch
        {
            CommandKind.Generate => Generate(fields, id, requestId, reading.Findings),
            CommandKind.Deploy => Deploy(fields, id, requestId, reading.Findings),
            CommandKind.DriftScan => new DriftScanRequest { DeploymentId = id, RequestId = requestId, Scope = fields.Texts("scope", Formats.Address, MaxScope) },
            CommandKind.Cancel => new CancelRequest { DeploymentId = id, RequestId = requestId, Reason = Reason(fields) },
            CommandKind.Approve => new ApproveRequest { DeploymentId = id, RequestId = requestId, PlanDigest = PlanDigest(fields), Reason = Reason(fields) },
            CommandKind.Reject => new RejectRequest { DeploymentId = id, RequestId = requestId, PlanDigest = PlanDigest(fields), Reason = Reason(fields) },
            CommandKind.Rollback => new RollbackRequest { DeploymentId = id, RequestId = requestId, Revision = fields.Revision("revision") },
            _ => new DestroyRequest { DeploymentId = id, RequestId = requestId },
        };
        if (kind is null) fields.Done();
        else fields.Done(("command", "The path says the command; leave it out."));

        // Before anything is stored or sent on: a plain secret is nowhere but in the request.
        foreach (var finding in Secrets(request)) reading.Findings.Add(finding);
        if (reading.Findings.Count > 0) return Problems.Invalid(reading);
        return new ParsedCommand
        {
            Kind = known, DeploymentId = id, Request = request, RequestId = requestId, ContentDigest = RequestDigest.Of(word, id, root),
        };
    }

    static IReadOnlyList<Finding> Secrets(object request) => request switch
    {
        GenerateRequest generate => PlainSecrets.Find(generate.TemplateSpec.ValueKind == JsonValueKind.Undefined ? null : generate.TemplateSpec, generate.Parameters, generate.Labels),
        DeployRequest { Parameters: { } parameters } => PlainSecrets.Find(null, parameters, new Dictionary<string, string>()),
        _ => [],
    };

    static string DeploymentId(ObjectReader fields, JsonElement root, string? path)
    {
        if (path is null) return fields.RequiredText("deployment_id", Formats.DeploymentId);
        var id = fields.OptionalText("deployment_id", Formats.DeploymentId);
        if (id is not null && id != path)
        {
            fields.Refuse("deployment_id", RequestRules.Disagreement, $"The body names the deployment '{id}', the path '{path}'.",
                "Name the same deployment, or leave 'deployment_id' out of the body.");
        }

        return path;
    }

    static string? RequestId(ObjectReader fields, string? transportKey, bool amqp, FindingList findings)
    {
        var inBody = fields.OptionalText("request_id", Formats.RequestId);
        if (transportKey is null || (amqp && inBody is not null)) return inBody;

        if (!Formats.RequestId.Matches(transportKey))
        {
            findings.Add(new Finding
            {
                RuleId = RequestRules.Format, Message = $"The {(amqp ? "property message_id" : "header Idempotency-Key")} is not {Formats.RequestId.Description}.",
                Remediation = $"Write {Formats.RequestId.Description}, or leave it out.",
            });
        }
        else if (inBody is not null && inBody != transportKey)
        {
            fields.Refuse("request_id", RequestRules.Disagreement, "'request_id' and the header Idempotency-Key differ.", "Give one of them, or the same in both.");
        }

        return inBody ?? transportKey;
    }

    static string PlanDigest(ObjectReader fields) => fields.RequiredText("plan_digest", Formats.PlanDigest);

    static string? Reason(ObjectReader fields) => fields.OptionalText("reason", Formats.Reason);

    static GenerateRequest Generate(ObjectReader fields, string id, string? requestId, FindingList findings)
    {
        var environment = fields.RequiredText("environment", Formats.Environment);
        var runtime = fields.RequiredWord("runtime", RuntimeNames.All);
        var spec = fields.Object("template_spec", required: true);
        if (spec.ValueKind == JsonValueKind.Object) TemplateSpec(spec, findings);
        return new GenerateRequest
        {
            DeploymentId = id,
            RequestId = requestId,
            Environment = environment,
            Runtime = runtime,
            TemplateSpec = spec,
            Parameters = fields.Parameters("parameters", MaxParameters) ?? new Dictionary<string, JsonElement>(),
            PolicyProfile = fields.OptionalText("policy_profile", Formats.PolicyProfile),
            PolicyWaivers = fields.Waivers(findings),
            Labels = fields.Labels("labels", MaxLabels) ?? new Dictionary<string, string>(),
            Cost = fields.Object("cost", required: false) is { ValueKind: JsonValueKind.Object } cost ? Cost(cost, findings) : null,
        };
    }

    static CostRequest Cost(JsonElement cost, FindingList findings)
    {
        var fields = new ObjectReader(cost, "/cost", findings);
        var request = new CostRequest
        {
            MonthlyBudgetUsd = fields.Amount("monthly_budget_usd", MaxBudget),
            Usage = fields.Usage("usage", MaxUsageKeys, MaxUses, MaxUse) ?? new Dictionary<string, IReadOnlyDictionary<string, decimal>>(),
        };
        fields.Done();
        return request;
    }

    // The outline only: what is in a module or service is typed by the catalog and the vocabulary, and judged by the generator.
    static void TemplateSpec(JsonElement spec, FindingList findings)
    {
        var fields = new ObjectReader(spec, SpecPlace, findings);
        fields.RequiredText("cloud", Formats.Cloud);
        fields.Object("observability", required: false);
        fields.Object("tags", required: false);
        fields.Object("environments", required: false);
        fields.Object("pulumi", required: false);
        fields.Array("patches", required: false);
        var score = fields.Object("score", required: false);
        var services = fields.Array("services", required: false);
        var modules = fields.Array("modules", required: services.ValueKind == JsonValueKind.Undefined && score.ValueKind == JsonValueKind.Undefined);
        fields.Done();
        Items(fields, "modules", "module", modules, MaxModules, findings);
        Items(fields, "services", "service", services, MaxServices, findings);
    }

    static void Items(ObjectReader fields, string name, string word, JsonElement items, int most, FindingList findings)
    {
        if (items.ValueKind != JsonValueKind.Array) return;
        var count = items.GetArrayLength();
        if (count == 0 || count > most)
        {
            fields.Refuse(name, RequestRules.Range, $"'{name}' has {count} elements, not 1 to {most}.", count == 0 ? $"Name at least one {word}." : "Split the specification into several deployments.");
            return;
        }

        var index = 0;
        foreach (var item in items.EnumerateArray())
        {
            var place = $"{SpecPlace}/{name}/{index++}";
            if (item.ValueKind == JsonValueKind.Object)
                new ObjectReader(item, place, findings).RequiredText("name", Formats.LabelName);
            else
                findings.Add(new Finding { RuleId = RequestRules.WrongType, Pointer = place, Message = $"A {word} is not an object.", Remediation = "Write {\"name\": …}." });
        }
    }

    static DeployRequest Deploy(ObjectReader fields, string id, string? requestId, FindingList findings)
    {
        const string Later = "Rollout strategies are not available yet; a deploy applies the whole revision at once.";
        const string Instead = "Leave it out to deploy the whole revision at once.";
        fields.NotAvailable("strategy", Later, Instead, JsonValueKind.String, JsonValueKind.Object);
        fields.NotAvailable("traffic_shift", Later, Instead, JsonValueKind.Object, JsonValueKind.Array, JsonValueKind.Number);
        return new DeployRequest
        {
            DeploymentId = id,
            RequestId = requestId,
            PlanOnly = fields.Flag("plan_only"),
            Revision = fields.Revision("revision"),
            Parameters = fields.Parameters("parameters", MaxParameters),
            PolicyWaivers = fields.Waivers(findings),
        };
    }
}
