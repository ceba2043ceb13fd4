using System.Text;
using System.Text.Json.Nodes;
using InfraAgent.Policy.Cost;
using InfraAgent.Policy.Plans;
using InfraAgent.Policy.Rego;
using InfraAgent.Policy.Rules;
using InfraAgent.Policy.Waivers;

namespace InfraAgent.Policy;

/// <summary>Judges a made-up plan while the service starts: whoever sends the first real one does not wait for the runtime to compile its way through all rules.</summary>
sealed class PolicyWarmUp(PolicyCatalog catalog, PlanJudge judge, WaiverAuthority authority, ILogger<PolicyWarmUp> log) : BackgroundService
{
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.Run(() =>
    {
        try
        {
            Run(catalog, judge, authority);
        }
        catch (Exception ex)
        {
            // Judging works without it, or says by itself why it does not.
            log.LogWarning(ex, "The first plan will be judged slower: a made-up one could not be.");
        }
    }, stoppingToken);

    internal static Judgement Run(PolicyCatalog catalog, PlanJudge judge, WaiverAuthority authority)
    {
        // Built-in ones are always there.
        var profile = catalog.ProfileNames.Select(n => catalog.Find(n)!).MaxBy(p => p.Rules.Count)!;
        // One resource of each type that a rule looks at, with values of every kind on the way, and a policy within a text.
        var changes = profile.Rules.SelectMany(r => r.Rule.ResourceTypes).Where(t => !t.Contains('*')).Distinct(StringComparer.Ordinal).Select(type => (JsonNode)new JsonObject
        {
            ["address"] = $"{type}.x", ["type"] = type, ["actions"] = new JsonArray("update"), ["before"] = new JsonObject { ["id"] = "x" }, ["references"] = new JsonArray("aws_vpc.x"),
            ["after"] = new JsonObject
            {
                ["id"] = "x", ["tags"] = new JsonObject { ["owner"] = "x" }, ["ingress"] = new JsonArray(new JsonObject { ["from_port"] = 1, ["cidr_blocks"] = new JsonArray("10.0.0.0/8") }),
                ["policy"] = """{"Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]}""", ["arn"] = new JsonObject { ["$unknown"] = true },
            },
        });
        var plan = new JsonObject { ["resource_changes"] = new JsonArray([.. changes]) };
        var judgement = new Judgement(authority.SetFor(profile, "dev", null));
        judge.Judge("dev", destroy: false, profile, Encoding.UTF8.GetBytes(plan.ToJsonString()), RegoFindings.NotAsked, judgement, CostQuestion.Plain, budget: null);
        return judgement;
    }
}
