using System.Text.Json;
using System.Text.Json.Nodes;

namespace InfraAgent.Runtimes.Rego;

/// <summary><c>opa eval</c>: all documents in one go, without the functions that reach the network or look at the environment.</summary>
sealed class OpaTool : RegoTool
{
    public static OpaTool Instance { get; } = new();

    static readonly string[] Forbidden = ["http.send", "net.lookup_ip_addr", "opa.runtime"];

    public override string Name => "opa";

    public override async Task<IReadOnlyList<RegoMessage>> AskAsync(RegoQuestion question, CancellationToken cancel)
    {
        string[] version = question.Policy.Version is { } named ? [$"--{named}-compatible"] : [];
        var known = await question.RunAsync(["capabilities", "--current", .. question.Policy.Version == "v0" ? version : []], cancel);
        if (known.ExitCode != 0) throw Failed(known, "it does not tell its capabilities, without which it could not be kept from the network; install a newer version.");
        var (limits, input) = (Path.Combine(question.Folder, "capabilities.json"), Path.Combine(question.Folder, "input.json"));
        await File.WriteAllTextAsync(limits, Restricted(known), cancel);
        await WriteAsync(question.Documents, input, cancel);

        var output = await question.RunAsync(
            ["eval", .. version, "--ignore", "*_test.rego", "--format", "json", "--capabilities", limits, "--data", question.Policy.Directory, "--input", input, Query(question.Policy.Package)], cancel);
        return Read(question, output);
    }

    /// <summary>For each document, what each of the package's rules that find something has found.</summary>
    static string Query(string package) =>
        $$"""[{name: found | found := rules[name]; regex.match("^(deny|violation|warn)(_[a-zA-Z0-9]+)*$", name)} | document := input[_]; rules := data.{{package}} with input as document]""";

    List<RegoMessage> Read(RegoQuestion question, ToolAnswer output)
    {
        var answer = Json(output);
        if (Items(answer, "errors").FirstOrDefault() is { ValueKind: not JsonValueKind.Undefined } error)
            throw Failed(output, Reason(error) ?? (output.Said.Length > 0 ? output.Said : "it reports an error without saying which."));
        if (output.ExitCode != 0) throw Failed(output);
        var expression = Items(answer, "result").FirstOrDefault() is var first ? Items(first, "expressions").FirstOrDefault() : default;
        var value = expression.ValueKind == JsonValueKind.Object && expression.TryGetProperty("value", out var found) ? found : default;
        if (value.ValueKind != JsonValueKind.Array) throw Failed(output, "its answer has no result.");

        // A package that is not there is not undefined once but for every document.
        if (value.GetArrayLength() != question.Documents.Count) throw NoRules(question.Policy);
        var messages = new List<RegoMessage>();
        foreach (var (document, rules) in value.EnumerateArray().Index())
        {
            if (rules.ValueKind != JsonValueKind.Object || !rules.EnumerateObject().Any()) throw NoRules(question.Policy);
            foreach (var rule in rules.EnumerateObject())
                messages.AddRange(Messages(output, rule, document));
        }
        return messages;
    }

    IEnumerable<RegoMessage> Messages(ToolAnswer output, JsonProperty rule, int document)
    {
        if (rule.Value.ValueKind != JsonValueKind.Array) throw Failed(output, $"the rule '{rule.Name}' is {rule.Value.ValueKind.ToString().ToLowerInvariant()} and not a set of messages.");
        foreach (var item in rule.Value.EnumerateArray())
        {
            var text = item.ValueKind == JsonValueKind.String ? item.GetString() : Text(item, "msg");
            if (text is null) throw Failed(output, $"the rule '{rule.Name}' has a message that is neither a text nor an object with 'msg'.");
            yield return new(document, text, item.ValueKind == JsonValueKind.Object ? item : default, rule.Name.StartsWith("warn", StringComparison.Ordinal));
        }
    }

    static string? Reason(JsonElement error)
    {
        if (Text(error, "message") is not { Length: > 0 } message) return null;
        var place = error.TryGetProperty("location", out var location) && Text(location, "file") is { Length: > 0 } file
            ? $"{file}{(location.TryGetProperty("row", out var row) ? $":{row}" : "")}: " : "";
        return $"{place}{(Text(error, "code") is { } code ? code + ": " : "")}{message}";
    }

    /// <summary>All that the installed version can do, but for what is forbidden here.</summary>
    string Restricted(ToolAnswer known)
    {
        if (JsonNode.Parse(Json(known).GetRawText()) is not JsonObject capabilities || capabilities["builtins"] is not JsonArray functions)
            throw Failed(known, "it tells capabilities that have no 'builtins'; install another version.");
        capabilities["builtins"] = new JsonArray([.. functions.Where(f => !Forbidden.Contains((string?)f?["name"])).Select(f => f?.DeepClone())]);
        capabilities["allow_net"] = new JsonArray();
        return capabilities.ToJsonString();
    }

    static async Task WriteAsync(IReadOnlyList<ReadOnlyMemory<byte>> documents, string path, CancellationToken cancel)
    {
        await using var file = File.Create(path);
        var before = "["u8.ToArray();
        foreach (var document in documents)
        {
            await file.WriteAsync(before, cancel);
            await file.WriteAsync(document, cancel);
            before = ","u8.ToArray();
        }
        await file.WriteAsync("]"u8.ToArray(), cancel);
    }
}
