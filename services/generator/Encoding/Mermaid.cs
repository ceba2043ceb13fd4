using System.Globalization;
using System.Text;

namespace InfraAgent.Generator;

/// <summary>A node of a diagram. <c>Stored</c>: it keeps data; <c>Outside</c>: whoever calls from beyond the bundle reaches it.</summary>
public sealed record DiagramNode(string Name, string Note = "", bool Stored = false, bool Outside = false);

/// <summary>From what needs to what is needed. <c>Order</c>: nothing is handed over, the other is only there first.</summary>
public sealed record DiagramEdge(string From, string To, bool Order = false);

/// <summary>A flowchart as a block of Markdown. Nodes are numbered, and texts are labels alone: none can end its label or add a line.</summary>
public static class Mermaid
{
    /// <summary>Viewers give up on larger ones.</summary>
    public const int Most = 200;

    public static string Flowchart(IReadOnlyList<DiagramNode> nodes, IReadOnlyList<DiagramEdge> edges)
    {
        if (nodes.Count > Most) return string.Create(CultureInfo.InvariantCulture, $"There is no diagram: with more than {Most} parts, viewers do not draw it.\n");
        var text = new StringBuilder("flowchart LR\n");
        var numbers = nodes.Index().ToDictionary(n => n.Item.Name, n => n.Index, StringComparer.Ordinal);
        foreach (var node in nodes)
        {
            var (open, close) = node.Stored ? ("[(", ")]") : ("[", "]");
            var note = node.Note.Length == 0 ? "" : "<br/>" + Label(node.Note);
            text.Append(CultureInfo.InvariantCulture, $"  w{numbers[node.Name]}{open}\"{Label(node.Name)}{note}\"{close}\n");
            if (node.Outside) text.Append(CultureInfo.InvariantCulture, $"  outside((outside)) --> w{numbers[node.Name]}\n");
            foreach (var edge in edges.Where(e => e.From == node.Name && numbers.ContainsKey(e.To)))
                text.Append(CultureInfo.InvariantCulture, $"  w{numbers[node.Name]} {(edge.Order ? "-.->" : "-->")} w{numbers[edge.To]}\n");
        }

        return Markdown.Block("mermaid", text.ToString().TrimEnd('\n'));
    }

    /// <summary>Whatever is more than a name is written as the number of its character, which mermaid shows and does not read.</summary>
    public static string Label(string text)
    {
        var label = new StringBuilder();
        foreach (var rune in text.EnumerateRunes())
        {
            if (rune.Value < 128 && (char.IsAsciiLetterOrDigit((char)rune.Value) || " -_./:".Contains((char)rune.Value, StringComparison.Ordinal))) label.Append((char)rune.Value);
            else label.Append(CultureInfo.InvariantCulture, $"#{rune.Value};");
        }

        return label.ToString();
    }
}
