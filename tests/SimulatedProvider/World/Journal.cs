using System.Text.Json;
using System.Text.Json.Serialization;

namespace InfraAgent.SimulatedProvider.World;

/// <summary><c>journal.ndjson</c>: one line of JSON per call that Terraform made, over all provider processes.</summary>
public sealed class Journal(WorldFolder world)
{
    static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    string FilePath => Path.Combine(world.Root, "journal.ndjson");

    public void Write(string call, string type, string? key, bool changed, string? error)
    {
        var entry = new JournalEntry
        {
            At = DateTime.UtcNow, Pid = Environment.ProcessId, Call = call, Type = type, Key = key, Changed = changed, Error = error,
        };
        byte[] line = [.. JsonSerializer.SerializeToUtf8Bytes(entry, Json), (byte)'\n'];
        using var held = world.Gate.Take();
        using var file = new FileStream(FilePath, FileMode.Append, FileAccess.Write, FileShare.ReadWrite);
        file.Write(line);
    }

    /// <summary>All calls so far, in order.</summary>
    public IReadOnlyList<JournalEntry> Read()
    {
        using var held = world.Gate.Take();
        if (!File.Exists(FilePath)) return [];
        return File.ReadLines(FilePath).Select(line => JsonSerializer.Deserialize<JournalEntry>(line, Json)!).ToList();
    }
}
