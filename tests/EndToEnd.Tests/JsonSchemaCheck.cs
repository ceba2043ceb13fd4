using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace InfraAgent.EndToEnd.Tests;

/// <summary>Compares an answer with a schema of the API's description, as strictly as a reader could wish: also a member that the schema does not
/// name is wrong. It knows what the description uses; anything else in a schema fails the test.</summary>
sealed class JsonSchemaCheck(JsonNode document)
{
    static readonly string[] Known =
    [
        "$ref", "type", "properties", "required", "items", "additionalProperties", "format", "enum", "pattern", "minimum", "minItems", "maxItems", "description", "oneOf", "anyOf", "default",
    ];

    /// <summary>What is wrong, with JSON Pointers; empty when nothing is.</summary>
    public IReadOnlyList<string> Check(JsonNode? answer, JsonNode schema)
    {
        var problems = new List<string>();
        Check(answer, schema, "", problems);
        return problems;
    }

    public JsonNode ResponseSchema(string method, string path, string status, string mediaType) =>
        document["paths"]![path]![method]!["responses"]![status]!["content"]![mediaType]!["schema"]!;

    void Check(JsonNode? value, JsonNode schema, string at, List<string> problems)
    {
        if (schema is not JsonObject rules)
            return;
        foreach (var unknown in rules.Select(r => r.Key).Except(Known))
            problems.Add($"{at}: the check does not know '{unknown}'");
        if (rules["$ref"] is { } reference)
        {
            var target = reference.GetValue<string>()[2..].Split('/').Aggregate(document, (node, name) => node[name]!);
            Check(value, target, at, problems);
            return;
        }
        if ((rules["oneOf"] ?? rules["anyOf"]) is JsonArray choices)
        {
            if (!choices.Any(choice => Check(value, choice!).Count == 0))
                problems.Add($"{at}: fits none of the {choices.Count} choices");
            return;
        }
        if (rules["type"] is { } types && !(types is JsonArray several ? several.Select(t => t!.GetValue<string>()) : [types.GetValue<string>()]).Any(type => Is(value, type)))
        {
            problems.Add($"{at}: {value?.GetValueKind().ToString() ?? "null"} where {types.ToJsonString()} is described");
            return;
        }
        switch (value)
        {
            case JsonObject members: CheckObject(members, rules, at, problems); break;
            case JsonArray items when rules["items"] is { } item:
                for (var n = 0; n < items.Count; n++)
                    Check(items[n], item, $"{at}/{n}", problems);
                break;
            case JsonValue text when text.GetValueKind() == System.Text.Json.JsonValueKind.String: CheckText(text.GetValue<string>(), rules, at, problems); break;
        }
    }

    void CheckObject(JsonObject members, JsonObject rules, string at, List<string> problems)
    {
        foreach (var missing in (rules["required"]?.AsArray() ?? []).Select(r => r!.GetValue<string>()).Where(name => !members.ContainsKey(name)))
            problems.Add($"{at}/{missing}: is missing");
        if (rules["properties"] is null && rules["additionalProperties"] is null)
            return;
        foreach (var (name, member) in members)
        {
            if (rules["properties"]?[name] is { } described)
                Check(member, described, $"{at}/{name}", problems);
            else if (rules["additionalProperties"] is JsonObject others)
                Check(member, others, $"{at}/{name}", problems);
            else if (rules["additionalProperties"]?.GetValue<bool>() != true)
                problems.Add($"{at}/{name}: is not described");
        }
    }

    static void CheckText(string text, JsonObject rules, string at, List<string> problems)
    {
        var fits = rules["format"]?.GetValue<string>() switch
        {
            "date" => DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _),
            "uuid" => Guid.TryParse(text, out _),
            "date-time" => DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, out _) && text.EndsWith('Z') | text.Contains('+'),
            _ => true,
        };
        if (!fits)
            problems.Add($"{at}: '{text}' is no {rules["format"]}");
        if (rules["pattern"] is { } pattern && !Regex.IsMatch(text, pattern.GetValue<string>()))
            problems.Add($"{at}: '{text}' does not match {pattern}");
        if (rules["enum"] is JsonArray words && !words.Any(w => w?.GetValue<string>() == text))
            problems.Add($"{at}: '{text}' is none of {words.ToJsonString()}");
    }

    static bool Is(JsonNode? value, string type) => type switch
    {
        "null" => value is null,
        "object" => value is JsonObject,
        "array" => value is JsonArray,
        "string" => value?.GetValueKind() == System.Text.Json.JsonValueKind.String,
        "boolean" => value?.GetValueKind() is System.Text.Json.JsonValueKind.True or System.Text.Json.JsonValueKind.False,
        "integer" => value?.GetValueKind() == System.Text.Json.JsonValueKind.Number && long.TryParse(value.ToJsonString(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _),
        "number" => value?.GetValueKind() == System.Text.Json.JsonValueKind.Number,
        _ => false,
    };
}
