using System.Text;
using System.Text.Json;

namespace InfraAgent.Policy.Assertions;

/// <summary>
/// Where in a resource a condition looks: <c>versioning.enabled</c>, <c>ingress[*].cidr_blocks</c>, <c>ingress.0.from_port</c>,
/// <c>metadata.labels.'app.kubernetes.io/name'</c>. A name after a list means each of its items, so that a block can be written as if there were one of it; after a text
/// that holds JSON, it looks into that.
/// </summary>
sealed class AttributePath
{
    readonly IReadOnlyList<string> steps;

    AttributePath(string text, IReadOnlyList<string> steps) => (Text, this.steps) = (text, steps);

    public string Text { get; }

    /// <summary>Its first name.</summary>
    public string Root => steps[0];

    /// <exception cref="FormatException">No path; the message says why.</exception>
    public static AttributePath Parse(string text)
    {
        var steps = new List<string>();
        var step = new StringBuilder();
        var quoted = false;
        void End()
        {
            if (step.Length > 0 || quoted) steps.Add(step.ToString());
            step.Clear();
            quoted = false;
        }

        for (var i = 0; i < text.Length; i++)
        {
            switch (text[i])
            {
                case '.' or '[' or ']':
                    End();
                    break;
                case '\'' or '"':
                    var end = text.IndexOf(text[i], i + 1);
                    if (end < 0) throw new FormatException($"'{text}' is no path: a quote is not closed.");
                    step.Append(text, i + 1, end - i - 1);
                    quoted = true;
                    i = end;
                    break;
                default:
                    step.Append(text[i]);
                    break;
            }
        }

        End();
        return steps.Count > 0 ? new(text, steps) : throw new FormatException("An attribute has no name.");
    }

    /// <summary>All values that are there; null values are not. One that is unknown or hidden stands for all below it, and of an object that is not known as a whole, so does what it does not name.</summary>
    public IEnumerable<JsonElement> Select(JsonElement values) => Select(values, 0);

    static JsonElement? Within(string text)
    {
        if (text.Length == 0 || text[0] is not ('{' or '[')) return null;
        try
        {
            return JsonElement.Parse(text, new JsonDocumentOptions { MaxDepth = 64 });
        }
        catch (JsonException)
        {
            return null;
        }
    }

    IEnumerable<JsonElement> Select(JsonElement value, int at)
    {
        if (value.ValueKind is JsonValueKind.Null or JsonValueKind.Undefined) return [];
        if (at == steps.Count || Masks.IsUnknown(value) || Masks.IsHidden(value)) return [value];
        var step = steps[at];
        return value.ValueKind switch
        {
            JsonValueKind.Array when step == "*" => value.EnumerateArray().SelectMany(item => Select(item, at + 1)),
            JsonValueKind.Array when int.TryParse(step, out var index) => index >= 0 && index < value.GetArrayLength() ? Select(value[index], at + 1) : [],
            JsonValueKind.Array => value.EnumerateArray().SelectMany(item => Select(item, at)),
            JsonValueKind.Object when step == "*" => Masks.IsOpen(value) ? [Masks.Unknown] : value.EnumerateObject().SelectMany(member => Select(member.Value, at + 1)),
            JsonValueKind.Object when value.TryGetProperty(step, out var inner) => Select(inner, at + 1),
            JsonValueKind.Object => Masks.IsOpen(value) ? [Masks.Unknown] : [],
            // Policies and definitions of containers are JSON within a text.
            JsonValueKind.String when Within(value.GetString()!) is { } inner => Select(inner, at),
            _ => [],
        };
    }
}
