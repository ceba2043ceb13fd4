using System.Text.Json.Nodes;

namespace InfraAgent.TestBed.Terraform;

/// <summary>One object of a simulated world, as it was when it was read.</summary>
public sealed record SimulatedObject(string Path, JsonObject Content)
{
    public string Type => Content["type"]!.GetValue<string>();

    public string Key => Content["key"]!.GetValue<string>();

    public JsonObject Attributes => Content["attributes"]!.AsObject();

    /// <summary>An attribute that is a text; null when it is not set.</summary>
    public string? Text(string attribute) => Attributes[attribute]?.GetValue<string>();

    public static SimulatedObject Load(string path) => new(path, JsonNode.Parse(File.ReadAllText(path))!.AsObject());

    /// <summary>Replaces the file at once: a provider never sees half of it.</summary>
    public void Save()
    {
        var fresh = Path + ".tmp";
        File.WriteAllText(fresh, Content.ToJsonString());
        File.Move(fresh, Path, overwrite: true);
    }
}
