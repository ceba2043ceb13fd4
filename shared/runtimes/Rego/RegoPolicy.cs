using System.Text.Json;

namespace InfraAgent.Runtimes.Rego;

/// <summary>A package of Rego in a folder of the operator's: <c>package main</c>, whose rules <c>deny</c>, <c>violation</c> and <c>warn</c> (also
/// <c>deny_…</c> and so on) are sets of messages, as conftest has them.</summary>
public sealed record RegoPolicy
{
    /// <summary>The full path of a folder with <c>*.rego</c> files.</summary>
    public required string Directory { get; init; }
    public string Package { get; init; } = "main";
    /// <summary>The language's version: <c>v0</c> or <c>v1</c>; null for the installed tool's own.</summary>
    public string? Version { get; init; }
}

/// <summary>What a policy says of documents. Either <c>Failure</c> says why it could not be asked, or <c>Messages</c> has everything that it found.</summary>
public sealed record RegoAnswer
{
    public required string Tool { get; init; }
    public string? Failure { get; init; }
    public IReadOnlyList<RegoMessage> Messages { get; init; } = [];
}

/// <param name="Document">Place of the document that it is about.</param>
/// <param name="Fields">What a message that is an object says beside its <c>msg</c>; undefined for a plain text.</param>
/// <param name="Warns">It comes from a rule <c>warn</c>.</param>
public sealed record RegoMessage(int Document, string Text, JsonElement Fields, bool Warns);
