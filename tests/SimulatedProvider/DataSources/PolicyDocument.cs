using System.Text;
using System.Text.Json;
using System.Text.Encodings.Web;
using InfraAgent.SimulatedProvider.Values;

namespace InfraAgent.SimulatedProvider.DataSources;

/// <summary>
/// <c>aws_iam_policy_document</c>: statements as the JSON that IAM understands. Statements of source documents come first, those of
/// override documents last; of two with one Sid the later one takes the place.
/// </summary>
public static class PolicyDocument
{
    static readonly JavaScriptEncoder Plain = JavaScriptEncoder.UnsafeRelaxedJsonEscaping;

    public static SortedDictionary<string, object?> Answer(SortedDictionary<string, object?> config)
    {
        List<string> statements =
        [
            .. Documents(config, "source_policy_documents"),
            .. (Cty.AsList(config.GetValueOrDefault("statement")) ?? []).Select(Statement),
            .. Documents(config, "override_policy_documents"),
        ];
        var answer = Cty.NewObject();
        answer["json"] = Write(config, statements, indented: true);
        answer["minified_json"] = Write(config, statements, indented: false);
        return answer;
    }

    static IEnumerable<string> Documents(SortedDictionary<string, object?> config, string name)
    {
        foreach (var text in Cty.AsList(config.GetValueOrDefault(name))?.OfType<string>() ?? [])
        {
            using var document = JsonDocument.Parse(text);
            var statement = document.RootElement.GetProperty("Statement");
            if (statement.ValueKind == JsonValueKind.Object) yield return statement.GetRawText();
            else
                foreach (var one in statement.EnumerateArray()) yield return one.GetRawText();
        }
    }

    static string Write(SortedDictionary<string, object?> config, List<string> statements, bool indented) => Json(indented, json =>
    {
        json.WriteStartObject();
        json.WriteString("Version", Cty.Text(config, "version") ?? "2012-10-17");
        if (Cty.Text(config, "policy_id") is { Length: > 0 } id) json.WriteString("Id", id);
        json.WriteStartArray("Statement");
        foreach (var statement in LastOfEachSid(statements))
        {
            using var one = JsonDocument.Parse(statement);
            one.RootElement.WriteTo(json);
        }
        json.WriteEndArray();
        json.WriteEndObject();
    });

    static List<string> LastOfEachSid(List<string> statements)
    {
        var kept = new List<string>();
        var places = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var statement in statements)
        {
            using var one = JsonDocument.Parse(statement);
            var sid = one.RootElement.TryGetProperty("Sid", out var text) ? text.GetString() ?? "" : "";
            if (sid.Length > 0 && places.TryGetValue(sid, out var place))
            {
                kept[place] = statement;
                continue;
            }
            if (sid.Length > 0) places[sid] = kept.Count;
            kept.Add(statement);
        }
        return kept;
    }

    static string Statement(object? statement) => Json(indented: false, json =>
    {
        json.WriteStartObject();
        if (Cty.Text(statement, "sid") is { Length: > 0 } sid) json.WriteString("Sid", sid);
        json.WriteString("Effect", Cty.Text(statement, "effect") ?? "Allow");
        OneOrMany(json, "Action", Cty.Get(statement, "actions"));
        OneOrMany(json, "NotAction", Cty.Get(statement, "not_actions"));
        OneOrMany(json, "Resource", Cty.Get(statement, "resources"));
        OneOrMany(json, "NotResource", Cty.Get(statement, "not_resources"));
        Principals(json, "Principal", Cty.AsList(Cty.Get(statement, "principals")));
        Principals(json, "NotPrincipal", Cty.AsList(Cty.Get(statement, "not_principals")));
        Conditions(json, Cty.AsList(Cty.Get(statement, "condition")));
        json.WriteEndObject();
    });

    static void Principals(Utf8JsonWriter json, string name, List<object?>? principals)
    {
        if (principals is not { Count: > 0 }) return;
        if (principals is [var all] && Cty.Text(all, "type") == "*" && Cty.AsList(Cty.Get(all, "identifiers")) is ["*"])
        {
            json.WriteString(name, "*");
            return;
        }
        json.WriteStartObject(name);
        foreach (var group in principals.GroupBy(p => Cty.Text(p, "type") ?? "", StringComparer.Ordinal).OrderBy(g => g.Key, StringComparer.Ordinal))
            OneOrMany(json, group.Key, group.SelectMany(p => Cty.AsList(Cty.Get(p, "identifiers")) ?? []).ToList());
        json.WriteEndObject();
    }

    static void Conditions(Utf8JsonWriter json, List<object?>? conditions)
    {
        if (conditions is not { Count: > 0 }) return;
        json.WriteStartObject("Condition");
        foreach (var test in conditions.GroupBy(c => Cty.Text(c, "test") ?? "", StringComparer.Ordinal).OrderBy(g => g.Key, StringComparer.Ordinal))
        {
            json.WriteStartObject(test.Key);
            foreach (var condition in test.GroupBy(c => Cty.Text(c, "variable") ?? "", StringComparer.Ordinal).OrderBy(g => g.Key, StringComparer.Ordinal))
                OneOrMany(json, condition.Key, condition.SelectMany(c => Cty.AsList(Cty.Get(c, "values")) ?? []).ToList());
            json.WriteEndObject();
        }
        json.WriteEndObject();
    }

    static void OneOrMany(Utf8JsonWriter json, string name, object? values)
    {
        if (Cty.AsList(values) is not { Count: > 0 } list) return;
        if (list is [var single])
        {
            json.WriteString(name, single as string);
            return;
        }
        json.WriteStartArray(name);
        foreach (var value in list) json.WriteStringValue(value as string);
        json.WriteEndArray();
    }

    static string Json(bool indented, Action<Utf8JsonWriter> write)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Indented = indented, Encoder = Plain })) write(json);
        return Encoding.UTF8.GetString(buffer.ToArray());
    }
}
