using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using InfraAgent.Api.Edge;
using InfraAgent.Contracts;

namespace InfraAgent.Api.Tests.Edge;

/// <summary>Whatever is done to a good body: never an exception, and either a command or an answer a person can act on.</summary>
public sealed class CommandParserPropertyTests
{
    public static TheoryData<string> Commands => [.. Seeds.Full.Keys];

    static readonly Dictionary<string, string[]> Required = new()
    {
        ["generate"] = ["command", "deployment_id", "environment", "runtime", "template_spec"],
        ["deploy"] = ["command", "deployment_id"],
        ["drift-scan"] = ["command", "deployment_id"],
        ["cancel"] = ["command", "deployment_id"],
        ["approve"] = ["command", "deployment_id", "plan_digest"],
        ["reject"] = ["command", "deployment_id", "plan_digest"],
        ["rollback"] = ["command", "deployment_id"],
        ["destroy"] = ["command", "deployment_id"],
    };

    static readonly string[] Hostile =
    [
        "${file(\"/etc/passwd\")}", "%{ if true }x%{ endif }", "{{ template_spec }}", "../../etc/passwd", "a\"b", "a'b", "a\nb", "a\r\nb", "`id`", "$(id)",
        "; rm -rf /", "😀", "\u0000", "\u0001", "\u202Eabc", "<script>", "\\", "null", "-x", "--help", "", " ", new('x', 5000), "\u2028", "é", "=cmd|' /C calc'!A0",
    ];

    static Problem Check(ParseResult result, bool must)
    {
        if (result.Command is not null)
        {
            Assert.False(must, "This body must be refused.");
            Assert.Null(result.Problem);
            return null!;
        }

        var problem = result.Problem!;
        Assert.StartsWith("urn:infra-agent:problem:", problem.Type, StringComparison.Ordinal);
        Assert.Contains(problem.Status, new[] { 400, 413, 422 });
        Assert.NotEmpty(problem.Errors!);
        foreach (var error in problem.Errors!)
        {
            Assert.Matches(@"\A(REQ0[0-9]{2}|SEC00[1-5])\z", error.RuleId);
            Assert.False(string.IsNullOrWhiteSpace(error.Message));
            Assert.False(string.IsNullOrWhiteSpace(error.Remediation));
            Assert.True(error.Line >= 1 && error.Column >= 1);
            Assert.DoesNotContain(error.Message, c => char.IsControl(c));
            Assert.True(error.Message.Length < 600, error.Message);
        }

        // What is answered can always be written.
        JsonSerializer.SerializeToUtf8Bytes(problem, Json.Options);
        return problem;
    }

    [Theory]
    [MemberData(nameof(Commands))]
    public void Each_required_field_is_missed_by_name(string command)
    {
        foreach (var field in Required[command])
        {
            var body = Seeds.Copy(command);
            body.Remove(field);

            var problem = Check(CommandParser.Amqp(body.Bytes()), must: true);

            Assert.Equal((RequestRules.Missing, "/" + field), (problem.Errors![0].RuleId, problem.Errors[0].Pointer));
            Assert.Contains($"'{field}' is missing", problem.Errors[0].Message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [MemberData(nameof(Commands))]
    public void Each_other_field_can_be_left_out(string command)
    {
        foreach (var field in Seeds.Copy(command).Select(f => f.Key).Except(Required[command]))
        {
            var body = Seeds.Copy(command);
            body.Remove(field);

            Assert.NotNull(CommandParser.Amqp(body.Bytes()).Command);
        }
    }

    [Theory]
    [MemberData(nameof(Commands))]
    public void Each_field_of_another_type_is_refused_at_its_pointer(string command)
    {
        JsonValueKind Simple(JsonValueKind kind) => kind == JsonValueKind.False ? JsonValueKind.True : kind;
        foreach (var (field, good) in Seeds.Copy(command))
        {
            foreach (var other in new[] { "null", "true", "7.5", "\"\\u0001\"", "[]", "[{}]", "{\"\":0}" })
            {
                var bad = JsonNode.Parse(other);
                if (bad is not null && Simple(bad.GetValueKind()) == Simple(good!.GetValueKind()) && bad.GetValueKind() is not (JsonValueKind.String or JsonValueKind.Number)) continue;
                var body = Seeds.Copy(command);
                body[field] = bad;

                var problem = Check(CommandParser.Amqp(body.Bytes()), must: true);

                Assert.StartsWith("/" + field, problem.Errors![0].Pointer, StringComparison.Ordinal);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Commands))]
    public void A_repeated_name_is_refused_at_every_level(string command)
    {
        foreach (var (json, pointer) in EveryObject(command, "\"deployment_id_\":1,\"deployment_id_\":1"))
        {
            var problem = Check(CommandParser.Amqp(json.Bytes()), must: true);

            Assert.Contains(problem.Errors!, e => e.RuleId == RequestRules.RepeatedName && e.Pointer == pointer + "/deployment_id_");
        }
    }

    [Theory]
    [MemberData(nameof(Commands))]
    public void An_unknown_field_is_refused_wherever_fields_are_known(string command)
    {
        foreach (var (json, pointer) in EveryObject(command, "\"un/known\":{}"))
        {
            var open = pointer.StartsWith("/parameters/", StringComparison.Ordinal) || pointer is "/template_spec/modules/0" or "/template_spec/observability" or "/template_spec/tags" or "/cost/usage";

            var problem = Check(CommandParser.Amqp(json.Bytes()), must: !open);

            if (!open) Assert.Contains(problem.Errors!, e => e.Pointer == pointer + "/un~1known");
        }
    }

    [Theory]
    [MemberData(nameof(Commands))]
    public void A_body_cut_at_any_byte_is_unreadable_at_its_end(string command)
    {
        var whole = Seeds.Full[command].Trim().Bytes();
        for (var length = 0; length < whole.Length; length++)
        {
            var problem = Check(CommandParser.Amqp(whole.AsMemory(0, length)), must: true);

            Assert.Equal(400, problem.Status);
            Assert.Contains("Line ", problem.Detail, StringComparison.Ordinal);
            Assert.True(problem.Errors![0].Line >= 1);
        }
    }

    [Theory]
    [MemberData(nameof(Commands))]
    public void Hostile_text_in_any_place_is_refused_or_kept_exactly(string command)
    {
        var places = Leaves(Seeds.Copy(command)).ToArray();
        foreach (var text in Hostile)
        {
            for (var i = 0; i < places.Length; i++)
            {
                var body = Seeds.Copy(command);
                var (parent, key) = Leaves(body).ElementAt(i);
                if (parent is JsonArray array) array[int.Parse(key)] = text;
                else parent[key] = text;

                var result = CommandParser.Amqp(body.Bytes());
                Check(result, must: text.Contains('\0', StringComparison.Ordinal));

                if (result.Command?.Request is GenerateRequest { } request)
                {
                    // Free text is data: it comes out as it went in.
                    Assert.Equal(body["parameters"]!["aws_region"]!.GetValue<string>(), request.Parameters["aws_region"].GetString());
                    Assert.Equal(body["labels"]!["team"]!.GetValue<string>(), request.Labels["team"]);
                    Assert.Matches(@"\A[A-Za-z0-9][A-Za-z0-9_-]{0,62}\z", request.DeploymentId);
                }
            }
        }
    }

    [Theory]
    [MemberData(nameof(Commands))]
    public void Hostile_names_in_any_object_are_refused_or_kept_exactly(string command)
    {
        foreach (var name in Hostile)
            foreach (var (json, _) in EveryObject(command, $"{JsonSerializer.Serialize(name)}:1"))
                Check(CommandParser.Amqp(json.Bytes()), must: name.Contains('\0', StringComparison.Ordinal));
    }

    [Fact]
    public void Bytes_at_random_never_get_an_exception()
    {
        var random = new Random(1140);
        var good = Seeds.Full.Values.Select(Encoding.UTF8.GetBytes).ToArray();
        for (var i = 0; i < 20_000; i++)
        {
            var body = (byte[])good[i % good.Length].Clone();
            for (var edits = random.Next(1, 6); edits > 0; edits--) body[random.Next(body.Length)] = (byte)random.Next(256);

            Check(CommandParser.Amqp(body), must: false);
        }
    }

    [Fact]
    public void The_order_of_members_never_changes_what_is_read()
    {
        var random = new Random(7);
        var expected = CommandParser.Rest(CommandKind.Generate, Seeds.Generate.Bytes()).Command!.ContentDigest;
        for (var i = 0; i < 100; i++)
        {
            var shuffled = Shuffle(JsonNode.Parse(Seeds.Generate)!, random).ToJsonString(new JsonSerializerOptions { WriteIndented = i % 2 == 0 });

            Assert.Equal(expected, CommandParser.Rest(CommandKind.Generate, shuffled.Bytes()).Command!.ContentDigest);
        }
    }

    static JsonNode Shuffle(JsonNode node, Random random) => node switch
    {
        JsonObject o => new JsonObject(o.OrderBy(_ => random.Next()).Select(m => KeyValuePair.Create(m.Key, (JsonNode?)Shuffle(m.Value!, random)))),
        JsonArray a => new JsonArray([.. a.Select(i => Shuffle(i!, random))]),
        _ => node.DeepClone(),
    };

    /// <summary>The body with members put at the front of each object in turn, and that object's pointer.</summary>
    static IEnumerable<(string Json, string Pointer)> EveryObject(string command, string members)
    {
        const string Mark = "@@mark";
        foreach (var pointer in Objects(Seeds.Copy(command), "").ToArray())
        {
            var body = Seeds.Copy(command);
            JsonNode target = body;
            foreach (var step in pointer.Split('/').Skip(1)) target = target is JsonArray a ? a[int.Parse(step)]! : target[step]!;
            target.AsObject().Insert(0, Mark, null);
            var json = body.ToJsonString();
            yield return (json.Replace($"\"{Mark}\":null", members, StringComparison.Ordinal), pointer);
        }
    }

    static IEnumerable<string> Objects(JsonNode? node, string pointer) => node switch
    {
        JsonObject o => o.SelectMany(m => Objects(m.Value, $"{pointer}/{m.Key}")).Prepend(pointer),
        JsonArray a => a.SelectMany((item, i) => Objects(item, $"{pointer}/{i}")),
        _ => [],
    };

    static IEnumerable<(JsonNode Parent, string Key)> Leaves(JsonNode node) => node switch
    {
        JsonObject o => o.SelectMany(m => m.Value is JsonObject or JsonArray ? Leaves(m.Value) : [((JsonNode)o, m.Key)]),
        JsonArray a => a.SelectMany((item, i) => item is JsonObject or JsonArray ? Leaves(item) : [((JsonNode)a, i.ToString())]),
        _ => [],
    };
}
