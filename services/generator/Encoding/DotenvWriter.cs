using System.Buffers;
using System.Text;

namespace InfraAgent.Generator;

/// <summary>Writes <c>.env</c> files that Compose 1.29 (python-dotenv) and Compose 2 read alike. They differ in escapes, in lines within
/// quotes and in what they take for a variable, so nothing of that is ever written.</summary>
public static class DotenvWriter
{
    static readonly SearchValues<char> Bare = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_./:@+-%");

    // All control characters, and what else ends a line.
    static readonly SearchValues<char> Breaking = SearchValues.Create([.. Enumerable.Range(0, 0x100).Select(c => (char)c).Where(char.IsControl), '\u2028', '\u2029']);

    /// <summary>What keeps the text out of the file; null when nothing does.</summary>
    public static string? Explain(string value)
    {
        if (CarriableText.Explain(value) is { } wrong) return wrong;
        if (value.AsSpan().ContainsAny(Breaking)) return "a line end or another control character";
        if (value.Contains('\\', StringComparison.Ordinal)) return "a backslash";
        // python-dotenv replaces variables even within single quotes.
        if (value.Contains("${", StringComparison.Ordinal)) return "${, which begins a variable";
        if (!value.Contains('\'', StringComparison.Ordinal)) return null;
        return value.AsSpan().ContainsAny('"', '$') ? "a single quote beside a double quote or a dollar sign" : null;
    }

    /// <summary>One line for each variable, in the order given.</summary>
    /// <exception cref="ArgumentException">A value that the file cannot hold (<see cref="Explain"/>), or a name that is none.</exception>
    public static byte[] Write(IEnumerable<KeyValuePair<string, string>> variables)
    {
        var text = new StringBuilder();
        foreach (var (name, value) in variables)
        {
            if (!EnvironmentReader.IsVariable(name)) throw new ArgumentException($"{CarriableText.Show(name)} is no name of a variable.", nameof(variables));
            text.Append(name).Append('=');
            AppendQuoted(text, name, value);
            text.Append('\n');
        }

        return TextFile.Bytes(text);
    }

    static void AppendQuoted(StringBuilder text, string name, string value)
    {
        if (Explain(value) is { } wrong) throw new ArgumentException($"The value of {name} contains {wrong}.", nameof(value));
        if (value.Length > 0 && !value.AsSpan().ContainsAnyExcept(Bare)) text.Append(value);
        else
        {
            var quote = value.Contains('\'', StringComparison.Ordinal) ? '"' : '\'';
            text.Append(quote).Append(value).Append(quote);
        }
    }
}
