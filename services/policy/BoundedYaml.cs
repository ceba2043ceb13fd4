using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace InfraAgent.Policy;

/// <summary>The events of a YAML text, whoever wrote it. Whatever is wrong with it is a <see cref="YamlException"/>, and it stops before the depth that would cost the reader behind it its stack,
/// and before copies of copies would cost it its memory.</summary>
/// <param name="mostNodes">Those behind aliases are counted each time.</param>
sealed class BoundedYaml(string text, int mostNodes = 1_000_000) : IParser
{
    public const int MaxDepth = 100;

    readonly Parser inner = new(new StringReader(text));
    // How many nodes are behind each anchor, and those that are still being read.
    readonly Dictionary<AnchorName, long> anchors = [];
    readonly Stack<(AnchorName Anchor, long Before)> open = [];
    long nodes;
    int depth;

    public static YamlException TooDeep(in Mark start, in Mark end) => new(start, end, $"it is nested deeper than {MaxDepth} levels");

    public ParsingEvent? Current => inner.Current;

    public bool MoveNext()
    {
        if (!Moved()) return false;
        depth += inner.Current!.NestingIncrease;
        if (depth > MaxDepth) throw TooDeep(inner.Current.Start, inner.Current.End);
        Count(inner.Current);
        return nodes <= mostNodes ? true : throw new YamlException(inner.Current.Start, inner.Current.End, $"there are more than {mostNodes} nodes in it, those behind aliases counted each time");
    }

    void Count(ParsingEvent current)
    {
        switch (current)
        {
            case AnchorAlias alias:
                if (open.Any(o => o.Anchor == alias.Value)) throw new YamlException(alias.Start, alias.End, $"'*{alias.Value}' stands within what it stands for");
                nodes += anchors.GetValueOrDefault(alias.Value, 1);
                break;
            case MappingStart or SequenceStart:
                open.Push((((NodeEvent)current).Anchor, nodes++));
                break;
            case MappingEnd or SequenceEnd:
                var (ended, before) = open.Pop();
                if (!ended.IsEmpty) anchors[ended] = nodes - before;
                break;
            case Scalar scalar:
                nodes++;
                if (!scalar.Anchor.IsEmpty) anchors[scalar.Anchor] = 1;
                break;
        }
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
