using System.Text.Json;

namespace InfraAgent.Generator;

/// <summary>A caller's JSON as a value.</summary>
public static class DataReader
{
    /// <summary>Null when there is a problem: text that no tool can carry, a number that is no double, a member that is there twice.</summary>
    public static DataValue? Read(JsonElement json, out string? problem)
    {
        problem = null;
        switch (json.ValueKind)
        {
            case JsonValueKind.String:
                if (!CarriableText.TryRead(json, out var text)) problem = "half of a surrogate pair, which is no Unicode character";
                else problem = CarriableText.Explain(text);
                return problem is null ? new DataText(text) : null;
            case JsonValueKind.Number:
                if (NumberText.TryRead(json, out var number)) return new DataNumber(number);
                problem = "a number that is too large, or has more digits than a double keeps";
                return null;
            case JsonValueKind.True or JsonValueKind.False:
                return new DataBool(json.GetBoolean());
            case JsonValueKind.Array:
                return List(json, out problem);
            case JsonValueKind.Object:
                return Map(json, out problem);
            default:
                return DataValue.Null;
        }
    }

    static DataList? List(JsonElement json, out string? problem)
    {
        problem = null;
        var items = new List<DataValue>();
        foreach (var element in json.EnumerateArray())
        {
            if (Read(element, out problem) is not { } item) return null;
            items.Add(item);
        }

        return new DataList(items);
    }

    static DataMap? Map(JsonElement json, out string? problem)
    {
        problem = null;
        var members = new List<KeyValuePair<string, DataValue>>();
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var property in json.EnumerateObject())
        {
            string name;
            try
            {
                name = property.Name;
            }
            catch (InvalidOperationException)
            {
                problem = "half of a surrogate pair, which is no Unicode character"; // what System.Text.Json throws for it
                return null;
            }

            problem = CarriableText.Explain(name) ?? (names.Add(name) ? null : $"the member {CarriableText.Show(name)} twice");
            if (problem is not null || Read(property.Value, out problem) is not { } value) return null;
            members.Add(KeyValuePair.Create(name, value));
        }

        return new DataMap(members);
    }
}
