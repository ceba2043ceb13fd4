using System.Runtime.InteropServices;
using System.Text.Json;
using InfraAgent.Contracts;

namespace InfraAgent.Policy.Plans;

/// <summary>Reads masked changes, all of them once. What a plan takes in memory is bounded before it is parsed, by its size and by how many values it can have. Fails closed:
/// what cannot be read is a finding that refuses, never a resource that is skipped.</summary>
sealed class PlanReader(int maxResourceBytes) : IDisposable
{
    const int MaxDepth = 256;
    // Twelve bytes each. A real plan of 64 MB has some four million.
    const int MaxValues = 16_000_000;
    static readonly JsonDocumentOptions Options = new() { MaxDepth = MaxDepth };

    JsonDocument? document;

    /// <summary>Null when all was read. What was seen is good until this is disposed of.</summary>
    public Finding? Read(ReadOnlyMemory<byte> json, Action<PlannedChange> see)
    {
        try
        {
            if (MostValues(json.Span) > MaxValues) return TooLarge($"it has more than {MaxValues} values.");
            document = JsonDocument.Parse(json, Options);
            if (document.RootElement.ValueKind != JsonValueKind.Object) return Unreadable("it is not an object");
            var found = false;
            foreach (var member in document.RootElement.EnumerateObject())
            {
                if (!member.NameEquals("resource_changes"u8)) continue;
                found = true;
                if (member.Value.ValueKind != JsonValueKind.Array) return Unreadable("'resource_changes' is not an array");
                if (ReadChanges(member.Value, see) is { } wrong) return wrong;
            }

            return found ? null : Unreadable("'resource_changes' is missing");
        }
        catch (JsonException ex)
        {
            return Unreadable($"it is not JSON, or nested deeper than {MaxDepth} levels (line {ex.LineNumber + 1}, byte {ex.BytePositionInLine + 1})");
        }
        catch (InvalidOperationException)
        {
            return Unreadable("it holds text that is no valid Unicode");
        }
    }

    public void Dispose() => document?.Dispose();

    /// <summary>As many as there can be: every value but the first stands behind one of these, and those in texts only add to it.</summary>
    static long MostValues(ReadOnlySpan<byte> json) => 1L + json.Count((byte)'[') + json.Count((byte)'{') + json.Count((byte)',') + json.Count((byte)':');

    Finding? ReadChanges(JsonElement changes, Action<PlannedChange> see)
    {
        var index = 0;
        foreach (var resource in changes.EnumerateArray())
        {
            if (resource.ValueKind != JsonValueKind.Object) return Unreadable($"'resource_changes[{index}]' is not an object");
            var length = JsonMarshal.GetRawUtf8Value(resource).Length;
            if (length > maxResourceBytes)
                return TooLarge($"'resource_changes[{index}]' has {length} bytes; {maxResourceBytes} are read at most.");

            if (Change(resource, out var wrong) is not { } change) return Unreadable($"'resource_changes[{index}]' {wrong}");
            see(change);
            index++;
        }

        return null;
    }

    static PlannedChange? Change(JsonElement resource, out string wrong)
    {
        wrong = "";
        // The tool's own form has actions, before and after one level down.
        var body = resource.TryGetProperty("change"u8, out var inner) && inner.ValueKind == JsonValueKind.Object ? inner : resource;
        if (Text(resource, "address"u8) is not { } address) wrong = "has no 'address'";
        else if (Text(resource, "type"u8) is not { } type) wrong = "has no 'type'";
        else if (!body.TryGetProperty("actions"u8, out var list) || list.ValueKind != JsonValueKind.Array || list.GetArrayLength() is 0 or > 8) wrong = "has no 'actions'";
        else if (Actions(list) is not { } actions) wrong = "has an action that is not known";
        else return new PlannedChange(address, type, actions, Member(body, "before"u8), Member(body, "after"u8)) { Declaration = Text(resource, "declaration"u8) ?? address, References = Member(resource, "references"u8) };
        return null;
    }

    // An action of a newer tool may destroy: it is refused until it is understood.
    static readonly string[] Known = ["no-op", "read", "create", "update", "delete", "forget", "open", "renew", "close"];
    static readonly IReadOnlyList<string>[] Alone = [.. Known.Select(a => (IReadOnlyList<string>)[a])];

    static IReadOnlyList<string>? Actions(JsonElement list)
    {
        if (list.GetArrayLength() == 1) return Action(list[0]) is >= 0 and var only ? Alone[only] : null;
        var actions = new List<string>(2);
        foreach (var item in list.EnumerateArray())
        {
            if (Action(item) is not (>= 0 and var action)) return null;
            actions.Add(Known[action]);
        }

        return actions;
    }

    static int Action(JsonElement item)
    {
        if (item.ValueKind == JsonValueKind.String)
            for (var i = 0; i < Known.Length; i++)
                if (item.ValueEquals(Known[i])) return i;
        return -1;
    }

    static string? Text(JsonElement resource, ReadOnlySpan<byte> name) =>
        resource.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String && value.GetString() is { Length: > 0 } text ? text : null;

    static JsonElement Member(JsonElement body, ReadOnlySpan<byte> name) => body.TryGetProperty(name, out var value) ? value : default;

    static Finding Unreadable(string why) => new()
    {
        RuleId = PolicyRules.UnreadablePlan, Message = $"The plan's changes cannot be judged: {why}.",
        Remediation = "Plan again. If it stays so, the tool's version may be newer than this agent knows.",
    };

    public static Finding TooLarge(string what) => new()
    {
        RuleId = PolicyRules.PlanTooLarge, Message = $"The plan is too large to be judged: {what}", Remediation = "Split the deployment into smaller ones.",
    };
}
