using System.Text.Json;
using InfraAgent.Contracts;

namespace InfraAgent.Api.Edge;

/// <summary>Reads one object member by member. What was asked for is what is known; <see cref="Done"/> refuses the rest. A refused
/// member reads as its empty value, so that the reading goes on and finds everything that is wrong.</summary>
sealed class ObjectReader(JsonElement value, string pointer, FindingList findings)
{
    readonly List<string> known = [];

    public string RequiredText(string name, TextFormat format) => Text(name, format, required: true) ?? "";

    public string? OptionalText(string name, TextFormat format) => Text(name, format, required: false);

    string? Text(string name, TextFormat format, bool required)
    {
        if (!Take(name, required, JsonValueKind.String, "text", out var member)) return null;
        var text = member.GetString()!;
        if (format.Matches(text)) return text;
        Refuse(name, RequestRules.Format, $"'{name}' is not {format.Description}.", $"Write {format.Description}.");
        return null;
    }

    /// <summary>One of a closed set of words.</summary>
    public string RequiredWord(string name, IReadOnlyCollection<string> words)
    {
        if (!Take(name, required: true, JsonValueKind.String, "text", out var member)) return "";
        var word = member.GetString()!;
        if (words.Contains(word)) return word;
        var nearest = Nearest.Of(word, words);
        Refuse(name, RequestRules.UnknownWord, $"{Show.Name(word)} is no known {name}; known: {string.Join(", ", words)}.",
            nearest is null ? $"Use one of: {string.Join(", ", words)}." : $"Did you mean '{nearest}'?");
        return "";
    }

    public bool Flag(string name)
    {
        known.Add(name);
        if (!value.TryGetProperty(name, out var member)) return false;
        if (member.ValueKind is JsonValueKind.True or JsonValueKind.False) return member.GetBoolean();
        RefuseType(name, "true or false", member);
        return false;
    }

    /// <summary>A whole number from 1; null when absent.</summary>
    public int? Revision(string name)
    {
        if (!Take(name, required: false, JsonValueKind.Number, "a whole number", out var member)) return null;
        if (!member.TryGetDouble(out var number) || number != Math.Floor(number))
            RefuseType(name, "a whole number", member);
        else if (number is >= 1 and <= int.MaxValue) return (int)number;
        else Refuse(name, RequestRules.Range, $"'{name}' is not between 1 and {int.MaxValue}.", "Name a revision that GET /status shows.");
        return null;
    }

    /// <summary>Undefined when absent or refused.</summary>
    public JsonElement Object(string name, bool required) =>
        Take(name, required, JsonValueKind.Object, "an object", out var member) ? member : default;

    public JsonElement Array(string name, bool required) =>
        Take(name, required, JsonValueKind.Array, "an array", out var member) ? member : default;

    public IReadOnlyDictionary<string, JsonElement>? Parameters(string name, int most)
    {
        if (Object(name, required: false) is not { ValueKind: JsonValueKind.Object } map) return null;
        var result = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        Entries(name, map, most, Formats.ParameterName, (key, member, place) =>
        {
            if (member.ValueKind == JsonValueKind.Null)
                RefuseAt(place, RequestRules.WrongType, $"Parameter {Show.Name(key)} is null.", "Leave the parameter out, or give it a value.");
            else result[key] = member;
        });
        return result;
    }

    /// <summary>A number from 0; null when absent.</summary>
    public decimal? Amount(string name, long most) =>
        Take(name, required: false, JsonValueKind.Number, "a number", out var member) ? Amount(name, Place(name), member, most) : null;

    decimal? Amount(string name, string place, JsonElement member, long most)
    {
        // Through a double, which holds whatever the parser lets pass, and is what two requests are compared by.
        if (member.GetDouble() is >= 0 and var number && number <= most) return (decimal)number;
        RefuseAt(place, RequestRules.Range, $"{Show.Name(name)} is not between 0 and {most}.", "Give a number in this range.");
        return null;
    }

    /// <summary>Numbers by name, by what they are of.</summary>
    public IReadOnlyDictionary<string, IReadOnlyDictionary<string, decimal>>? Usage(string name, int mostKeys, int most, long mostEach)
    {
        if (Object(name, required: false) is not { ValueKind: JsonValueKind.Object } map) return null;
        var result = new Dictionary<string, IReadOnlyDictionary<string, decimal>>(StringComparer.Ordinal);
        Entries(Place(name), name, map, mostKeys, Formats.Address, (key, member, place) =>
        {
            if (member.ValueKind != JsonValueKind.Object)
            {
                RefuseAt(place, RequestRules.WrongType, $"What is said of {Show.Name(key)} is {Kind(member)}, not an object.", "Write {\"monthly_requests\": 1000000}, for example.");
                return;
            }

            var uses = new Dictionary<string, decimal>(StringComparer.Ordinal);
            Entries(place, key, member, most, Formats.ParameterName, (use, value, at) =>
            {
                if (value.ValueKind != JsonValueKind.Number) RefuseAt(at, RequestRules.WrongType, $"{Show.Name(use)} is {Kind(value)}, not a number.", "Give a number.");
                else if (Amount(use, at, value, mostEach) is { } amount) uses[use] = amount;
            });
            result[key] = uses;
        });
        return result;
    }

    public IReadOnlyDictionary<string, string>? Labels(string name, int most)
    {
        if (Object(name, required: false) is not { ValueKind: JsonValueKind.Object } map) return null;
        var result = new Dictionary<string, string>(StringComparer.Ordinal);
        Entries(name, map, most, Formats.LabelName, (key, member, place) =>
        {
            if (member.ValueKind != JsonValueKind.String)
                RefuseAt(place, RequestRules.WrongType, $"Label {Show.Name(key)} is {Kind(member)}, not text.", "Write the value in double quotes.");
            else if (!Formats.LabelValue.Matches(member.GetString()!))
                RefuseAt(place, RequestRules.Format, $"The value of label {Show.Name(key)} is not {Formats.LabelValue.Description}.", $"Write {Formats.LabelValue.Description}.");
            else result[key] = member.GetString()!;
        });
        return result;
    }

    void Entries(string name, JsonElement map, int most, TextFormat keys, Action<string, JsonElement, string> read) => Entries(Place(name), name, map, most, keys, read);

    void Entries(string at, string name, JsonElement map, int most, TextFormat keys, Action<string, JsonElement, string> read)
    {
        var count = 0;
        foreach (var member in map.EnumerateObject())
        {
            if (++count > most)
            {
                RefuseAt(at, RequestRules.Range, $"{Show.Name(name)} has more than {most} entries.", $"Keep to {most}.");
                return;
            }

            var place = JsonPath.Child(at, member.Name);
            if (keys.Matches(member.Name)) read(member.Name, member.Value, place);
            else RefuseAt(place, RequestRules.Format, $"The name {Show.Name(member.Name)} in {Show.Name(name)} is not {keys.Description}.", $"Rename it: {keys.Description}.");
        }
    }

    public IReadOnlyList<string>? Texts(string name, TextFormat format, int most)
    {
        if (Array(name, required: false) is not { ValueKind: JsonValueKind.Array } array) return null;
        var count = array.GetArrayLength();
        if (count == 0 || count > most)
        {
            Refuse(name, RequestRules.Range, $"'{name}' has {count} elements, not 1 to {most}.", count == 0 ? "Leave it out to mean everything." : $"Keep to {most}.");
            return null;
        }

        var result = new List<string>(count);
        foreach (var item in array.EnumerateArray())
        {
            var place = $"{Place(name)}/{result.Count}";
            if (item.ValueKind != JsonValueKind.String)
                RefuseAt(place, RequestRules.WrongType, $"An element of '{name}' is {Kind(item)}, not text.", "Write it in double quotes.");
            else if (!format.Matches(item.GetString()!))
                RefuseAt(place, RequestRules.Format, $"An element of '{name}' is not {format.Description}.", $"Write {format.Description}.");
            result.Add(item.ValueKind == JsonValueKind.String ? item.GetString()! : "");
        }

        return result;
    }

    /// <summary>A member that the contract has and this version refuses.</summary>
    public void NotAvailable(string name, string message, string remediation, params ReadOnlySpan<JsonValueKind> kinds)
    {
        known.Add(name);
        if (!value.TryGetProperty(name, out var member)) return;
        if (kinds.Contains(member.ValueKind)) Refuse(name, RequestRules.NotAvailable, message, remediation);
        else Refuse(name, RequestRules.WrongType, $"'{name}' cannot be {Kind(member)}. {message}", remediation);
    }

    /// <summary>Refuses every member that was not asked for.</summary>
    /// <param name="elsewhere">Names that are known but belong somewhere else, with where.</param>
    public void Done(params ReadOnlySpan<(string Name, string Advice)> elsewhere)
    {
        foreach (var member in value.EnumerateObject())
        {
            if (known.Contains(member.Name) || !findings.Wants(JsonPath.Child(pointer, member.Name))) continue;
            var advice = "";
            foreach (var (name, where) in elsewhere)
                if (name == member.Name) advice = where;
            if (advice.Length == 0)
            {
                advice = Nearest.Of(member.Name, known) is { } nearest
                    ? $"Did you mean '{nearest}'?"
                    : $"Leave it out. Known here: {string.Join(", ", known)}.";
            }

            RefuseAt(JsonPath.Child(pointer, member.Name), RequestRules.UnknownField, $"{Show.Name(member.Name)} is no field of {Subject}.", advice);
        }
    }

    string Subject => pointer.Length == 0 ? "this command" : $"'{pointer}'";

    bool Take(string name, bool required, JsonValueKind kind, string expected, out JsonElement member)
    {
        known.Add(name);
        if (!value.TryGetProperty(name, out member))
        {
            if (required) Refuse(name, RequestRules.Missing, $"'{name}' is missing.", $"Add '{name}' ({expected}).");
            return false;
        }

        if (member.ValueKind == kind) return true;
        RefuseType(name, expected, member);
        return false;
    }

    void RefuseType(string name, string expected, JsonElement member) =>
        Refuse(name, RequestRules.WrongType, $"'{name}' is {Kind(member)}, not {expected}.",
            member.ValueKind == JsonValueKind.Null ? $"Leave '{name}' out instead of sending null, or give {expected}." : $"Give {expected}.");

    static string Kind(JsonElement member) => member.ValueKind switch
    {
        JsonValueKind.Object => "an object",
        JsonValueKind.Array => "an array",
        JsonValueKind.String => "text",
        JsonValueKind.Number => "a number",
        JsonValueKind.True or JsonValueKind.False => "true or false",
        _ => "null",
    };

    string Place(string name) => JsonPath.Child(pointer, name);

    public void Refuse(string name, string rule, string message, string remediation) => RefuseAt(Place(name), rule, message, remediation);

    void RefuseAt(string place, string rule, string message, string remediation) =>
        findings.Add(new Finding { RuleId = rule, Pointer = place, Message = message, Remediation = remediation });
}
