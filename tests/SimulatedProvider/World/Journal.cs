using System.Text.Json;

namespace InfraAgent.SimulatedProvider.World;

/// <summary>One line of JSON per call that Terraform made.</summary>
public sealed class Journal(WorldFolder world)
{
    /// <param name="call"><c>configure</c>, <c>read</c>, <c>create</c>, <c>update</c>, <c>delete</c>, <c>import</c> or <c>data</c>.</param>
    /// <param name="changed">Whether the world is another one after it; true also when the call then failed.</param>
    /// <param name="error">Null when it succeeded.</param>
    public void Write(string call, string type, string? key, bool changed, string? error)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("at", DateTime.UtcNow);
            json.WriteNumber("pid", Environment.ProcessId);
            json.WriteString("call", call);
            json.WriteString("type", type);
            if (key is not null) json.WriteString("key", key);
            json.WriteBoolean("changed", changed);
            if (error is not null) json.WriteString("error", error);
            json.WriteEndObject();
        }
        buffer.WriteByte((byte)'\n');

        using var held = world.Gate.Take();
        using var file = new FileStream(Path.Combine(world.Root, "journal.ndjson"), FileMode.Append, FileAccess.Write, FileShare.ReadWrite);
        buffer.WriteTo(file);
    }
}
