using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using InfraAgent.SimulatedProvider.Values;

namespace InfraAgent.SimulatedProvider.World;

/// <summary>
/// What exists in the simulated cloud: a folder that tests and people may read and change while Terraform runs.
/// <c>objects/TYPE/KEY.json</c> is one object each (edit or delete it, and Terraform sees drift), <c>data/TYPE.json</c> answers
/// data sources, <c>faults.json</c> makes calls fail, <c>journal.ndjson</c> tells what was called. Any number of provider processes share it.
/// </summary>
public sealed partial class WorldFolder(string root)
{
    readonly WorldLock gate = new(Path.Combine(root, ".lock"));

    public string Root { get; } = root;

    public WorldLock Gate => gate;

    /// <summary>The object's attributes; null when there is none. A file that is no JSON is an error that names it.</summary>
    public SortedDictionary<string, object?>? Load(string type, string key, CtyType attributes) => ReadObject(PathOf(type, key), attributes);

    /// <summary>Writes a new object; false, and nothing is written, when there is one with its key.</summary>
    public bool Create(string type, string key, object? attributes)
    {
        using var held = gate.Take();
        if (File.Exists(PathOf(type, key))) return false;
        Put(type, key, attributes);
        return true;
    }

    public void Put(string type, string key, object? attributes)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Indented = true }))
        {
            json.WriteStartObject();
            json.WriteString("type", type);
            json.WriteString("key", key);
            json.WritePropertyName("attributes");
            CtyJson.Write(json, attributes);
            json.WriteEndObject();
        }
        var path = PathOf(type, key);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var fresh = $"{path}.{Guid.NewGuid():N}.tmp";
        File.WriteAllBytes(fresh, buffer.ToArray());
        File.Move(fresh, path, overwrite: true);
    }

    /// <summary>False when there is no such object.</summary>
    public bool Delete(string type, string key)
    {
        var path = PathOf(type, key);
        if (!File.Exists(path)) return false;
        File.Delete(path);
        return true;
    }

    /// <summary>All objects of a type, by file name.</summary>
    public IEnumerable<(string Key, SortedDictionary<string, object?> Attributes)> All(string type, CtyType attributes)
    {
        var folder = Path.Combine(Root, "objects", type);
        if (!Directory.Exists(folder)) yield break;
        foreach (var path in Directory.GetFiles(folder, "*.json").Order(StringComparer.Ordinal))
            if (ReadObject(path, attributes) is { } value)
                yield return (ReadKey(path), value);
    }

    /// <summary>How often this name was asked for, in all processes: 1, 2, 3…</summary>
    public int Next(string counter)
    {
        using var held = gate.Take();
        var path = Path.Combine(Root, "counters", FileName(counter));
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        using var file = new FileStream(path, FileMode.Append);
        file.WriteByte((byte)'|');
        return (int)file.Length;
    }

    public static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    string PathOf(string type, string key) => Path.Combine(Root, "objects", type, FileName(key) + ".json");

    static string ReadKey(string path)
    {
        using var file = JsonDocument.Parse(File.ReadAllBytes(path));
        return file.RootElement.GetProperty("key").GetString()!;
    }

    static SortedDictionary<string, object?>? ReadObject(string path, CtyType attributes)
    {
        try
        {
            using var file = JsonDocument.Parse(File.ReadAllBytes(path));
            return Cty.AsObject(CtyJson.Read(file.RootElement.GetProperty("attributes"), attributes));
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or KeyNotFoundException or FormatException)
        {
            throw new FormatException($"{path} is not an object of the simulated world: {e.Message}", e);
        }
    }

    /// <summary>Readable where it can be, and never two keys in one file.</summary>
    static string FileName(string key)
    {
        var safe = Unsafe().Replace(key, "_");
        if (safe == key && safe.Length <= 100) return safe;
        return $"{(safe.Length > 80 ? safe[..80] : safe)}-{Hash(key)[..8]}";
    }

    [GeneratedRegex("[^A-Za-z0-9._-]+|^[.]+")]
    private static partial Regex Unsafe();
}
