using System.Text.Json;

namespace InfraAgent.SimulatedProvider.Values;

/// <summary>Values as JSON: state files and the objects of the world. Both may have been edited by hand, so a wrong type is reported by name.</summary>
public static class CtyJson
{
    public static object? Read(JsonElement json, CtyType type)
    {
        if (json.ValueKind is JsonValueKind.Null or JsonValueKind.Undefined) return null;
        switch (type.Kind)
        {
            case CtyKind.String: return json.ValueKind == JsonValueKind.String ? json.GetString() : json.GetRawText();
            case CtyKind.Bool: return json.ValueKind == JsonValueKind.String ? json.GetString() == "true" : json.GetBoolean();
            case CtyKind.Number: return Cty.Number(json.ValueKind == JsonValueKind.String ? json.GetString()! : json.GetRawText());
            case CtyKind.List or CtyKind.Set: return json.EnumerateArray().Select(x => Read(x, type.Element)).ToList();
        }
        var value = Cty.NewObject();
        if (type.Kind == CtyKind.Map)
            foreach (var property in json.EnumerateObject()) value[property.Name] = Read(property.Value, type.Element);
        else
            foreach (var (name, attribute) in type.Attributes)
                value[name] = json.TryGetProperty(name, out var x) ? Read(x, attribute) : null;
        return value;
    }

    /// <summary>Writes an unknown as null: neither a state nor the world holds one.</summary>
    public static void Write(Utf8JsonWriter json, object? value)
    {
        switch (value)
        {
            case string text:
                json.WriteStringValue(text);
                break;
            case bool flag:
                json.WriteBooleanValue(flag);
                break;
            case decimal number:
                json.WriteNumberValue(number);
                break;
            case List<object?> list:
                json.WriteStartArray();
                foreach (var x in list) Write(json, x);
                json.WriteEndArray();
                break;
            case SortedDictionary<string, object?> map:
                json.WriteStartObject();
                foreach (var (name, x) in map)
                {
                    json.WritePropertyName(name);
                    Write(json, x);
                }
                json.WriteEndObject();
                break;
            default:
                json.WriteNullValue();
                break;
        }
    }
}
