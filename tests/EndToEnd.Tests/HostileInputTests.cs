using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace InfraAgent.EndToEnd.Tests;

/// <summary>What a caller sends gets a clear error or is carried literally; none of it is ever interpreted.</summary>
[Collection(EmbeddedCollection.Name)]
public sealed class HostileInputTests(EmbeddedAgent shared)
{
    /// <summary>Every way out of a string that any of the languages on the road knows, and text that is hard to carry.</summary>
    const string Hostile =
        "${file(\"/etc/passwd\")} $${x} %{ if true }yes%{ endif } {{ 7 * 7 }} #{y} $(id) `id` \\\"; 'single' \\ \\n \r\n\ttab # // /* */ <<EOT\nEOT\n\"} , \u0085\u2028 \U0001F9E8 ünï 你好";

    Agent Agent => shared.Agent;

    [WholeAgentFact]
    public async Task Each_missing_field_and_each_wrong_type_is_refused_at_its_place()
    {
        (string Pointer, Action<JsonObject> Remove)[] required =
        [
            ("/deployment_id", b => b.Remove("deployment_id")), ("/environment", b => b.Remove("environment")), ("/runtime", b => b.Remove("runtime")),
            ("/template_spec", b => b.Remove("template_spec")), ("/template_spec/cloud", b => b["template_spec"]!.AsObject().Remove("cloud")),
            ("/template_spec/modules", b => b["template_spec"]!.AsObject().Remove("modules")), ("/template_spec/modules/0/name", b => b["template_spec"]!["modules"]![0]!.AsObject().Remove("name")),
        ];
        foreach (var (pointer, remove) in required)
        {
            var body = Requests.Local("incomplete");
            remove(body);
            await RefusedAsync(body, pointer, "REQ001");
        }

        foreach (var pointer in required.Select(r => r.Pointer).Concat(["/parameters", "/policy_profile", "/template_spec/observability", "/template_spec/tags"]))
        {
            foreach (var wrong in new[] { "null", "7", "true", "[[]]" })
                await RefusedAsync(Set(Requests.Local("incomplete"), pointer, JsonNode.Parse(wrong)), pointer, null);
        }
        Assert.Equal(404, (await Agent.GetAsync("/status/incomplete")).Code);
    }

    [WholeAgentTheory]
    [InlineData("/surprise", "1", "REQ003")]
    [InlineData("/template_spec/surprise", "1", "REQ003")]
    [InlineData("/runtime", "\"teraform\"", "REQ006")]
    [InlineData("/runtime", "\"pulumi\"", "SPEC023")]
    [InlineData("/template_spec/cloud", "\"moon\"", "SPEC006")]
    [InlineData("/template_spec/modules/0/name", "\"nosuch\"", "SPEC007")]
    [InlineData("/template_spec/modules/0/version", "\"99.0.0\"", "SPEC008")]
    [InlineData("/template_spec/modules/0/surprise", "1", "SPEC002")]
    [InlineData("/parameters/surprise", "1", "SPEC011")]
    [InlineData("/policy_profile", "\"no-such-profile\"", null)]
    [InlineData("/environment", "\"../prod\"", "REQ005")]
    [InlineData("/deployment_id", "\"../../etc/passwd\"", "REQ005")]
    [InlineData("/deployment_id", "\"a.b\"", "REQ005")]
    [InlineData("/deployment_id", "\"a/b\"", "REQ005")]
    [InlineData("/deployment_id", "\"a\\u0000b\"", "REQ008")]
    [InlineData("/deployment_id", "\"\"", "REQ005")]
    [InlineData("/policy_profile", "\"../baseline\"", "REQ005")]
    public async Task What_is_not_known_is_refused_with_its_rule_and_place(string pointer, string value, string? rule) =>
        await RefusedAsync(Set(Requests.Local("unknowns"), pointer, JsonNode.Parse(value)), pointer, rule);

    [WholeAgentFact]
    public async Task A_name_said_twice_a_broken_body_and_a_body_of_another_kind_are_refused()
    {
        var text = Requests.Local("said-twice").ToJsonString();
        var twice = await SendAsync(new StringContent(text.Replace("\"runtime\":", "\"runtime\":\"pulumi\",\"runtime\":", StringComparison.Ordinal), Encoding.UTF8, "application/json"));
        Assert.Equal((422, "REQ004", "/runtime"), (twice.Code, Rule(twice), Pointer(twice)));

        for (var length = 1; length < text.Length; length += 37)
        {
            var cut = await SendAsync(new StringContent(text[..length], Encoding.UTF8, "application/json"));
            Assert.Equal((400, "urn:infra-agent:problem:unreadable"), (cut.Code, cut.Word("type")));
            Assert.Equal((1, length + 1), (cut.Body!["errors"]![0]!["line"]!.GetValue<int>(), cut.Body["errors"]![0]!["column"]!.GetValue<int>()));
        }

        Assert.Equal(415, (await SendAsync(new StringContent(text, Encoding.UTF8, "text/plain"))).Code);
        Assert.Equal(400, (await SendAsync(new ByteArrayContent([0x1F, 0x8B, 0x00, 0xFF]) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } })).Code);
        Assert.Equal(400, (await SendAsync(new ByteArrayContent([]) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } })).Code);
        Assert.Equal(404, (await Agent.GetAsync("/status/said-twice")).Code);
    }

    [WholeAgentTheory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_body_beyond_the_limit_gets_413_however_it_is_sent(bool chunked)
    {
        var body = Requests.Local("too-large");
        body["template_spec"]!["modules"]![1]!["settings"]!["filler"] = new string('x', 1024 * 1024);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/generate") { Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body.ToJsonString())) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        request.Headers.TransferEncodingChunked = chunked;
        using var answer = await Agent.Http.SendAsync(request);
        var refused = await Reply.ReadAsync(answer);
        Assert.Equal((413, "urn:infra-agent:problem:too-large"), (refused.Code, refused.Word("type")));
        Assert.Equal(1024 * 1024, refused.Body!["limit_bytes"]!.GetValue<long>());
    }

    [WholeAgentTheory]
    [InlineData("local")]
    [InlineData("aws")]
    public async Task Every_string_of_the_examples_may_be_hostile(string example)
    {
        JsonObject Body() => example == "local" ? Requests.Local("hostile-" + example) : Requests.Seed("hostile-" + example);
        var places = Strings(Body(), "").ToList();
        Assert.True(places.Count >= 10);
        foreach (var pointer in places)
        {
            foreach (var text in new[] { Hostile, "a\0b", "\U0001F9E8${path.module}" })
            {
                var reply = await Agent.PostAsync("/generate", Set(Body(), pointer, text), "wait=120");
                Assert.True(reply.Code is 200 or 422, $"{pointer}: {reply.Code} {reply.Text}");
                if (reply.Code == 422)
                    Assert.All(reply.Body!["errors"]!.AsArray(), e => Assert.StartsWith(pointer, e!["pointer"]!.GetValue<string>(), StringComparison.Ordinal));
                Assert.DoesNotContain("root:x:0", reply.Text, StringComparison.Ordinal);
            }
        }
    }

    [WholeAgentFact]
    public async Task Hostile_text_in_every_free_field_is_deployed_literally()
    {
        const string Id = "literal";
        var settings = new JsonObject { ["greeting"] = Hostile, ["${path.cwd}"] = "%{ for x in [1] }", ["\U0001F9E8 \"key\""] = "${local.id}" };
        var body = Requests.Local(Id);
        body["template_spec"]!["modules"]![1]!["settings"] = settings.DeepClone();
        body["template_spec"]!["modules"]![2]!["environment_variables"] = new JsonObject { ["HOSTILE"] = Hostile };
        body["template_spec"]!["tags"] = new JsonObject { ["team"] = "${x} %{y} \"q\"" };
        body["labels"] = new JsonObject { ["owner"] = "${file(\"/etc/passwd\")} \U0001F9E8" };
        var generated = await Agent.PostAsync("/generate", body, "wait=120");
        Assert.True(generated.Code == 200, generated.Text);
        var deployed = await Agent.PostAsync("/deploy", Requests.Of(Id), "wait=120");
        Assert.True(deployed.Code == 200 && deployed.Word("status") == "healthy", deployed.Text);

        // Terraform's own hash of what it was given, over the values as they were sent.
        var sorted = new JsonObject(settings.OrderBy(m => m.Key, StringComparer.Ordinal).Select(m => KeyValuePair.Create(m.Key, m.Value?.DeepClone())));
        var expected = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(AsTerraform(sorted))))[..12];
        var outputs = (await Agent.GetAsync($"/deployments/{Id}/outputs")).Body!["outputs"]!.AsObject();
        Assert.Contains(outputs, o => o.Key.Contains("revision", StringComparison.Ordinal) && o.Value!["value"]!.GetValue<string>() == expected);

        // And again: nothing differs from what was asked for.
        var again = await Agent.PostAsync("/deploy", Requests.Of(Id), "wait=120");
        Assert.Equal(0, again.Body!["plan"]!["summary"]!["change"]!.GetValue<int>());
        Assert.Equal("${file(\"/etc/passwd\")} \U0001F9E8", again.Body["labels"]!["owner"]!.GetValue<string>());
    }

    [WholeAgentFact]
    public async Task Paths_lead_nowhere_but_into_the_deployments_own_files()
    {
        Assert.Equal(200, (await Agent.PostAsync("/generate", Requests.Local("paths"), "wait=120")).Code);
        Assert.Equal(200, (await Agent.GetAsync("/artifacts/paths/r1/main.tf")).Code);
        foreach (var path in new[]
        {
            "/artifacts/paths/r1/../../../../etc/passwd", "/artifacts/paths/r1/..%2f..%2f..%2fetc%2fpasswd", "/artifacts/paths/r1/%2e%2e/%2e%2e/state", "/artifacts/paths/r1//etc/passwd",
            "/artifacts/paths/r1/main.tf%00.txt", "/artifacts/..%2fpaths/r1/main.tf", "/artifacts/paths/r0/main.tf", "/artifacts/paths/r-1/main.tf", "/artifacts/paths/r99999999999/main.tf",
            "/artifacts/paths/r1/..\\..\\main.tf", "/logs/paths/../../agent.key", "/logs/paths/..%2f..%2fagent.key", "/logs/..%2f..%2fkey/x", "/status/..%2fpaths", "/status/a%00b", "/deployments/..%2f/plan",
        })
        {
            var status = await RawAsync($"GET {path} HTTP/1.1");
            Assert.True(status is 400 or 404, $"{path}: {status}");
        }
    }

    [WholeAgentTheory]
    [InlineData("GET", "/nowhere", 404)]
    [InlineData("DELETE", "/generate", 405)]
    [InlineData("GET", "/deployments?limit=many", 400)]
    [InlineData("GET", "/deployments/x/runs?cursor=nonsense", 400)]
    public async Task No_error_is_without_a_problem_that_says_what_to_do(string method, string path, int code)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        using var answer = await Agent.Http.SendAsync(request);
        var reply = await Reply.ReadAsync(answer);
        Assert.Equal((code, "application/problem+json"), (reply.Code, reply.ContentType));
        Assert.StartsWith("urn:infra-agent:problem:", reply.Word("type"), StringComparison.Ordinal);
        Assert.NotEmpty(reply.Word("detail")!);
    }

    async Task RefusedAsync(JsonObject body, string pointer, string? rule)
    {
        var refused = await Agent.PostAsync("/generate", body, "wait=120");
        Assert.True(refused.Code == 422, $"{pointer}: {refused.Code} {refused.Text}");
        Assert.Contains(refused.Body!["errors"]!.AsArray(), e =>
            e!["pointer"]!.GetValue<string>().StartsWith(pointer, StringComparison.Ordinal) && (rule is null || e["rule_id"]!.GetValue<string>() == rule) && e["remediation"] is not null);
    }

    async Task<Reply> SendAsync(HttpContent content)
    {
        using var answer = await Agent.Http.PostAsync("/generate", content);
        return await Reply.ReadAsync(answer);
    }

    /// <summary>As it is: clients tidy paths up before they send them.</summary>
    async Task<int> RawAsync(string request)
    {
        var address = Agent.Http.BaseAddress!;
        using var socket = new TcpClient();
        await socket.ConnectAsync(IPAddress.Loopback, address.Port);
        await using var stream = socket.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes($"{request}\r\nHost: {address.Authority}\r\nConnection: close\r\n\r\n"));
        using var reader = new StreamReader(stream, Encoding.Latin1);
        var line = await reader.ReadLineAsync();
        Assert.DoesNotContain("root:x:0", await reader.ReadToEndAsync(), StringComparison.Ordinal);
        return int.Parse(line!.Split(' ')[1], System.Globalization.CultureInfo.InvariantCulture);
    }

    static string Rule(Reply reply) => reply.Body!["errors"]![0]!["rule_id"]!.GetValue<string>();

    static string Pointer(Reply reply) => reply.Body!["errors"]![0]!["pointer"]!.GetValue<string>();

    /// <summary>Terraform's jsonencode: compact, and with Go's escapes for HTML and for the two Unicode line ends.</summary>
    static string AsTerraform(JsonNode node) => node.ToJsonString(new JsonSerializerOptions { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping })
        .Replace("<", "\\u003c", StringComparison.Ordinal).Replace(">", "\\u003e", StringComparison.Ordinal).Replace("&", "\\u0026", StringComparison.Ordinal)
        .Replace("\u2028", "\\u2028", StringComparison.Ordinal).Replace("\\u0085", "\u0085", StringComparison.Ordinal)
        .Replace("\\uD83E\\uDDE8", "\U0001F9E8", StringComparison.Ordinal);

    static IEnumerable<string> Strings(JsonNode? node, string at) => node switch
    {
        JsonObject members => members.Where(m => at.Length > 0 || m.Key != "deployment_id").SelectMany(m => Strings(m.Value, $"{at}/{m.Key}")),
        JsonArray items => items.SelectMany((item, n) => Strings(item, $"{at}/{n}")),
        JsonValue value when value.GetValueKind() == JsonValueKind.String => [at],
        _ => [],
    };

    static JsonObject Set(JsonObject body, string pointer, JsonNode? value)
    {
        var steps = pointer.Split('/')[1..];
        JsonNode at = body;
        foreach (var step in steps[..^1])
            at = at is JsonArray list ? list[int.Parse(step, System.Globalization.CultureInfo.InvariantCulture)]! : at[step]!;
        at[steps[^1]] = value;
        return body;
    }
}
