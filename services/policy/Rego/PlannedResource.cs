using System.Text.Json;
using InfraAgent.Policy.Assertions;

namespace InfraAgent.Policy.Rego;

/// <summary>One of the masked changes, and how Terraform tells it.</summary>
sealed class PlannedResource
{
    /// <summary>Modules within one another: more than anybody has, and few enough to be written one within the other.</summary>
    public const int DeepestModule = 64;

    static readonly string[] Told = ["mode", "type", "provider_name", "deposed", "previous_address", "action_reason"];

    readonly JsonElement masked;
    readonly string name;
    readonly string? key;

    /// <exception cref="JsonException">It has no address or actions, or is too deep in modules.</exception>
    public PlannedResource(JsonElement masked)
    {
        this.masked = masked;
        Address = Text(masked, "address") ?? throw new JsonException("A change has no 'address'.");
        if (!masked.TryGetProperty("actions", out var actions) || actions.ValueKind != JsonValueKind.Array) throw new JsonException($"The change of {Address} has no 'actions'.");
        After = Member(masked, "after");
        // What stays as it is says only how it will be.
        Before = masked.TryGetProperty("before", out var before) ? before : After;
        Runs = Before.ValueKind == JsonValueKind.Object && !actions.EnumerateArray().All(a => a.ValueEquals("create") || a.ValueEquals("read"));
        Remains = After.ValueKind == JsonValueKind.Object && !actions.EnumerateArray().All(a => a.ValueEquals("delete") || a.ValueEquals("forget"));
        var parts = Parts(Address);
        var modules = 0;
        while (modules + 1 < parts.Count && parts[modules] == "module") modules += 2;
        if (modules / 2 > DeepestModule) throw new JsonException($"A resource is more than {DeepestModule} modules deep.");
        Modules = [.. Enumerable.Range(0, modules / 2).Select(i => string.Join('.', parts[..((i + 1) * 2)]))];
        var bracket = parts[^1].IndexOf('[', StringComparison.Ordinal);
        (name, key) = bracket < 0 ? (parts[^1], null) : (parts[^1][..bracket], parts[^1][(bracket + 1)..].TrimEnd(']'));
    }

    public string Address { get; }

    /// <summary>Addresses of the modules that it is in, from the outermost to its own.</summary>
    public IReadOnlyList<string> Modules { get; }

    /// <summary>It is there after the apply.</summary>
    public bool Remains { get; }

    /// <summary>It is there now.</summary>
    public bool Runs { get; }

    public JsonElement Before { get; }

    public JsonElement After { get; }

    public void WriteChange(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        WriteNames(writer);
        writer.WritePropertyName("change");
        WriteChange(writer, masked, noneUnknown: "{}"u8);
        writer.WriteEndObject();
    }

    public void WriteValues(Utf8JsonWriter writer, JsonElement values)
    {
        writer.WriteStartObject();
        WriteNames(writer);
        writer.WritePropertyName("values");
        WriteKnown(writer, values);
        writer.WriteEndObject();
    }

    /// <param name="change">Has <c>actions</c>, <c>after</c> and, where it changes something, <c>before</c>.</param>
    /// <param name="noneUnknown">What <c>after_unknown</c> is when all is known.</param>
    public static void WriteChange(Utf8JsonWriter writer, JsonElement change, ReadOnlySpan<byte> noneUnknown)
    {
        var after = Member(change, "after");
        var before = change.TryGetProperty("before", out var was) ? was : after;
        writer.WriteStartObject();
        writer.WritePropertyName("actions");
        Member(change, "actions").WriteTo(writer);
        writer.WritePropertyName("before");
        WriteKnown(writer, before);
        writer.WritePropertyName("after");
        WriteKnown(writer, after);
        writer.WritePropertyName("after_unknown");
        if (HasUnknown(after)) WriteMarks(writer, after, Masks.IsUnknown);
        else writer.WriteRawValue(noneUnknown);
        writer.WritePropertyName("before_sensitive");
        WriteMarks(writer, before, Masks.IsHidden);
        writer.WritePropertyName("after_sensitive");
        WriteMarks(writer, after, Masks.IsHidden);
        if (change.TryGetProperty("replace_paths", out var paths))
        {
            writer.WritePropertyName("replace_paths");
            WriteKnown(writer, paths);
        }
        writer.WriteEndObject();
    }

    void WriteNames(Utf8JsonWriter writer)
    {
        writer.WriteString("address", Address);
        if (Modules is [.., var module]) writer.WriteString("module_address", module);
        writer.WriteString("name", name);
        if (int.TryParse(key, System.Globalization.CultureInfo.InvariantCulture, out var number)) writer.WriteNumber("index", number);
        else if (key is not null) writer.WriteString("index", key.Trim('"'));
        foreach (var told in Told)
            if (Text(masked, told == "provider_name" ? "provider" : told) is { } text) writer.WriteString(told, text);
    }

    static void WriteKnown(Utf8JsonWriter writer, JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object when Masks.IsUnknown(value):
                writer.WriteNullValue();
                break;
            case JsonValueKind.Object when Masks.IsHidden(value):
                value.WriteTo(writer);
                break;
            case JsonValueKind.Object:
                writer.WriteStartObject();
                foreach (var member in value.EnumerateObject().Where(m => !Masks.IsUnknown(m.Value)))
                {
                    writer.WritePropertyName(Plain(member.Name));
                    WriteKnown(writer, member.Value);
                }
                writer.WriteEndObject();
                break;
            case JsonValueKind.Array:
                writer.WriteStartArray();
                foreach (var item in value.EnumerateArray()) WriteKnown(writer, item);
                writer.WriteEndArray();
                break;
            case JsonValueKind.Undefined:
                writer.WriteNullValue();
                break;
            default:
                value.WriteTo(writer);
                break;
        }
    }

    static bool HasUnknown(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => Masks.IsUnknown(value) || value.EnumerateObject().Any(m => HasUnknown(m.Value)),
        JsonValueKind.Array => value.EnumerateArray().Any(HasUnknown),
        _ => false,
    };

    // As Terraform has it: members that say no are left out, items of lists are not.
    static void WriteMarks(Utf8JsonWriter writer, JsonElement value, Func<JsonElement, bool> marked)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object when Masks.IsUnknown(value) || Masks.IsHidden(value):
                writer.WriteBooleanValue(marked(value));
                break;
            case JsonValueKind.Object:
                writer.WriteStartObject();
                foreach (var member in value.EnumerateObject())
                {
                    var mark = Masks.IsUnknown(member.Value) || Masks.IsHidden(member.Value);
                    if (mark ? !marked(member.Value) : member.Value.ValueKind is not (JsonValueKind.Object or JsonValueKind.Array)) continue;
                    writer.WritePropertyName(Plain(member.Name));
                    WriteMarks(writer, member.Value, marked);
                }
                writer.WriteEndObject();
                break;
            case JsonValueKind.Array:
                writer.WriteStartArray();
                foreach (var item in value.EnumerateArray()) WriteMarks(writer, item, marked);
                writer.WriteEndArray();
                break;
            default:
                writer.WriteBooleanValue(false);
                break;
        }
    }

    // A name of the plan's own that begins with $ was given a second one, so that no value can pass for a mask.
    static string Plain(string name) => name.StartsWith("$$", StringComparison.Ordinal) ? name[1..] : name;

    /// <summary>An address at its dots, but not at those in a key.</summary>
    static List<string> Parts(string address)
    {
        var parts = new List<string>();
        var (start, depth, quoted) = (0, 0, false);
        for (var i = 0; i < address.Length; i++)
        {
            var c = address[i];
            if (quoted && c == '\\') i++;
            else if (c == '"' && depth > 0) quoted = !quoted;
            else if (quoted) continue;
            else if (c == '[') depth++;
            else if (c == ']') depth--;
            else if (c == '.' && depth == 0)
            {
                parts.Add(address[start..i]);
                start = i + 1;
            }
        }
        parts.Add(address[start..]);
        return parts;
    }

    static JsonElement Member(JsonElement body, string name) => body.ValueKind == JsonValueKind.Object && body.TryGetProperty(name, out var value) ? value : default;

    static string? Text(JsonElement body, string name) => Member(body, name) is { ValueKind: JsonValueKind.String } text ? text.GetString() : null;
}
