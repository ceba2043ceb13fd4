using System.Text;
using System.Text.Json;

namespace InfraAgent.Generator;

/// <summary>Writes a <c>.tfvars.json</c> file. Terraform reads strings in it literally: <c>${…}</c> is not evaluated there.</summary>
public static class ParameterFile
{
    public static byte[] Write(IEnumerable<KeyValuePair<string, HclValue>> values) => JsonFile.Write(writer => Write(writer, HclMap.Of(values)));

    static void Write(Utf8JsonWriter writer, HclValue value)
    {
        switch (value)
        {
            case HclNull: writer.WriteNullValue(); break;
            case HclText t: writer.WriteStringValue(t.Value); break;
            case HclNumber n: writer.WriteRawValue(Encoding.ASCII.GetBytes(HclWriter.Number(n.Value))); break;
            case HclBool b: writer.WriteBooleanValue(b.Value); break;
            case HclList l:
                writer.WriteStartArray();
                foreach (var item in l.Items) Write(writer, item);
                writer.WriteEndArray();
                break;
            case HclMap m:
                writer.WriteStartObject();
                foreach (var (key, item) in m.Items)
                {
                    writer.WritePropertyName(key);
                    Write(writer, item);
                }

                writer.WriteEndObject();
                break;
            default: throw new ArgumentException($"A {value.GetType().Name} has no place in a parameter file.", nameof(value));
        }
    }
}
