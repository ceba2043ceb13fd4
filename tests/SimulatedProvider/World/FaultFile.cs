using System.Text.Json;
using System.Text.Json.Serialization;

namespace InfraAgent.SimulatedProvider.World;

/// <summary><c>faults.json</c>: <c>{"rules": [{"op": "create", "type": "aws_vpc", "error": "…"}]}</c>.</summary>
public sealed record FaultFile(IReadOnlyList<Fault> Rules)
{
    static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        WriteIndented = true,
    };

    public static string PathIn(string world) => Path.Combine(world, "faults.json");

    /// <summary>No rules when there is no file.</summary>
    /// <exception cref="FormatException">The file cannot be read as rules.</exception>
    public static FaultFile Read(string world)
    {
        try
        {
            return JsonSerializer.Deserialize<FaultFile>(File.ReadAllBytes(PathIn(world)), Json) is { Rules: not null } file
                ? file
                : throw new FormatException($"{PathIn(world)} has no 'rules'.");
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return new([]);
        }
        catch (JsonException e)
        {
            throw new FormatException($"{PathIn(world)}: {e.Message}", e);
        }
    }

    /// <summary>Replaces the file at once: a provider never sees half of it.</summary>
    public void Write(string world)
    {
        var fresh = PathIn(world) + ".tmp";
        File.WriteAllText(fresh, JsonSerializer.Serialize(this, Json));
        File.Move(fresh, PathIn(world), overwrite: true);
    }
}
