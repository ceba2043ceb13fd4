using System.Text.Json;
using InfraAgent.Contracts;

namespace InfraAgent.Api.Edge;

/// <summary>What <see cref="StrictJson"/> made of a body: either <see cref="Broken"/> (not JSON: 400), or findings and, where it can be
/// looked into further, the root value.</summary>
public sealed class JsonReading
{
    readonly ReadOnlyMemory<byte> body;

    internal JsonReading(ReadOnlyMemory<byte> body, JsonElement? root, FindingList findings)
    {
        this.body = body;
        Root = root;
        Findings = findings;
    }

    /// <summary>The value; null when the body is broken or holds text that cannot be decoded.</summary>
    public JsonElement? Root { get; }

    /// <summary>Why the body is not JSON, with pointer, line and column of the place where reading stopped.</summary>
    public Finding? Broken { get; private init; }

    /// <summary>What is wrong with JSON that can be read. The command parser adds to it.</summary>
    public FindingList Findings { get; }

    internal static JsonReading Unreadable(ReadOnlyMemory<byte> body, int offset, string pointer, string reason)
    {
        var (line, column) = JsonPlaces.At(body.Span, offset);
        return new JsonReading(body, null, new FindingList())
        {
            Broken = new Finding
            {
                RuleId = RequestRules.NotJson,
                Pointer = pointer,
                Line = line,
                Column = column,
                Message = $"Line {line}, column {column}: {reason}",
                Remediation = "Send one JSON object (RFC 8259) encoded as UTF-8.",
            },
        };
    }

    /// <summary>1-based line and column of the value that an RFC 6901 pointer names; of its nearest enclosing value that exists when
    /// there is no such value.</summary>
    public (int Line, int Column) PlaceOf(string pointer) => JsonPlaces.Find(body, [pointer])[pointer];

    /// <summary>All findings, each with its line and column.</summary>
    internal IReadOnlyList<Finding> Placed()
    {
        var unplaced = Findings.Where(f => f.Line is null && f.Pointer is not null).Select(f => f.Pointer!).Distinct().ToArray();
        if (unplaced.Length == 0 || body.IsEmpty) return Findings;
        var places = JsonPlaces.Find(body, unplaced);
        return [.. Findings.Select(f => f.Line is null && f.Pointer is not null
            ? f with { Line = places[f.Pointer].Line, Column = places[f.Pointer].Column }
            : f)];
    }
}
