using System.Globalization;
using InfraAgent.Hosting.Configuration;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;
using YamlDotNet.RepresentationModel;

namespace InfraAgent.Generator;

/// <summary>Reads the YAML of a catalog, and what its templates make. A catalog may come from outside: no alias makes a small text large, and no depth costs the reader its stack.</summary>
static class CatalogYaml
{
    const int LongestText = 4 * 1024 * 1024;
    const int MostLevels = 50;

    /// <exception cref="YamlException">The text is no YAML, or has what a catalog needs not.</exception>
    public static IList<YamlDocument> Read(string text)
    {
        if (text.Length > LongestText) throw new YamlException(string.Create(CultureInfo.InvariantCulture, $"it has more than {LongestText} characters"));
        var yaml = new YamlStream();
        yaml.Load(new Bounded(new YamlEvents(new StringReader(text))));
        return yaml.Documents;
    }

    /// <summary>What was wrong, on one line.</summary>
    public static string Explain(YamlException e) => (e.InnerException ?? e).Message.ReplaceLineEndings(" ");

    sealed class Bounded(IParser inner) : IParser
    {
        int depth;

        public ParsingEvent? Current => inner.Current;

        public bool MoveNext()
        {
            if (!inner.MoveNext()) return false;
            var (start, end) = (inner.Current!.Start, inner.Current.End);
            if (inner.Current is AnchorAlias or NodeEvent { Anchor.IsEmpty: false }) throw new YamlException(start, end, "Anchors have no place here.");
            depth += inner.Current.NestingIncrease;
            if (depth > MostLevels) throw new YamlException(start, end, string.Create(CultureInfo.InvariantCulture, $"It is nested deeper than {MostLevels} levels."));
            return true;
        }
    }
}
