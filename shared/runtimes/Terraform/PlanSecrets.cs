using System.Text.Json;

namespace InfraAgent.Runtimes.Terraform;

/// <summary>
/// What a plan holds that must not leave the executor. Terraform's own marks are not enough: they are lost on the way through computed
/// attributes (<c>terraform_data.output</c> repeats a sensitive <c>input</c> unmarked), so a value marked anywhere is a secret everywhere.
/// </summary>
sealed class PlanSecrets
{
    // Below these lengths an equal value is more likely a coincidence ("80", "eu") than a leak.
    const int LeastText = 4;
    const int LeastWithin = 6;
    // A mark on a whole structure (a map of settings) also covers members that are no secrets: short ones are common words.
    const int LeastMember = 8;
    const int LeastNumber = 6;
    const int LeastName = 12;

    readonly HashSet<string> texts = new(StringComparer.Ordinal);
    readonly HashSet<string> numbers = new(StringComparer.Ordinal);
    readonly Redactor within;
    readonly Redactor given;

    public PlanSecrets(JsonElement plan, Redactor given)
    {
        this.given = given;
        CollectVariables(plan);
        foreach (var list in (ReadOnlySpan<string>)["resource_changes", "resource_drift"])
        {
            foreach (var resource in PlanJson.Items(plan, list))
                CollectChange(resource.GetProperty("change"));
        }
        // Not from outputs: what is secret in them comes from a variable or a resource that has its own mark, and an output that is
        // sensitive as a whole would make secrets of every name and region in it.
        within = Redactor.OfForms(texts.Where(text => text.Length >= LeastWithin).SelectMany(text =>
            new[] { text, JsonEncodedText.Encode(text, System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping).ToString() }));
    }

    public bool HasText(string text) => texts.Contains(text) || within.Finds(text) || given.Finds(text);

    /// <summary>For member names: most are a provider's words, so a short one is no find.</summary>
    public bool HasName(string name) => given.Finds(name) || (name.Length >= LeastName && HasText(name));

    public bool HasNumber(string number) => numbers.Contains(number) || given.Finds(number);

    public string Redact(string text) => within.Redact(given.Redact(text));

    void CollectVariables(JsonElement plan)
    {
        if (!plan.TryGetProperty("configuration", out var configuration) || !configuration.TryGetProperty("root_module", out var root))
            return;
        foreach (var declared in PlanJson.Members(root, "variables"))
        {
            if (PlanJson.True(declared.Value, "sensitive") && plan.TryGetProperty("variables", out var values)
                && values.TryGetProperty(declared.Name, out var variable) && variable.TryGetProperty("value", out var value))
                CollectAll(value);
        }
    }

    void CollectChange(JsonElement change)
    {
        Collect(change, "before", "before_sensitive");
        Collect(change, "after", "after_sensitive");
    }

    void Collect(JsonElement change, string value, string mask)
    {
        if (change.TryGetProperty(value, out var values) && change.TryGetProperty(mask, out var marks))
            Collect(values, marks);
    }

    void Collect(JsonElement value, JsonElement mask)
    {
        switch (mask.ValueKind)
        {
            case JsonValueKind.True:
                CollectAll(value);
                break;
            case JsonValueKind.Object when value.ValueKind == JsonValueKind.Object:
                foreach (var member in mask.EnumerateObject())
                {
                    if (value.TryGetProperty(member.Name, out var inner))
                        Collect(inner, member.Value);
                }
                break;
            case JsonValueKind.Array when value.ValueKind == JsonValueKind.Array:
                for (var i = 0; i < Math.Min(mask.GetArrayLength(), value.GetArrayLength()); i++)
                    Collect(value[i], mask[i]);
                break;
        }
    }

    void CollectAll(JsonElement value, int least = LeastText)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.String when value.GetString() is { } text && text.Length >= least:
                texts.Add(text);
                break;
            case JsonValueKind.Number when value.GetRawText() is { Length: >= LeastNumber } number:
                numbers.Add(number);
                break;
            case JsonValueKind.Object:
                foreach (var member in value.EnumerateObject())
                    CollectAll(member.Value, LeastMember);
                break;
            case JsonValueKind.Array:
                foreach (var item in value.EnumerateArray())
                    CollectAll(item, LeastMember);
                break;
        }
    }
}

/// <summary>Members that may be absent or null.</summary>
static class PlanJson
{
    public static readonly JsonDocumentOptions Deep = new() { MaxDepth = 1024 };

    public static IEnumerable<JsonElement> Items(JsonElement parent, string name) =>
        parent.TryGetProperty(name, out var list) && list.ValueKind == JsonValueKind.Array ? list.EnumerateArray() : [];

    public static IEnumerable<JsonProperty> Members(JsonElement parent, string name) =>
        parent.TryGetProperty(name, out var members) && members.ValueKind == JsonValueKind.Object ? members.EnumerateObject() : [];

    public static JsonElement? Member(JsonElement? parent, string name) =>
        parent is { ValueKind: JsonValueKind.Object } some && some.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;

    public static bool True(JsonElement parent, string name) => parent.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.True;

    public static string? Text(JsonElement parent, string name) =>
        parent.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
