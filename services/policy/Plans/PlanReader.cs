using System.Text.Json;
using InfraAgent.Contracts;

namespace InfraAgent.Policy.Plans;

/// <summary>Reads masked changes one resource at a time, so that memory is bounded by the largest resource, not by the plan. Fails closed:
/// what cannot be read is a finding that refuses, never a resource that is skipped.</summary>
sealed class PlanReader(int maxResourceBytes)
{
    const int MaxDepth = 256;
    static readonly JsonReaderOptions Options = new() { MaxDepth = MaxDepth };

    /// <summary>Null when all was read.</summary>
    public Finding? Read(ReadOnlySpan<byte> json, Action<PlannedChange> see)
    {
        try
        {
            var reader = new Utf8JsonReader(json, Options);
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject) return Unreadable("it is not an object");

            var found = false;
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                var changes = reader.ValueTextEquals("resource_changes"u8);
                reader.Read();
                if (!changes)
                {
                    reader.Skip();
                    continue;
                }

                found = true;
                if (reader.TokenType != JsonTokenType.StartArray) return Unreadable("'resource_changes' is not an array");
                if (ReadChanges(ref reader, json, see) is { } wrong) return wrong;
            }

            // Reads to the end, so that what follows the object is noticed, too.
            while (reader.Read())
            {
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

    Finding? ReadChanges(ref Utf8JsonReader reader, ReadOnlySpan<byte> json, Action<PlannedChange> see)
    {
        for (var index = 0; reader.Read() && reader.TokenType != JsonTokenType.EndArray; index++)
        {
            if (reader.TokenType != JsonTokenType.StartObject) return Unreadable($"'resource_changes[{index}]' is not an object");
            var end = reader;
            end.Skip();
            var length = end.BytesConsumed - reader.TokenStartIndex;
            if (length > maxResourceBytes)
                return TooLarge($"'resource_changes[{index}]' has {length} bytes; {maxResourceBytes} are read at most.");

            var resource = JsonElement.Parse(json.Slice((int)reader.TokenStartIndex, (int)length), new JsonDocumentOptions { MaxDepth = MaxDepth });
            reader = end;
            if (Change(resource, out var wrong) is not { } change) return Unreadable($"'resource_changes[{index}]' {wrong}");
            see(change);
        }

        return null;
    }

    static PlannedChange? Change(JsonElement resource, out string wrong)
    {
        wrong = "";
        // The tool's own form has actions, before and after one level down.
        var body = resource.TryGetProperty("change", out var inner) && inner.ValueKind == JsonValueKind.Object ? inner : resource;
        if (Text(resource, "address") is not { } address) wrong = "has no 'address'";
        else if (Text(resource, "type") is not { } type) wrong = "has no 'type'";
        else if (!body.TryGetProperty("actions", out var list) || list.ValueKind != JsonValueKind.Array || list.GetArrayLength() is 0 or > 8) wrong = "has no 'actions'";
        else
        {
            var actions = new List<string>(2);
            foreach (var action in list.EnumerateArray())
            {
                if (action.ValueKind != JsonValueKind.String || !Known.Contains(action.GetString()!))
                {
                    wrong = "has an action that is not known";
                    return null;
                }

                actions.Add(action.GetString()!);
            }

            return new PlannedChange(address, type, actions, Member(body, "before"), Member(body, "after")) { Declaration = Text(resource, "declaration") ?? address, References = References(resource) };
        }

        return null;
    }

    // An action of a newer tool may destroy: it is refused until it is understood.
    static readonly HashSet<string> Known = ["no-op", "read", "create", "update", "delete", "forget", "open", "renew", "close"];

    static HashSet<string>? References(JsonElement resource) =>
        resource.TryGetProperty("references", out var list) && list.ValueKind == JsonValueKind.Array
            ? [.. list.EnumerateArray().Where(r => r.ValueKind == JsonValueKind.String).Select(r => r.GetString()!)]
            : null;

    static string? Text(JsonElement resource, string name) =>
        resource.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String && value.GetString() is { Length: > 0 } text ? text : null;

    static JsonElement Member(JsonElement body, string name) => body.TryGetProperty(name, out var value) ? value : default;

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
