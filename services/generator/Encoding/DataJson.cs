using System.Text.Json;

namespace InfraAgent.Generator;

/// <summary>JSON of a caller's as a value, so that it goes through an encoder like everything else.</summary>
static class DataJson
{
    /// <summary>What cannot be carried is a finding, and is null here.</summary>
    public static DataValue Read(JsonElement json, string place, FindingList findings)
    {
        switch (json.ValueKind)
        {
            case JsonValueKind.String:
                if (CarriableText.TryRead(json, out var text) && CarriableText.Explain(text) is null) return text;
                findings.Add(SpecRules.Text, place, "The value contains NUL or half of a surrogate pair, which no tool can be given.", "Leave the character out.");
                return DataValue.Null;
            case JsonValueKind.Number:
                if (NumberText.TryRead(json, out var number)) return new DataNumber(number);
                findings.Add(SpecRules.NotAllowed, place, "The number is beyond what a double holds.", "Send it as text.");
                return DataValue.Null;
            case JsonValueKind.True or JsonValueKind.False:
                return json.GetBoolean();
            case JsonValueKind.Array:
                return new DataList([.. json.EnumerateArray().Select((item, i) => Read(item, Pointer.Item(place, i), findings))]);
            case JsonValueKind.Object:
                return Map(json, place, findings);
            default:
                return DataValue.Null;
        }
    }

    static DataMap Map(JsonElement json, string place, FindingList findings)
    {
        var map = DataMap.Empty;
        foreach (var member in json.EnumerateObject())
        {
            var name = member.Name;
            if (CarriableText.Explain(name) is { } wrong)
                findings.Add(SpecRules.Text, place, $"A name contains {wrong}.", "Give it a name of ordinary characters.");
            else if (map[name] is not null)
                findings.Add(SpecRules.SaidTwice, Pointer.Member(place, name), $"{CarriableText.Show(name)} is there twice.", "Keep one of them.");
            else
                map = map.With(name, Read(member.Value, Pointer.Member(place, name), findings));
        }

        return map;
    }
}
