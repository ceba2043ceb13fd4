using System.Buffers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using InfraAgent.Hosting;

namespace InfraAgent.Runtimes.Terraform;

/// <summary>
/// Writes values in canonical form (members sorted by UTF-16 code units, numbers as the tool gave them, no white space), with
/// <c>{"$hmac": hex}</c> for a secret and <c>{"$unknown": true}</c> for what is known after apply only. A member name of the plan's own that
/// begins with <c>$</c> gets a second one, so that no value can pass for a mask.
/// </summary>
sealed class PlanMask(PlanSecrets secrets, ISecretBox box, string purpose, string? planTime)
{
    public static readonly JsonWriterOptions Canonical = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true, MaxDepth = 2048 };

    static readonly JsonElement None = JsonDocument.Parse("false").RootElement.Clone();

    public void Write(Utf8JsonWriter writer, JsonElement? value, JsonElement? sensitive, JsonElement? unknown) =>
        WriteValue(writer, value, sensitive ?? None, unknown ?? None);

    void WriteValue(Utf8JsonWriter writer, JsonElement? value, JsonElement sensitive, JsonElement unknown)
    {
        if (unknown.ValueKind == JsonValueKind.True)
        {
            writer.WriteStartObject();
            writer.WriteBoolean("$unknown", true);
            writer.WriteEndObject();
            return;
        }
        if (value is not { } known || known.ValueKind is JsonValueKind.Null or JsonValueKind.Undefined)
        {
            writer.WriteNullValue();
            return;
        }
        if (sensitive.ValueKind == JsonValueKind.True)
        {
            WriteHmac(writer, known);
            return;
        }
        switch (known.ValueKind)
        {
            case JsonValueKind.Object:
                WriteObject(writer, known, sensitive, unknown);
                break;
            case JsonValueKind.Array:
                writer.WriteStartArray();
                var length = unknown.ValueKind == JsonValueKind.Array ? Math.Max(known.GetArrayLength(), unknown.GetArrayLength()) : known.GetArrayLength();
                for (var i = 0; i < length; i++)
                    WriteValue(writer, i < known.GetArrayLength() ? known[i] : null, At(sensitive, i), At(unknown, i));
                writer.WriteEndArray();
                break;
            case JsonValueKind.String when known.GetString() is { } text:
                if (secrets.HasText(text))
                    WriteHmac(writer, known);
                else
                    // plantimestamp() is another on every plan and means the same on each.
                    writer.WriteStringValue(planTime is null ? text : text.Replace(planTime, "$plan_time", StringComparison.Ordinal));
                break;
            case JsonValueKind.Number when secrets.HasNumber(known.GetRawText()):
                WriteHmac(writer, known);
                break;
            default:
                writer.WriteRawValue(known.GetRawText(), skipInputValidation: true);
                break;
        }
    }

    void WriteObject(Utf8JsonWriter writer, JsonElement value, JsonElement sensitive, JsonElement unknown)
    {
        var names = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var member in value.EnumerateObject())
            names.Add(member.Name);
        if (unknown.ValueKind == JsonValueKind.Object)
        {
            // Unknown members are left out of the value. Those that say nothing ("known") must not become nulls.
            foreach (var member in unknown.EnumerateObject())
            {
                if (member.Value.ValueKind == JsonValueKind.True)
                    names.Add(member.Name);
            }
        }
        writer.WriteStartObject();
        foreach (var name in names)
        {
            writer.WritePropertyName(secrets.HasName(name) ? "$hmac:" + Hmac(Encoding.UTF8.GetBytes(name)) : name.StartsWith('$') ? "$" + name : name);
            WriteValue(writer, value.TryGetProperty(name, out var inner) ? inner : null, At(sensitive, name), At(unknown, name));
        }
        writer.WriteEndObject();
    }

    void WriteHmac(Utf8JsonWriter writer, JsonElement value)
    {
        writer.WriteStartObject();
        writer.WriteString("$hmac", Hmac(Plain(value)));
        writer.WriteEndObject();
    }

    string Hmac(ReadOnlySpan<byte> data) => Convert.ToHexStringLower(box.Sign(data, purpose));

    static JsonElement At(JsonElement mask, string name) => mask.ValueKind switch
    {
        JsonValueKind.Object when mask.TryGetProperty(name, out var inner) => inner,
        _ => None,
    };

    static JsonElement At(JsonElement mask, int index) => mask.ValueKind == JsonValueKind.Array && index < mask.GetArrayLength() ? mask[index] : None;

    // The canonical bytes of an unmasked value; wiped, since it is a secret.
    static byte[] Plain(JsonElement value)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, Canonical))
            WritePlain(writer, value);
        try
        {
            // Equal secrets give equal masks, and the box's HMAC is over a digest of fixed length.
            return SHA256.HashData(buffer.WrittenSpan);
        }
        finally
        {
            buffer.Clear();
        }
    }

    static void WritePlain(Utf8JsonWriter writer, JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                writer.WriteStartObject();
                foreach (var member in value.EnumerateObject().OrderBy(member => member.Name, StringComparer.Ordinal))
                {
                    writer.WritePropertyName(member.Name);
                    WritePlain(writer, member.Value);
                }
                writer.WriteEndObject();
                break;
            case JsonValueKind.Array:
                writer.WriteStartArray();
                foreach (var item in value.EnumerateArray())
                    WritePlain(writer, item);
                writer.WriteEndArray();
                break;
            case JsonValueKind.String:
                writer.WriteStringValue(value.GetString());
                break;
            default:
                writer.WriteRawValue(value.GetRawText(), skipInputValidation: true);
                break;
        }
    }
}
