using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace InfraAgent.Generator.Tests;

/// <summary>The keywords of JSON Schema 2020-12 that our schemas use; any other is an error, so that none goes unlooked at.</summary>
static class SchemaValidator
{
    static readonly string[] Annotations = ["$schema", "title", "description", "default", "x-outputs", "x-cost-drivers"];

    public static bool Accepts(JsonNode schema, JsonNode? value) => schema.AsObject().All(k => Holds(k.Key, k.Value!, schema.AsObject(), value));

    static bool Holds(string keyword, JsonNode rule, JsonObject schema, JsonNode? value) => keyword switch
    {
        "type" => (rule is JsonArray several ? several.Select(t => t!.GetValue<string>()) : [rule.GetValue<string>()]).Any(t => Is(t, value)),
        "const" => JsonNode.DeepEquals(rule, value),
        "enum" => rule.AsArray().Any(v => JsonNode.DeepEquals(v, value)),
        "properties" => value is not JsonObject o || rule.AsObject().All(p => !o.ContainsKey(p.Key) || Accepts(p.Value!, o[p.Key])),
        "required" => value is not JsonObject o || rule.AsArray().All(r => o.ContainsKey(r!.GetValue<string>())),
        "additionalProperties" => value is not JsonObject o || o.Where(p => schema["properties"]?[p.Key] is null).All(p => rule is JsonObject other ? Accepts(other, p.Value) : rule.GetValue<bool>()),
        "propertyNames" => value is not JsonObject o || o.All(p => Accepts(rule, JsonValue.Create(p.Key))),
        "items" => value is not JsonArray a || a.All(i => Accepts(rule, i)),
        "minItems" => value is not JsonArray a || a.Count >= rule.GetValue<int>(),
        "maxItems" => value is not JsonArray a || a.Count <= rule.GetValue<int>(),
        "minProperties" => value is not JsonObject o || o.Count >= rule.GetValue<int>(),
        "maxProperties" => value is not JsonObject o || o.Count <= rule.GetValue<int>(),
        "minLength" => !Is("string", value) || value!.GetValue<string>().Length >= rule.GetValue<int>(),
        "maxLength" => !Is("string", value) || value!.GetValue<string>().Length <= rule.GetValue<int>(),
        // A trailing line break is no end of the text in this dialect, other than in .NET's.
        "pattern" => !Is("string", value) || Regex.IsMatch(value!.GetValue<string>(), rule.GetValue<string>().TrimEnd('$') + (rule.GetValue<string>().EndsWith('$') ? "\\z" : "")),
        "minimum" => !Is("number", value) || Number(value) >= Number(rule),
        "maximum" => !Is("number", value) || Number(value) <= Number(rule),
        "anyOf" => rule.AsArray().Any(s => Accepts(s!, value)),
        "allOf" => rule.AsArray().All(s => Accepts(s!, value)),
        "if" => !Accepts(rule, value) || Accepts(schema["then"]!, value),
        "then" => true,
        _ => Annotations.Contains(keyword) ? true : throw new NotSupportedException($"'{keyword}' is not looked at.")
    };

    static bool Is(string type, JsonNode? value) => (type, value?.GetValueKind()) switch
    {
        ("null", null) or ("object", System.Text.Json.JsonValueKind.Object) or ("array", System.Text.Json.JsonValueKind.Array) or ("string", System.Text.Json.JsonValueKind.String)
            or ("number", System.Text.Json.JsonValueKind.Number) or ("boolean", System.Text.Json.JsonValueKind.True or System.Text.Json.JsonValueKind.False) => true,
        ("integer", System.Text.Json.JsonValueKind.Number) => double.IsInteger(Number(value)),
        _ => false
    };

    static double Number(JsonNode? value) => double.Parse(value!.ToJsonString(), System.Globalization.CultureInfo.InvariantCulture);
}
