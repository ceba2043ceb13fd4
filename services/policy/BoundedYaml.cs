using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace InfraAgent.Policy;

/// <summary>The events of a YAML text, whoever wrote it. Whatever is wrong with it is a <see cref="YamlException"/>, and it stops before the depth that would cost the reader behind it its stack.</summary>
sealed class BoundedYaml(string text) : IParser
{
    public const int MaxDepth = 100;

    readonly Parser inner = new(new StringReader(text));
    int depth;

    public static YamlException TooDeep(in Mark start, in Mark end) => new(start, end, $"it is nested deeper than {MaxDepth} levels");

    public ParsingEvent? Current => inner.Current;

    public bool MoveNext()
    {
        if (!Moved()) return false;
        depth += inner.Current!.NestingIncrease;
        if (depth > MaxDepth) throw TooDeep(inner.Current.Start, inner.Current.End);
        return true;
    }

    bool Moved()
    {
        try
        {
            return inner.MoveNext();
        }
        catch (InvalidOperationException)
        {
            // What the scanner says of some lists that are not closed.
            var at = inner.Current?.End ?? Mark.Empty;
            throw new YamlException(at, at, "what follows is no YAML");
        }
    }
}
