using System.Buffers;

namespace InfraAgent.Generator;

/// <summary>A value on its way into code or a parameter file. What a caller sent is only ever one of these, never text of a template.</summary>
public abstract record HclValue
{
    public static HclValue Null { get; } = new HclNull();
}

public sealed record HclNull : HclValue;

public sealed record HclText(string Value) : HclValue;

public sealed record HclNumber(double Value) : HclValue;

public sealed record HclBool(bool Value) : HclValue;

public sealed record HclList(IReadOnlyList<HclValue> Items) : HclValue;

/// <summary>Keys in ordinal order, so that the same content gives the same bytes.</summary>
public sealed record HclMap(SortedDictionary<string, HclValue> Items) : HclValue
{
    public static HclMap Of(IEnumerable<KeyValuePair<string, HclValue>> items)
    {
        var sorted = new SortedDictionary<string, HclValue>(StringComparer.Ordinal);
        foreach (var (key, value) in items) sorted.Add(key, value);
        return new HclMap(sorted);
    }
}

/// <summary>A map of which a variable sets or replaces some entries.</summary>
public sealed record HclMergedMap(HclMap Below, HclReference Over) : HclValue;

/// <summary>An expression that a module's own code has already, never a caller's text. <c>Indent</c>: of the line that it began on.</summary>
sealed record HclCode(string Text, int Indent = 0) : HclValue
{
    public bool OneLine => !Text.Contains('\n', StringComparison.Ordinal);
}

/// <summary>A traversal such as <c>module.vpc.id</c>: made of names from the catalog, never of a caller's text.</summary>
public sealed record HclReference : HclValue
{
    static readonly SearchValues<char> NameCharacters = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789_");

    public HclReference(string expression)
    {
        if (!IsTraversal(expression))
            throw new ArgumentException($"'{expression}' is not a reference of the form a.b.c.", nameof(expression));
        Expression = expression;
    }

    public string Expression { get; }
    /// <summary>The output that is referred to; null for a variable or local value.</summary>
    public ModuleReference? Output { get; private init; }

    public static HclReference To(ModuleReference output) => new($"module.{output.Instance.Replace('-', '_')}.{output.Output}") { Output = output };

    // By hand: there are many thousand of them in a large bundle.
    static bool IsTraversal(ReadOnlySpan<char> text)
    {
        foreach (var step in text.Split('.'))
        {
            var name = text[step];
            if (name.IsEmpty || !char.IsAsciiLetterLower(name[0]) || name.ContainsAnyExcept(NameCharacters)) return false;
        }

        return true;
    }
}
