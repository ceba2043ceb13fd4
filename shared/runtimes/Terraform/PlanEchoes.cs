using System.Text.Json;

namespace InfraAgent.Runtimes.Terraform;

/// <summary>
/// Our own work, seen from its other side: a route shows up in its table's <c>route</c>, a rule in its security group's <c>ingress</c>, only
/// when the table is read again. Right after an apply that is no drift. It is told from somebody else's change by three things: the code says
/// nothing about the attribute; another resource of the state refers to the changed one; and whatever was added to a collection is in such a resource.
/// </summary>
static class PlanEchoes
{
    /// <summary>Whether there are differences, and all of them are echoes.</summary>
    public static bool Only(JsonElement plan, PlanConfiguration configuration)
    {
        var drift = PlanJson.Items(plan, "resource_drift").Where(resource => Changed(resource.GetProperty("change")).Any() || !IsUpdate(resource)).ToList();
        if (drift.Count == 0)
            return false;
        var state = Managed(plan).ToList();
        return drift.TrueForAll(resource => IsUpdate(resource) && IsEcho(configuration, resource, state));
    }

    static bool IsUpdate(JsonElement resource) =>
        resource.GetProperty("change").GetProperty("actions") is { ValueKind: JsonValueKind.Array } actions && actions.GetArrayLength() == 1 && actions[0].GetString() == "update";

    static bool IsEcho(PlanConfiguration configuration, JsonElement resource, List<JsonElement> state)
    {
        var change = resource.GetProperty("change");
        if (!configuration.Resources.TryGetValue(PlanConfiguration.WithoutKeys(PlanJson.Text(resource, "address") ?? ""), out var declared)
            || PlanJson.Member(declared.Code, "expressions") is not { } configured || PlanJson.Text(change.GetProperty("before"), "id") is not { Length: > 0 } id)
            return false;
        var related = new HashSet<string>(StringComparer.Ordinal);
        foreach (var other in state.Where(other => PlanJson.Text(other, "address") != PlanJson.Text(resource, "address")))
        {
            var texts = Texts(other.GetProperty("values")).ToHashSet(StringComparer.Ordinal);
            if (texts.Contains(id))
                related.UnionWith(texts);
        }

        return related.Count > 0 && Changed(change).All(attribute =>
            !configured.TryGetProperty(attribute.Name, out _) && Added(attribute.Before, attribute.After).SelectMany(Texts).All(related.Contains));
    }

    static IEnumerable<(string Name, JsonElement? Before, JsonElement After)> Changed(JsonElement change)
    {
        if (change.GetProperty("after") is not { ValueKind: JsonValueKind.Object } after || change.GetProperty("before") is not { ValueKind: JsonValueKind.Object } before)
            yield break;
        foreach (var member in after.EnumerateObject())
        {
            JsonElement? old = before.TryGetProperty(member.Name, out var value) ? value : null;
            if (old is null ? member.Value.ValueKind != JsonValueKind.Null : !JsonElement.DeepEquals(old.Value, member.Value))
                yield return (member.Name, old, member.Value);
        }
    }

    /// <summary>What a list, set or map has that it had not. A single value is the provider's to make up.</summary>
    static IEnumerable<JsonElement> Added(JsonElement? before, JsonElement after) => after.ValueKind switch
    {
        JsonValueKind.Array => after.EnumerateArray().Where(item => before is not { ValueKind: JsonValueKind.Array } old || !old.EnumerateArray().Any(known => JsonElement.DeepEquals(known, item))),
        JsonValueKind.Object => after.EnumerateObject()
            .Where(member => before is not { ValueKind: JsonValueKind.Object } old || !old.TryGetProperty(member.Name, out var known) || !JsonElement.DeepEquals(known, member.Value))
            .Select(member => member.Value),
        _ => [],
    };

    static IEnumerable<string> Texts(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString() is { Length: > 0 } text ? [text] : [],
        JsonValueKind.Array => value.EnumerateArray().SelectMany(Texts),
        JsonValueKind.Object => value.EnumerateObject().SelectMany(member => Texts(member.Value)),
        _ => [],
    };

    static IEnumerable<JsonElement> Managed(JsonElement plan)
    {
        return plan.TryGetProperty("prior_state", out var state) && state.TryGetProperty("values", out var values) && values.TryGetProperty("root_module", out var root) ? Of(root) : [];

        static IEnumerable<JsonElement> Of(JsonElement module) =>
            PlanJson.Items(module, "resources").Where(resource => PlanJson.Text(resource, "mode") == "managed")
                .Concat(PlanJson.Items(module, "child_modules").SelectMany(Of));
    }
}
