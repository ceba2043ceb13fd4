using System.Text.Json;
using System.Text.Json.Nodes;

namespace InfraAgent.Generator.Tests.Pulumi;

/// <summary>All programs of the tests, compiled and run once: reading the providers' types takes longer than everything else.</summary>
public sealed class PulumiRun : IAsyncLifetime
{
    readonly TempFolder folder = new();

    internal JsonElement Result { get; private set; }

    public async Task InitializeAsync()
    {
        if (PulumiTool.Missing is not null) return;
        foreach (var language in (string[])["yaml", "typescript"])
        {
            foreach (var name in PulumiInputs.Modules) Write(language, name, Renderers.Bundle(PulumiInputs.Module(name, language)).Files);
            foreach (var name in PulumiInputs.Others) Write(language, name, Renderers.Bundle(PulumiInputs.Other(name, language)).Files);
            Write(language, "hostile", PulumiBundle.Write(HostileProgram.Program, PulumiLanguages.Parse(language), HostileProgram.Command, "").Files);
        }

        Result = await PulumiTool.Check(folder.Path);
    }

    public Task DisposeAsync()
    {
        folder.Dispose();
        return Task.CompletedTask;
    }

    internal IReadOnlyList<string> Names => [.. Result.GetProperty("yaml").EnumerateObject().Select(p => p.Name)];

    internal JsonElement Program(string language, string name) => Result.GetProperty(language).GetProperty(name);

    internal JsonElement Resource(string language, string program, string name) =>
        Program(language, program).GetProperty("resources").EnumerateArray().ToDictionary(r => r.GetProperty("name").GetString()!).TryGetValue(name, out var resource) ? resource
            : throw new KeyNotFoundException($"{program} has no {name}, but {string.Join(", ", Program(language, program).GetProperty("resources").EnumerateArray().Select(r => r.GetProperty("name").GetString()))}");

    /// <summary>The same for texts that hold the same JSON: the order of their members does not count.</summary>
    internal static JsonNode? Comparable(JsonNode? node)
    {
        switch (node)
        {
            case JsonObject map: return new JsonObject(map.OrderBy(m => m.Key, StringComparer.Ordinal).Select(m => KeyValuePair.Create(m.Key, Comparable(m.Value))));
            case JsonArray list: return new JsonArray([.. list.Select(Comparable)]);
            case JsonValue value when value.TryGetValue<string>(out var text) && text is ['{' or '[', ..]:
                try
                {
                    return new JsonObject { ["json"] = Comparable(JsonNode.Parse(text)) };
                }
                catch (JsonException)
                {
                    return text;
                }

            default: return node?.DeepClone();
        }
    }

    void Write(string language, string name, IReadOnlyDictionary<string, ReadOnlyMemory<byte>> files)
    {
        foreach (var (path, content) in files.Where(f => !f.Key.Contains('/', StringComparison.Ordinal)))
        {
            var file = Path.Combine(folder.Path, language, name, path);
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.WriteAllBytes(file, content.Span);
        }
    }
}
