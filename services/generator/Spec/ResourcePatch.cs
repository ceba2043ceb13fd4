using System.Text.Json;

namespace InfraAgent.Generator;

/// <summary>A change of the caller's to generated objects: those of a kind and, where it is named, of a name. <c>Place</c>: where it stands in the request.</summary>
public sealed record ResourcePatch(string Kind, string? Name, IReadOnlyList<PatchOperation> Operations, string Place);

/// <summary>An operation of JSON Patch (RFC 6902). <c>From</c>: of move and copy; <c>Value</c>: of add, replace and test, any JSON of the caller's.</summary>
public sealed record PatchOperation(string Op, string Path, string? From, JsonElement? Value);
