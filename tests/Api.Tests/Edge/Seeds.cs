using System.Text;
using System.Text.Json.Nodes;

namespace InfraAgent.Api.Tests.Edge;

/// <summary>Good bodies that tests bend.</summary>
static class Seeds
{
    /// <summary>The contract's example, as it stands in <c>examples/</c>.</summary>
    public static string Generate { get; } = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "seed-generate.json"));

    public const string PlanDigest = "sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";

    /// <summary>Every field of every command, all good.</summary>
    public static IReadOnlyDictionary<string, string> Full { get; } = new Dictionary<string, string>
    {
        ["generate"] = """
            {"command":"generate","deployment_id":"d-1","environment":"staging","runtime":"terraform","template_spec":{"cloud":"aws","modules":[{"name":"vpc","version":"1.0.0"}],
             "observability":{"logging":"x"},"tags":{"a":"b"}},"parameters":{"aws_region":"us-east-2","n":3,"deep":{"x":[1]}},"policy_profile":"baseline","policy_waivers":[{"rule_id":"POL101","resource":"/template_spec/*","reason":"w","owner":"o","expires":"2027-03-31"}],"labels":{"team":"a"},
             "cost":{"monthly_budget_usd":250.5,"usage":{"module.x[\"a\"].*":{"monthly_requests":5000000},"aws_nat_gateway":{"monthly_gb":0.5}}},"request_id":"r 1"}
            """,
        ["deploy"] = """{"command":"deploy","deployment_id":"d-1","plan_only":true,"revision":2,"parameters":{"a":1},"policy_waivers":[{"rule_id":"POL101","resource":"/template_spec/*","reason":"w","owner":"o","expires":"2027-03-31"}],"request_id":"r"}""",
        ["drift-scan"] = """{"command":"drift-scan","deployment_id":"d-1","scope":["aws_vpc.main","module.x[\"a\"].y"],"request_id":"r"}""",
        ["cancel"] = """{"command":"cancel","deployment_id":"d-1","reason":"wrong\nregion","request_id":"r"}""",
        ["approve"] = $$"""{"command":"approve","deployment_id":"d-1","plan_digest":"{{PlanDigest}}","reason":"ok","request_id":"r"}""",
        ["reject"] = $$"""{"command":"reject","deployment_id":"d-1","plan_digest":"{{PlanDigest}}","reason":"no","request_id":"r"}""",
        ["rollback"] = """{"command":"rollback","deployment_id":"d-1","revision":1,"request_id":"r"}""",
        ["destroy"] = """{"command":"destroy","deployment_id":"d-1","request_id":"r"}""",
    };

    public static JsonObject Copy(string command) => JsonNode.Parse(Full[command])!.AsObject();

    public static byte[] Bytes(this JsonNode node) => Encoding.UTF8.GetBytes(node.ToJsonString());

    public static byte[] Bytes(this string json) => Encoding.UTF8.GetBytes(json);
}
