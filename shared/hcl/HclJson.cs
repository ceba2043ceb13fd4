using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace InfraAgent.Hcl;

/// <summary>Values as JSON: as <c>jsonencode</c> writes them, and as a plan shows them.</summary>
static class HclJson
{
    const int Deepest = 200;
    static readonly JsonWriterOptions Written = new() { MaxDepth = Deepest, SkipValidation = true };
    static readonly JsonDocumentOptions Parsed = new() { MaxDepth = Deepest };

    /// <summary>Everything is unknown: how many there are, or what they are like.</summary>
    public static JsonElement Unknown { get; } = JsonElement.Parse("{\"$unknown\":true}");

    /// <summary>A resource or block: what it sets, and that a provider may set more. What it sets to an empty text or list, a provider may take for unset.</summary>
    /// <exception cref="HclTooLargeException">It is nested too deep, or the budget is used up.</exception>
    public static JsonElement Values(DataMap values, HclBudget budget)
    {
        var buffer = new ArrayBufferWriter<byte>(512);
        using (var json = new Utf8JsonWriter(buffer, Written)) Open(json, values, budget);
        return JsonElement.Parse(buffer.WrittenSpan, Parsed);
    }

    static void Open(Utf8JsonWriter json, DataMap members, HclBudget budget)
    {
        json.WriteStartObject();
        foreach (var (name, value) in members.Items)
        {
            if (value is DataNull) continue;
            Name(json, name);
            if (IsNothing(value))
            {
                Unknown.WriteTo(json);
                continue;
            }

            if (value is DataMap map && map.Items.All(m => m.Value is not (DataMap or HclOpen or DataList or HclSet))) Map(json, map, budget);
            else Write(json, value, budget);
        }

        json.WriteBoolean("$open", true);
        json.WriteEndObject();
    }

    // No name that a caller chose is taken for a mark.
    static void Name(Utf8JsonWriter json, string name) => json.WritePropertyName(name.StartsWith('$') ? "$" + name : name);

    static bool IsNothing(DataValue value) => value is DataText { Value: "" } or DataList { Items.Count: 0 } or HclSet { Items.Count: 0 } or DataMap { Count: 0 };

    /// <summary>Tags and their like: nobody adds to them.</summary>
    static void Map(Utf8JsonWriter json, DataMap map, HclBudget budget)
    {
        json.WriteStartObject();
        foreach (var (name, value) in map.Items)
        {
            Name(json, name);
            Write(json, value, budget);
        }

        json.WriteEndObject();
    }

    static void Write(Utf8JsonWriter json, DataValue value, HclBudget budget)
    {
        budget.Deeper();
        if (json.CurrentDepth >= Deepest - 1) throw new HclTooLargeException($"A value is nested deeper than {Deepest} levels.");
        switch (value)
        {
            case DataText text: json.WriteStringValue(text.Value); break;
            case DataNumber number when double.IsInteger(number.Value) && Math.Abs(number.Value) <= 1L << 53: json.WriteNumberValue((long)number.Value); break;
            case DataNumber number: json.WriteNumberValue(number.Value); break;
            case DataBool truth: json.WriteBooleanValue(truth.Value); break;
            case DataNull: json.WriteNullValue(); break;
            case DataMap map: Open(json, map, budget); break;
            case HclOpen open: Open(json, open.Known, budget); break;
            case DataList list: Items(json, list.Items, budget); break;
            case HclSet set: Items(json, set.Items, budget); break;
            default: Unknown.WriteTo(json); break;
        }
    }

    static void Items(Utf8JsonWriter json, IReadOnlyList<DataValue> items, HclBudget budget)
    {
        json.WriteStartArray();
        foreach (var item in items) Write(json, item, budget);
        json.WriteEndArray();
    }

    /// <summary>As <c>jsonencode</c>, to the letter; null where Terraform may spell a number in another way.</summary>
    public static string? Encode(DataValue value, HclBudget budget)
    {
        var text = new StringBuilder();
        return Encode(text, value, budget) ? text.ToString() : null;
    }

    static bool Encode(StringBuilder text, DataValue value, HclBudget budget)
    {
        budget.Deeper();
        budget.Text(text.Length >> 8);
        switch (value)
        {
            case DataText said: Quote(text, said.Value); return true;
            case DataBool truth: text.Append(truth.Value ? "true" : "false"); return true;
            case DataNumber number:
                text.Append(HclText.Spelled(number.Value));
                return HclText.Spelled(number.Value) is not null;
            case DataList list: return Encode(text, list.Items, budget);
            case HclSet set: return Encode(text, set.Items, budget);
            case DataMap map:
                text.Append('{');
                foreach (var (i, (key, member)) in map.Items.OrderBy(m => m.Key, StringComparer.Ordinal).Index())
                {
                    if (i > 0) text.Append(',');
                    Quote(text, key);
                    text.Append(':');
                    if (!Encode(text, member, budget)) return false;
                }

                text.Append('}');
                return true;
            default: text.Append("null"); return true;
        }
    }

    static bool Encode(StringBuilder text, IReadOnlyList<DataValue> items, HclBudget budget)
    {
        text.Append('[');
        for (var i = 0; i < items.Count; i++)
        {
            if (i > 0) text.Append(',');
            if (!Encode(text, items[i], budget)) return false;
        }

        text.Append(']');
        return true;
    }

    // As Go's encoder: these would mean something in HTML or in JavaScript.
    static void Quote(StringBuilder text, string said)
    {
        text.Append('"');
        foreach (var c in said)
        {
            switch (c)
            {
                case '"' or '\\': text.Append('\\').Append(c); break;
                case '\n': text.Append("\\n"); break;
                case '\r': text.Append("\\r"); break;
                case '\t': text.Append("\\t"); break;
                case '<' or '>' or '&' or '\u2028' or '\u2029' or < ' ': text.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}"); break;
                default: text.Append(c); break;
            }
        }

        text.Append('"');
    }
}
