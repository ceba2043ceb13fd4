using System.Text.Json;
using InfraAgent.Api.Edge;

namespace InfraAgent.Api.Amqp;

/// <summary>Which deployment a refused body is about, as far as it says so in a form that can stand in a routing key.</summary>
static class Ids
{
    public static (string? DeploymentId, string? Environment) In(byte[] body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            return document.RootElement.ValueKind == JsonValueKind.Object
                ? (Word(document.RootElement, "deployment_id", Formats.DeploymentId), Word(document.RootElement, "environment", Formats.Environment))
                : default;
        }
        catch (JsonException)
        {
            return default;
        }
    }

    static string? Word(JsonElement root, string name, TextFormat format) =>
        root.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String && value.GetString() is { } word && format.Matches(word) ? word : null;
}
