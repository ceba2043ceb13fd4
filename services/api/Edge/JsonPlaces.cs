using System.Text;
using System.Text.Json;

namespace InfraAgent.Api.Edge;

/// <summary>Finds where values stand in a body that was read before. Only refusals need places, so nothing is kept for them while a
/// good body is read; all places of one refusal are found in one pass.</summary>
static class JsonPlaces
{
    /// <summary>1-based; the column counts characters (code points), as an editor shows it.</summary>
    public static (int Line, int Column) At(ReadOnlySpan<byte> body, int offset)
    {
        var before = body[..Math.Min(offset, body.Length)];
        var lineStart = before.LastIndexOf((byte)'\n') + 1;
        // Characters are UTF-16 units less the second halves of pairs, which stand for four-byte sequences (F0 to F4). Both counts are vectorised.
        var line = before[lineStart..];
        var column = 1 + Encoding.UTF8.GetCharCount(line);
        for (byte lead = 0xF0; lead <= 0xF4; lead++) column -= line.Count(lead);
        // The byte order mark is in no column.
        if (lineStart == 0 && body.StartsWith("\uFEFF"u8)) column = Math.Max(1, column - 1);
        return (before.Count((byte)'\n') + 1, column);
    }

    public static Dictionary<string, (int Line, int Column)> Find(ReadOnlyMemory<byte> body, IReadOnlyCollection<string> pointers)
    {
        var wanted = new Node();
        foreach (var pointer in pointers) wanted.Add(pointer);

        var start = body.Span.StartsWith("\uFEFF"u8) ? 3 : 0;
        var found = new Dictionary<string, (int, int)>(pointers.Count);
        var options = new JsonReaderOptions { MaxDepth = StrictJson.MaxDepth };
        try
        {
            var reader = new Utf8JsonReader(body.Span[start..], options);
            if (reader.Read()) Visit(ref reader, wanted, body.Span, start);
        }
        catch (JsonException)
        {
            // Deeper than is read, or broken after the last place that matters: what was found until here stands.
        }

        wanted.Collect(body.Span, start, found);
        return found;
    }

    static void Visit(ref Utf8JsonReader reader, Node node, ReadOnlySpan<byte> body, int start)
    {
        node.Offset = start + (int)reader.TokenStartIndex;
        if (node.Children is null)
        {
            reader.Skip();
            return;
        }

        if (reader.TokenType == JsonTokenType.StartObject)
        {
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                var child = Decode(ref reader) is { } name ? node.Children.GetValueOrDefault(name) : null;
                reader.Read();
                if (child is null) reader.Skip();
                else Visit(ref reader, child, body, start);
            }
        }
        else if (reader.TokenType == JsonTokenType.StartArray)
        {
            for (var i = 0; reader.Read() && reader.TokenType != JsonTokenType.EndArray; i++)
            {
                if (node.Children.TryGetValue(i.ToString(), out var child)) Visit(ref reader, child, body, start);
                else reader.Skip();
            }
        }
    }

    static string? Decode(ref Utf8JsonReader reader)
    {
        try
        {
            return reader.GetString();
        }
        catch (InvalidOperationException)
        {
            return null; // a lone surrogate: no pointer can name it
        }
    }

    sealed class Node
    {
        string? pointer;

        public Dictionary<string, Node>? Children { get; private set; }

        public int? Offset { get; set; }

        public void Add(string whole)
        {
            var node = this;
            foreach (var part in whole.Split('/').Skip(1))
            {
                var name = part.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal);
                node.Children ??= new(StringComparer.Ordinal);
                if (!node.Children.TryGetValue(name, out var child)) node.Children[name] = child = new Node();
                node = child;
            }

            node.pointer = whole;
        }

        public void Collect(ReadOnlySpan<byte> body, int enclosing, Dictionary<string, (int, int)> found)
        {
            var offset = Offset ?? enclosing;
            if (pointer is not null) found[pointer] = At(body, offset);
            foreach (var child in Children?.Values ?? Enumerable.Empty<Node>()) child.Collect(body, offset, found);
        }
    }
}
