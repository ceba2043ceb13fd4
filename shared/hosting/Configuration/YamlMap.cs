using System.Globalization;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace InfraAgent.Hosting.Configuration;

/// <summary>A mapping of a YAML file (JSON is YAML too), read strictly: every complaint has file and line, and what nobody asked for is refused.</summary>
public sealed class YamlMap
{
    const int MaxBytes = 1024 * 1024;

    readonly string file;
    readonly string settingKey;
    readonly YamlMappingNode node;
    readonly HashSet<string> asked = new(StringComparer.Ordinal);

    YamlMap(string file, string settingKey, YamlMappingNode node)
    {
        this.file = file;
        this.settingKey = settingKey;
        this.node = node;
    }

    /// <param name="path">The file.</param>
    /// <param name="settingKey">The setting that names the file, for messages.</param>
    /// <exception cref="ConfigurationException">Not there, not YAML, or not a mapping.</exception>
    public static YamlMap Load(string path, string settingKey)
    {
        try
        {
            if (new FileInfo(path).Length > MaxBytes)
            {
                throw new ConfigurationException(settingKey, $"'{path}' is greater than {MaxBytes} bytes.");
            }

            using var text = new StreamReader(path);
            var stream = new YamlStream();
            stream.Load(new YamlEvents(text));
            return stream.Documents.Count == 1 && stream.Documents[0].RootNode is YamlMappingNode root
                ? new YamlMap(path, settingKey, root)
                : throw new ConfigurationException(settingKey, $"'{path}' must hold one YAML mapping.");
        }
        catch (YamlException wrong)
        {
            throw new ConfigurationException(settingKey, $"'{path}' line {wrong.Start.Line}: {wrong.InnerException?.Message ?? wrong.Message}");
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            throw new ConfigurationException(settingKey, $"'{path}' cannot be read: {unreadable.Message}");
        }
    }

    public string? Text(string name) => Find(name) is { } found ? Scalar(found, name) : null;

    public string RequiredText(string name) => Text(name) ?? throw Wrong(node, $"'{name}' is missing.");

    public bool Flag(string name, bool fallback) => Find(name) switch
    {
        null => fallback,
        YamlScalarNode { Value: "true" } => true,
        YamlScalarNode { Value: "false" } => false,
        var other => throw Wrong(other, $"'{name}' must be true or false."),
    };

    public int? Number(string name, int least, int most) => Find(name) switch
    {
        null => null,
        YamlScalarNode x when int.TryParse(x.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most => number,
        var other => throw Wrong(other, $"'{name}' must be a whole number from {least} to {most}."),
    };

    /// <summary>A list of texts; empty when absent.</summary>
    public IReadOnlyList<string> Texts(string name) => Find(name) switch
    {
        null => [],
        YamlSequenceNode list => [.. list.Children.Select(x => Scalar(x, name))],
        var other => throw Wrong(other, $"'{name}' must be a list."),
    };

    /// <summary>A mapping of texts; empty when absent.</summary>
    public IReadOnlyDictionary<string, string> TextMap(string name) => Find(name) switch
    {
        null => new Dictionary<string, string>(),
        YamlMappingNode map => map.Children.ToDictionary(x => Scalar(x.Key, name), x => Scalar(x.Value, name), StringComparer.Ordinal),
        var other => throw Wrong(other, $"'{name}' must be a mapping."),
    };

    /// <summary>A mapping within; null when absent.</summary>
    public YamlMap? Map(string name) => Find(name) switch
    {
        null => null,
        var found => Inner(found, name),
    };

    /// <summary>The mappings of a list; empty when absent.</summary>
    public IReadOnlyList<YamlMap> Maps(string name) => Find(name) switch
    {
        null => [],
        YamlSequenceNode list => [.. list.Children.Select(x => Inner(x, name))],
        var other => throw Wrong(other, $"'{name}' must be a list."),
    };

    /// <summary>All entries as mappings by name: for a mapping whose keys are names of the user's.</summary>
    public IReadOnlyList<(string Name, YamlMap Map)> Entries()
    {
        var entries = node.Children.Select(x => (Name: Scalar(x.Key, "name"), x.Value)).ToList();
        asked.UnionWith(entries.Select(x => x.Name));
        return [.. entries.Select(x => (x.Name, x.Value is YamlScalarNode { Value: "" or "~" or "null" }
            ? new YamlMap(file, settingKey, new YamlMappingNode())
            : Inner(x.Value, x.Name)))];
    }

    /// <summary>Call when everything was read.</summary>
    /// <exception cref="ConfigurationException">The mapping has a name that nobody asked for.</exception>
    public void RefuseUnknown()
    {
        foreach (var key in node.Children.Keys)
        {
            if (!asked.Contains(Scalar(key, "key")))
            {
                throw Wrong(key, $"'{Scalar(key, "key")}' is not known here; known: {string.Join(", ", asked.Order(StringComparer.Ordinal))}.");
            }
        }
    }

    /// <summary>A complaint about an entry, with its line.</summary>
    public ConfigurationException Wrong(string name, string problem) => Wrong(Find(name) ?? node, $"'{name}' {problem}");

    ConfigurationException Wrong(YamlNode at, string problem) => new(settingKey, $"'{file}' line {at.Start.Line}: {problem}");

    YamlNode? Find(string name)
    {
        asked.Add(name);
        return node.Children.TryGetValue(new YamlScalarNode(name), out var found) ? found : null;
    }

    string Scalar(YamlNode found, string name) =>
        found is YamlScalarNode { Value: { Length: > 0 } value } ? value : throw Wrong(found, $"'{name}' must be a text that is not empty.");

    YamlMap Inner(YamlNode found, string name) =>
        found is YamlMappingNode map ? new YamlMap(file, settingKey, map) : throw Wrong(found, $"'{name}' must be a mapping.");
}
