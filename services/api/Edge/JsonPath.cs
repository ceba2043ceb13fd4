using System.Text;

namespace InfraAgent.Api.Edge;

/// <summary>Where the scanner stands. Pointers are only built when something is refused.</summary>
sealed class JsonPath
{
    // Longer ones are no field of ours; the pointer then names the enclosing object, so that answers stay small.
    const int LongestName = 256;

    readonly List<(string? Name, int Index)> steps = new(8);
    readonly List<HashSet<string>> names = new(8);

    /// <summary>Enters an object; returns the (empty) set of its names.</summary>
    public HashSet<string> Enter(int depth)
    {
        steps.Add((null, -1));
        while (names.Count <= depth) names.Add(new(StringComparer.Ordinal));
        // Clearing costs by the size it once had: a huge object must not make every later small one expensive.
        if (names[depth].Count > 64) names[depth] = new(StringComparer.Ordinal);
        else names[depth].Clear();
        return names[depth];
    }

    public void EnterArray() => steps.Add((null, 0));

    public void Name(string? name) => steps[^1] = (name, -1);

    public void Next() => steps[^1] = (null, steps[^1].Index + 1);

    /// <summary>Always true, so that the scanner can end with it.</summary>
    public bool Leave()
    {
        steps.RemoveAt(steps.Count - 1);
        return true;
    }

    public string Pointer()
    {
        var pointer = new StringBuilder();
        foreach (var (name, index) in steps)
        {
            if (index >= 0) pointer.Append('/').Append(index);
            else if (name is { Length: <= LongestName }) pointer.Append('/').Append(Escape(name));
            else break;
        }

        return pointer.ToString();
    }

    /// <summary>The pointer of a member; of the object itself when the name is too long to be repeated.</summary>
    public static string Child(string pointer, string name) => name.Length <= LongestName ? $"{pointer}/{Escape(name)}" : pointer;

    static string Escape(string name) =>
        name.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal);
}
