using System.Text.Json;
using System.Text.Json.Serialization;
using MassTransit.Serialization;

namespace InfraAgent.Hosting.Messaging;

/// <summary>JSON between our services: MassTransit's envelope and converters, made compact, deep enough for a specification inside an
/// envelope, and with dictionaries that keep their keys' case (its own would merge <c>a</c> and <c>A</c>).</summary>
static class MessageJson
{
    static readonly Lock Once = new();
    static bool _done;

    public static JsonSerializerOptions Options
    {
        get
        {
            Configure();
            return SystemTextJsonMessageSerializer.Options;
        }
    }

    public static void Configure()
    {
        lock (Once)
        {
            if (_done) return;
            var options = new JsonSerializerOptions(SystemTextJsonMessageSerializer.Options) { WriteIndented = false, MaxDepth = 128 };
            options.Converters.Insert(0, new OrdinalDictionaries());
            SystemTextJsonMessageSerializer.Options = options;
            _done = true;
        }
    }

    sealed class OrdinalDictionaries : JsonConverterFactory
    {
        public override bool CanConvert(Type typeToConvert) =>
            typeToConvert.IsGenericType
            && typeToConvert.GetGenericTypeDefinition() is var type
            && (type == typeof(IReadOnlyDictionary<,>) || type == typeof(IDictionary<,>) || type == typeof(Dictionary<,>))
            && typeToConvert.GetGenericArguments() is var arguments
            && arguments[0] == typeof(string) && arguments[1] != typeof(object); // string → object are envelope headers: theirs

        public override JsonConverter CreateConverter(Type typeToConvert, JsonSerializerOptions options) =>
            (JsonConverter)Activator.CreateInstance(typeof(OrdinalDictionary<,>).MakeGenericType(typeToConvert, typeToConvert.GetGenericArguments()[1]))!;
    }

    sealed class OrdinalDictionary<TDictionary, TValue> : JsonConverter<TDictionary>
        where TDictionary : class, IEnumerable<KeyValuePair<string, TValue>>
    {
        public override TDictionary Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            if (reader.TokenType != JsonTokenType.StartObject) throw new JsonException("An object is expected.");
            var values = new Dictionary<string, TValue>(StringComparer.Ordinal);
            while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
            {
                var key = reader.GetString()!;
                reader.Read();
                values[key] = JsonSerializer.Deserialize<TValue>(ref reader, options)!;
            }
            return (TDictionary)(object)values;
        }

        public override void Write(Utf8JsonWriter writer, TDictionary value, JsonSerializerOptions options)
        {
            writer.WriteStartObject();
            foreach (var (key, item) in value)
            {
                writer.WritePropertyName(key);
                JsonSerializer.Serialize(writer, item, options);
            }
            writer.WriteEndObject();
        }
    }
}
