using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace InfraAgent.Generator;

/// <summary>Writes a value as a JSON file, members in the order that they have.</summary>
public static class JsonFile
{
    // Escapes everything beyond ASCII and whatever HTML might read: the file is shown in browsers, too.
    static readonly JsonWriterOptions Options = new() { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.Default };

    public static byte[] Write(DataValue value) => Write(writer => Write(writer, value));

    /// <summary>The same of what is written straight, without values in between.</summary>
    public static byte[] Write(Action<Utf8JsonWriter> write)
    {
        using var buffer = new PooledBuffer();
        using (var writer = new Utf8JsonWriter(buffer, Options)) write(writer);
        buffer.Write("\n"u8);
        return buffer.ToArray();
    }

    static void Write(Utf8JsonWriter writer, DataValue value)
    {
        switch (value)
        {
            case DataNull: writer.WriteNullValue(); break;
            case DataText t: writer.WriteStringValue(t.Value); break;
            case DataNumber n when double.IsInteger(n.Value) && Math.Abs(n.Value) <= NumberText.LargestExactInteger: writer.WriteNumberValue((long)n.Value); break;
            case DataNumber n: writer.WriteNumberValue(n.Value); break;
            case DataBool b: writer.WriteBooleanValue(b.Value); break;
            case DataList l:
                writer.WriteStartArray();
                for (var i = 0; i < l.Items.Count; i++) Write(writer, l.Items[i]);
                writer.WriteEndArray();
                break;
            case DataMap m:
                writer.WriteStartObject();
                for (var i = 0; i < m.Count; i++)
                {
                    writer.WritePropertyName(m.Items[i].Key);
                    Write(writer, m.Items[i].Value);
                }

                writer.WriteEndObject();
                break;
            default: throw new ArgumentException($"A {value.GetType().Name} has no place in JSON.", nameof(value));
        }
    }
}
