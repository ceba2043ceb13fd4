using InfraAgent.Hosting.Configuration;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace InfraAgent.Policy;

/// <summary>The events of a YAML text, whoever wrote it. Whatever is wrong with it is a <see cref="YamlException"/>, and it stops before the depth that would cost the reader behind it its stack,
/// and before copies of copies would cost it its memory.</summary>
/// <param name="mostNodes">Those behind aliases are counted each time, and their levels with them.</param>
sealed class BoundedYaml(string text, int mostNodes = 1_000_000) : IParser
{
    const int MaxDepth = 100;

    readonly YamlEvents inner = new(new StringReader(text));
    // How many nodes and levels are behind each anchor, and what is still being read: the nodes before it, and the deepest level in it so far.
    readonly Dictionary<AnchorName, (long Nodes, int Levels)> anchors = [];
    readonly Stack<(AnchorName Anchor, long Before, int Deepest)> open = [];
    long nodes;

    public ParsingEvent? Current => inner.Current;

    public bool MoveNext()
    {
        if (!inner.MoveNext()) return false;
        Count(inner.Current!);
        if (nodes > mostNodes) throw Wrong($"there are more than {mostNodes} nodes in it, those behind aliases counted each time");
        return true;
    }

    void Count(ParsingEvent current)
    {
        switch (current)
        {
            case AnchorAlias alias:
                if (open.Any(o => o.Anchor == alias.Value)) throw Wrong($"'*{alias.Value}' stands within what it stands for");
                var (behind, levels) = anchors.GetValueOrDefault(alias.Value, (1, 0));
                nodes += behind;
                Reach(open.Count + levels);
                break;
            case MappingStart or SequenceStart:
                open.Push((((NodeEvent)current).Anchor, nodes++, open.Count + 1));
                Reach(open.Count);
                break;
            case MappingEnd or SequenceEnd:
                var (ended, before, deepest) = open.Pop();
                if (!ended.IsEmpty) anchors[ended] = (nodes - before, deepest - open.Count);
                Reach(deepest);
                break;
            case Scalar scalar:
                nodes++;
                if (!scalar.Anchor.IsEmpty) anchors[scalar.Anchor] = (1, 0);
                break;
        }
    }

    void Reach(int depth)
    {
        if (depth > MaxDepth) throw Wrong($"it is nested deeper than {MaxDepth} levels");
        if (open.TryPop(out var around)) open.Push(around with { Deepest = Math.Max(around.Deepest, depth) });
    }

    YamlException Wrong(string why) => new(inner.Current!.Start, inner.Current.End, why);
}
