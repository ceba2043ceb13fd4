using System.Buffers;
using System.Text;

namespace InfraAgent.Runtimes;

/// <summary>
/// Finds secrets in a stream of bytes, however it is cut into pieces, and puts <c>[redacted]</c> in their place: as they are, and in the
/// forms that tools print them in (base64 at every alignment, percent-encoded, escaped as JSON or HCL, single lines of a text of several).
/// An Aho-Corasick automaton: one pass, whatever the number of secrets; overlapping finds are covered as a whole.
/// </summary>
public sealed class Redactor
{
    public const string Mark = "[redacted]";
    static readonly byte[] MarkBytes = Encoding.ASCII.GetBytes(Mark);

    // Node 0 is the root. Children are a linked list; deep nodes have one child nearly always.
    readonly List<Node> nodes = [new()];
    readonly SearchValues<byte> firstBytes;

    public Redactor(IEnumerable<string> secrets) : this(secrets.SelectMany(SecretForms.Of).Distinct(), 0)
    {
    }

    /// <summary>Looks for these texts as they are.</summary>
    internal static Redactor OfForms(IEnumerable<string> forms) => new(forms, 0);

    Redactor(IEnumerable<string> forms, int _)
    {
        foreach (var form in forms)
            Add(Encoding.UTF8.GetBytes(form));
        Link();
        var first = new List<byte>();
        for (var child = nodes[0].FirstChild; child != 0; child = nodes[child].NextSibling)
            first.Add(nodes[child].Byte);
        firstBytes = SearchValues.Create([.. first]);
    }

    /// <summary>Nothing to look for.</summary>
    public bool Empty => nodes.Count == 1;

    public string Redact(string text)
    {
        if (Empty || text.Length == 0)
            return text;
        var output = new ArrayBufferWriter<byte>(text.Length);
        var filter = Open();
        filter.Write(Encoding.UTF8.GetBytes(text), output);
        filter.End(output);
        return Encoding.UTF8.GetString(output.WrittenSpan);
    }

    public bool Finds(string text)
    {
        if (Empty || text.Length == 0)
            return false;
        var state = 0;
        foreach (var b in Encoding.UTF8.GetBytes(text))
        {
            state = Next(state, b);
            if (nodes[state].Match > 0)
                return true;
        }
        return false;
    }

    /// <summary>A filter for one stream. Not thread-safe.</summary>
    public Filter Open() => new(this);

    void Add(ReadOnlySpan<byte> pattern)
    {
        var at = 0;
        foreach (var b in pattern)
        {
            var child = Child(at, b);
            if (child == 0)
            {
                child = nodes.Count;
                nodes.Add(new() { Byte = b, Depth = nodes[at].Depth + 1, NextSibling = nodes[at].FirstChild });
                nodes[at].FirstChild = child;
            }
            at = child;
        }
        if (at != 0)
            nodes[at].Match = nodes[at].Depth;
    }

    void Link()
    {
        var queue = new Queue<int>();
        for (var child = nodes[0].FirstChild; child != 0; child = nodes[child].NextSibling)
            queue.Enqueue(child);
        while (queue.TryDequeue(out var at))
        {
            for (var child = nodes[at].FirstChild; child != 0; child = nodes[child].NextSibling)
            {
                var node = nodes[child];
                node.Fail = Next(nodes[at].Fail, node.Byte);
                node.Match = Math.Max(node.Match, nodes[node.Fail].Match);
                queue.Enqueue(child);
            }
        }
    }

    int Next(int state, byte b)
    {
        while (true)
        {
            var child = Child(state, b);
            if (child != 0 || state == 0)
                return child;
            state = nodes[state].Fail;
        }
    }

    int Child(int state, byte b)
    {
        var child = nodes[state].FirstChild;
        while (child != 0 && nodes[child].Byte != b)
            child = nodes[child].NextSibling;
        return child;
    }

    sealed class Node
    {
        public byte Byte;
        public int Depth;
        public int Fail;
        public int FirstChild;
        public int NextSibling;
        /// <summary>Length of the longest secret that ends here; 0 for none.</summary>
        public int Match;
    }

    /// <summary>State between two pieces of one stream.</summary>
    public sealed class Filter
    {
        readonly Redactor redactor;
        // Bytes that may still turn out to be part of a secret, and which of them already did.
        readonly List<byte> pending = [];
        readonly List<bool> covered = [];
        int state;
        bool inMark;

        internal Filter(Redactor redactor) => this.redactor = redactor;

        public void Write(ReadOnlySpan<byte> bytes, IBufferWriter<byte> output)
        {
            while (!bytes.IsEmpty)
            {
                if (state == 0)
                {
                    // Nothing is pending here: copy up to where a secret could begin.
                    var plain = redactor.Empty ? -1 : bytes.IndexOfAny(redactor.firstBytes);
                    var run = plain < 0 ? bytes : bytes[..plain];
                    if (!run.IsEmpty)
                    {
                        inMark = false;
                        output.Write(run);
                        bytes = bytes[run.Length..];
                        continue;
                    }
                }
                Step(bytes[0]);
                bytes = bytes[1..];
                Release(pending.Count - redactor.nodes[state].Depth, output);
            }
        }

        /// <summary>The stream has ended: what is pending is no secret any more unless it was found to be one.</summary>
        public void End(IBufferWriter<byte> output)
        {
            Release(pending.Count, output);
            state = 0;
            inMark = false;
        }

        void Step(byte b)
        {
            state = redactor.Next(state, b);
            pending.Add(b);
            covered.Add(false);
            for (var i = covered.Count - redactor.nodes[state].Match; i < covered.Count; i++)
                covered[i] = true;
        }

        void Release(int count, IBufferWriter<byte> output)
        {
            if (count <= 0)
                return;
            for (var i = 0; i < count; i++)
            {
                if (!covered[i])
                    output.Write([pending[i]]);
                else if (!inMark)
                    output.Write(MarkBytes);
                inMark = covered[i];
            }
            pending.RemoveRange(0, count);
            covered.RemoveRange(0, count);
        }
    }
}
