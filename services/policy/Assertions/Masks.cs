using System.Text.Json;

namespace InfraAgent.Policy.Assertions;

/// <summary>The marks that stand for values which nobody may or can see.</summary>
static class Masks
{
    /// <summary>Known after apply only.</summary>
    public static bool IsUnknown(JsonElement value) => IsMark(value, "$unknown"u8);

    /// <summary>A secret: it is there, and nothing more can be said of it.</summary>
    public static bool IsHidden(JsonElement value) => IsMark(value, "$hmac"u8);

    /// <summary>An object of which only some members are known; a provider may set others.</summary>
    public static bool IsOpen(JsonElement value) => IsMark(value, "$open"u8);

    /// <summary>What stands for a value that is not known.</summary>
    public static JsonElement Unknown { get; } = JsonElement.Parse("{\"$unknown\":true}");

    static bool IsMark(JsonElement value, ReadOnlySpan<byte> name) => value.ValueKind == JsonValueKind.Object && value.TryGetProperty(name, out _);
}
