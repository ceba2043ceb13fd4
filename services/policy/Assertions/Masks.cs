using System.Text.Json;

namespace InfraAgent.Policy.Assertions;

/// <summary>The marks that stand for values which nobody may or can see.</summary>
static class Masks
{
    /// <summary>Known after apply only.</summary>
    public static bool IsUnknown(JsonElement value) => IsMark(value, "$unknown"u8);

    /// <summary>A secret: it is there, and nothing more can be said of it.</summary>
    public static bool IsHidden(JsonElement value) => IsMark(value, "$hmac"u8);

    static bool IsMark(JsonElement value, ReadOnlySpan<byte> name) => value.ValueKind == JsonValueKind.Object && value.TryGetProperty(name, out _);
}
