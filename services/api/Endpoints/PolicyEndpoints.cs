using System.Text;
using System.Text.Json;
using InfraAgent.Api.Auth;
using InfraAgent.Api.Deployments;
using InfraAgent.Api.Description;
using InfraAgent.Api.Edge;
using InfraAgent.Contracts;
using InfraAgent.Policy;
using InfraAgent.Policy.Rules;
using InfraAgent.Policy.Waivers;
using Microsoft.AspNetCore.Mvc;

namespace InfraAgent.Api.Endpoints;

/// <summary>Rules and profiles as they are, and what they say of something that nobody deploys: for pipelines that use policy alone.</summary>
public static class PolicyEndpoints
{
    const string Sarif = "application/sarif+json";
    const int LargestBody = 64 << 20;

    // A plan takes several times its size while it is judged.
    static readonly SemaphoreSlim Turns = new(Environment.ProcessorCount);

    public static void MapPolicy(this IEndpointRouteBuilder app)
    {
        app.MapGet("/policy/profiles", Profiles).RequireRole(Role.Viewer).WithTags("policy")
            .Describe("Profiles, with their rules and levels", null, (200, typeof(ProfileList)));
        app.MapGet("/policy/rules", Rules).RequireRole(Role.Viewer).WithTags("policy")
            .Describe("Rules that can be in a profile", null, (200, typeof(RuleList)));
        app.MapGet("/policy/rules/{id}", Rule).RequireRole(Role.Viewer).WithTags("policy")
            .Describe("A rule: why, where, what to do, and in which profiles", null, (200, typeof(RuleAnswer)));
        app.MapPost("/policy/check", CheckAsync).RequireRole(Role.Viewer).WithTags("policy").WithMetadata(new RequestSizeLimitAttribute(LargestBody))
            .Describe("Judge a plan (terraform show -json), a request, or manifests (YAML, ?runtime=) for an ?environment= by a ?profile=, and keep nothing; a plan is priced, with ?region= for what does not tell its own", null, (200, typeof(PolicyVerdict)))
            .DescribeContent(200, Sarif, typeof(JsonElement));
    }

    static IResult Profiles(PolicyCatalog catalog) => Results.Json(new ProfileList(
        [.. catalog.ProfileNames.Select(n => catalog.Find(n)!).Select(p => new ProfileEntry(p.Name, p.Title, p.Extends?.Name, p.Clouds, p.Runtimes, p.Environments, Approvals(p.Approvals),
            [.. p.Levels.Select(l => new ProfileRule(l.RuleId, Word(l.Level), Environments(l.Environments), l.Unknown == Level.Mandatory ? null : Word(l.Unknown), $"/policy/rules/{l.RuleId}"))]))],
        [.. catalog.Unusable.Select(u => new UnusableProfile(u.Key, u.Value))], catalog.Problems), Json.Options);

    static ProfileApprovals Approvals(ApprovalTerms terms) =>
        new(terms.ExpireAfter.TotalMinutes % 60 == 0 ? $"{terms.ExpireAfter.TotalHours:0}h" : $"{terms.ExpireAfter.TotalMinutes:0}m", terms.FourEyes);

    // A pattern may be said twice, here and in the profile that is extended: the hardest counts.
    static Dictionary<string, string> Environments(IEnumerable<(string Pattern, Level Level)> levels) =>
        levels.GroupBy(e => e.Pattern, e => e.Level, StringComparer.Ordinal).ToDictionary(g => g.Key, g => Word(g.Max()));

    static IResult Rules(PolicyCatalog catalog) => Results.Json(new RuleList(
        [.. catalog.Rules.OrderBy(r => r.Id, StringComparer.Ordinal).Select(r => new ListedRule(r.Id, r.Title, Word(r.Severity), Word(r.Phase), $"/policy/rules/{r.Id}"))]), Json.Options);

    static IResult Rule(string id, PolicyCatalog catalog)
    {
        if (catalog.Rules.FirstOrDefault(r => r.Id == id) is not { } rule)
        {
            var near = Nearest.Of(id, catalog.Rules.Select(r => r.Id));
            return Problems.NotFound($"There is no such rule.{(near is null ? " GET /policy/rules lists them." : $" Did you mean {near}?")}").ToResult();
        }
        return Results.Json(new RuleAnswer
        {
            Id = rule.Id, Title = rule.Title, Rationale = rule.Rationale.Length > 0 ? rule.Rationale : null, Severity = Word(rule.Severity), Phase = Word(rule.Phase),
            Runtimes = rule.Runtimes, ResourceTypes = rule.ResourceTypes, Remediation = rule.Remediation, References = rule.References,
            Profiles = catalog.ProfileNames.Select(n => catalog.Find(n)!).SelectMany(p => p.Levels.Where(l => l.RuleId == id).Select(l => (p.Name, Level: Word(l.Level))))
                .ToDictionary(p => p.Name, p => p.Level),
        }, Json.Options);
    }

    static async Task<IResult> CheckAsync(
        HttpContext http, PolicyCheck policy, WaiverAuthority authority, string? environment, string? profile, string? runtime, string? region,
        [FromQuery(Name = WaiverReading.Field)] string? policyWaivers, CancellationToken cancel)
    {
        if (environment is null || !Formats.Environment.Matches(environment))
            return Problems.BadRequest(StatusCodes.Status400BadRequest, $"'?environment=' is missing, or is not {Formats.Environment.Description}.").ToResult();
        if (http.Caller().Refuse(environment) is { } refused)
            return refused;

        using var body = new MemoryStream();
        await http.Request.Body.CopyToAsync(body, cancel);
        var bytes = body.GetBuffer().AsMemory(0, (int)body.Length);
        var yaml = http.Request.ContentType?.Contains("yaml", StringComparison.OrdinalIgnoreCase) == true;
        if (yaml && (runtime is null || !PolicyCheck.ManifestRuntimes.Contains(runtime)))
            return Problems.BadRequest(StatusCodes.Status400BadRequest, $"'?runtime=' must say whose manifests these are: {string.Join(", ", PolicyCheck.ManifestRuntimes)}.").ToResult();
        await Turns.WaitAsync(cancel);
        try
        {
            return Judge(http, policy, authority, environment, profile, yaml ? runtime : null, policyWaivers, region, bytes);
        }
        finally
        {
            Turns.Release();
        }
    }

    /// <param name="runtime">Whose manifests these are; null for JSON.</param>
    static IResult Judge(
        HttpContext http, PolicyCheck policy, WaiverAuthority authority, string environment, string? profile, string? runtime, string? policyWaivers, string? region, ReadOnlyMemory<byte> bytes)
    {
        GenerateRequest? request = null;
        if (runtime is null && IsRequest(bytes))
        {
            var parsed = CommandParser.Rest(CommandKind.Generate, bytes);
            if (parsed.Problem is { } problem) return problem.ToResult();
            request = (GenerateRequest)parsed.Command!.Request;
        }
        var (asked, unreadable) = policyWaivers is null ? ([], null) : WaiverReading.Read(policyWaivers);
        if (unreadable is not null) return unreadable.ToResult();
        // Also those that would not count in a run of this caller's: the finding then says so.
        var caller = http.Caller();
        var given = Waivers.Given([.. request?.PolicyWaivers ?? [], .. asked], caller.Actor, caller.Has(Role.Approver));
        if (authority.Unknown(given) is { } unknown) return unknown.ToResult();
        var waivers = new RequestWaivers(request?.DeploymentId, given, caller.Actor);
        var verdict = request is not null
            ? policy.Request(environment, profile ?? request.PolicyProfile, request.Runtime, request.TemplateSpec, request.Parameters, request.Labels, waivers)
            : runtime is not null ? policy.Manifests(environment, profile, runtime, Encoding.UTF8.GetString(bytes.Span), waivers)
            : policy.Plan(environment, profile, bytes, region, waivers);
        return http.Request.Headers.Accept.ToString().Contains(Sarif, StringComparison.OrdinalIgnoreCase)
            ? Results.Bytes(policy.Sarif(verdict), Sarif)
            : Results.Json(verdict, Json.Options);
    }

    // A request is told by the member that it cannot be without. What is no JSON at all, whoever reads it as a plan says.
    static bool IsRequest(ReadOnlyMemory<byte> body)
    {
        if (body.Length > StrictJson.MaxBytes) return false;
        try
        {
            var reader = new Utf8JsonReader(body.Span, new JsonReaderOptions { MaxDepth = 512 });
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject) return false;
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                if (reader.ValueTextEquals("template_spec"u8)) return true;
                reader.Skip();
            }
        }
        catch (JsonException)
        {
            return false;
        }
        return false;
    }

    static string Word<T>(T value) where T : struct, Enum => value.ToString().ToLowerInvariant();
}
