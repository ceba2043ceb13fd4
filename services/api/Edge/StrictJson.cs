using System.Text.Json;
using System.Text.Unicode;
using InfraAgent.Contracts;

namespace InfraAgent.Api.Edge;

/// <summary>Reads JSON from outside so that every reader sees the same thing in it, or refuses it with a place: no repeated names,
/// no lone surrogates or NUL in text, no numbers that a double cannot hold, no endless nesting. Never throws.</summary>
public static class StrictJson
{
    /// <summary>Largest body in bytes. The transports hold it (HTTP: 413) before this reader sees a byte.</summary>
    public const int MaxBytes = 1 << 20;

    /// <summary>Levels of arrays and objects, the body's own included.</summary>
    public const int MaxDepth = 32;

    /// <summary>Values of all kinds in one body. A real specification has some hundreds.</summary>
    public const int MaxValues = 50_000;

    public static JsonReading Read(ReadOnlyMemory<byte> body)
    {
        // RFC 8259 lets a reader ignore a byte order mark; some Windows clients cannot leave it out.
        var start = body.Span.StartsWith("\uFEFF"u8) ? 3 : 0;
        var findings = new FindingList();

        if (!Utf8.IsValid(body.Span))
            return JsonReading.Unreadable(body, FirstInvalid(body.Span), "", "This is not UTF-8: the bytes here are no character. Send the body as UTF-8.");

        var scanner = new StrictScanner(body.Span, start, findings);
        if (!scanner.Run()) return JsonReading.Unreadable(body, scanner.StoppedAt, scanner.StoppedPointer, scanner.Reason!);

        // Text that cannot be decoded, or nesting that was not followed, cannot be handed on, not even to collect more findings.
        if (scanner.Undecodable) return new JsonReading(body, null, findings);

        try
        {
            return new JsonReading(body, JsonElement.Parse(body.Span[start..], new JsonDocumentOptions { MaxDepth = MaxDepth }), findings);
        }
        catch (JsonException ex)
        {
            // The scanner and the framework's parser must agree; should they ever not, the answer is still a refusal with a place.
            return JsonReading.Unreadable(body, start, "", $"This is not JSON (line {ex.LineNumber + 1}).");
        }
    }

    static int FirstInvalid(ReadOnlySpan<byte> bytes)
    {
        var at = 0;
        while (at < bytes.Length && System.Text.Rune.DecodeFromUtf8(bytes[at..], out _, out var used) == System.Buffers.OperationStatus.Done)
            at += used;
        return at;
    }
}
