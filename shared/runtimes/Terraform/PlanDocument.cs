using System.Buffers;
using System.Text.Json;
using InfraAgent.Contracts;
using InfraAgent.Hosting;

namespace InfraAgent.Runtimes.Terraform;

/// <summary>
/// The plan as others may see it. <c>Changes</c> is canonical JSON:
/// <c>{"mode", "output_changes": {name: {actions, before, after}}, "resource_changes": [{address, type, provider, mode, actions, before, after, declaration (without instance keys, where it has some), references (declarations), …}],
/// "resource_drift": [{address, type, action, attributes}], "schema"}</c>; resources that stay as they are have <c>after</c> alone.
/// </summary>
sealed record PlanDocument
{
    public const string Schema = "infra-agent/terraform-changes/1";

    public required byte[] Changes { get; init; }
    public required bool HasChanges { get; init; }
    public required PlanSummary Summary { get; init; }
    public required IReadOnlyList<DriftedResource> Drift { get; init; }
    /// <summary>There is drift, and all of it is this deployment's own work (<see cref="PlanEchoes"/>).</summary>
    public required bool OnlyEchoes { get; init; }
    /// <summary>Addresses that an earlier apply left half made.</summary>
    public required IReadOnlyList<string> Tainted { get; init; }
    /// <summary>As the state has them.</summary>
    public required IReadOnlyDictionary<string, Output> Outputs { get; init; }

    /// <exception cref="InvalidDataException">Not what <c>show -json</c> writes.</exception>
    public static PlanDocument Read(ReadOnlyMemory<byte> json, PlanMode mode, string deploymentId, Redactor redactor, ISecretBox box)
    {
        try
        {
            using var document = JsonDocument.Parse(json, PlanJson.Deep);
            var plan = document.RootElement;
            var secrets = new PlanSecrets(plan, redactor);
            var time = PlanJson.Text(plan, "timestamp");
            var mask = new Masks(
                new(secrets, box, $"plan-mask:{deploymentId}", planTime: null), new(secrets, box, $"plan-mask:{deploymentId}", time));
            var configuration = new PlanConfiguration(plan);
            var references = new PlanReferences(configuration);
            var drift = Drifted(plan, secrets);
            var resources = PlanJson.Items(plan, "resource_changes")
                .OrderBy(resource => PlanJson.Text(resource, "address"), StringComparer.Ordinal)
                .ThenBy(resource => PlanJson.Text(resource, "deposed"), StringComparer.Ordinal).ToList();
            RefuseTwins(resources, secrets);
            var outputs = PlanJson.Members(plan, "output_changes").OrderBy(output => output.Name, StringComparer.Ordinal).ToList();

            var buffer = new ArrayBufferWriter<byte>();
            using (var writer = new Utf8JsonWriter(buffer, PlanMask.Canonical))
            {
                writer.WriteStartObject();
                writer.WriteString("mode", mode == PlanMode.Destroy ? "destroy" : "apply");
                writer.WriteStartObject("output_changes");
                foreach (var output in outputs)
                {
                    writer.WriteStartObject(output.Name);
                    WriteChange(writer, mask, output.Value, close: true);
                }
                writer.WriteEndObject();
                writer.WriteStartArray("resource_changes");
                foreach (var resource in resources)
                    WriteResource(writer, mask, secrets, references, resource);
                writer.WriteEndArray();
                writer.WriteStartArray("resource_drift");
                foreach (var resource in drift)
                    WriteDrift(writer, resource);
                writer.WriteEndArray();
                writer.WriteString("schema", Schema);
                writer.WriteEndObject();
            }
            return new()
            {
                Changes = buffer.WrittenSpan.ToArray(),
                HasChanges = resources.Exists(resource => Actions(resource.GetProperty("change")) is not (["no-op"] or ["read"]) || resource.GetProperty("change").TryGetProperty("importing", out _))
                    || outputs.Exists(output => Actions(output.Value) is not ["no-op"]),
                Summary = Count(resources),
                Drift = drift,
                OnlyEchoes = drift.Count > 0 && PlanEchoes.Only(plan, configuration),
                Tainted = TaintedIn(plan),
                Outputs = OutputsIn(outputs, secrets, deploymentId),
            };
        }
        catch (Exception ex) when (ex is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            throw new InvalidDataException($"The plan as JSON cannot be read: {redactor.Redact(ex.Message)}", ex);
        }
    }

    // Of two changes with one address only one can be carried out: who looks at the other is told what will not be. What an apply left half made has a key beside its address.
    static void RefuseTwins(List<JsonElement> sorted, PlanSecrets secrets)
    {
        for (var i = 1; i < sorted.Count; i++)
        {
            if (PlanJson.Text(sorted[i], "address") is { } address && address == PlanJson.Text(sorted[i - 1], "address") && PlanJson.Text(sorted[i], "deposed") == PlanJson.Text(sorted[i - 1], "deposed"))
                throw new InvalidDataException($"The plan as JSON cannot be read: two changes have the address '{secrets.Redact(address)}'.");
        }
    }

    // Only what is planned can hold the time of the plan; a stored value that looks like it is a value.
    readonly record struct Masks(PlanMask Known, PlanMask Planned);

    static void WriteResource(Utf8JsonWriter writer, Masks mask, PlanSecrets secrets, PlanReferences references, JsonElement resource)
    {
        var change = resource.GetProperty("change");
        // Who judges it would find nothing to look at, and nothing wrong.
        if (Actions(change).Any(a => a is "create" or "update") && Member(change, "after")?.ValueKind != JsonValueKind.Object)
            throw new InvalidDataException($"The plan as JSON cannot be read: '{secrets.Redact(PlanJson.Text(resource, "address") ?? "")}' is made or changed, and its 'after' is no object.");
        writer.WriteStartObject();
        // Written in the order of names, since the form is canonical.
        if (PlanJson.Text(resource, "action_reason") is { } reason)
            writer.WriteString("action_reason", reason);
        WriteChange(writer, mask, change, close: false, address: secrets.Redact(PlanJson.Text(resource, "address") ?? ""));
        if (PlanJson.Text(resource, "address") is { } made && PlanConfiguration.WithoutKeys(made) is var declaration && declaration != made)
            writer.WriteString("declaration", secrets.Redact(declaration));
        if (PlanJson.Text(resource, "deposed") is { } deposed)
            writer.WriteString("deposed", deposed);
        if (change.TryGetProperty("importing", out var importing))
        {
            writer.WritePropertyName("importing");
            mask.Known.Write(writer, importing, null, null);
        }
        writer.WriteString("mode", PlanJson.Text(resource, "mode"));
        if (PlanJson.Text(resource, "previous_address") is { } previous)
            writer.WriteString("previous_address", secrets.Redact(previous));
        writer.WriteString("provider", PlanJson.Text(resource, "provider_name"));
        var taken = references.Of(PlanJson.Text(resource, "address") ?? "").Select(secrets.Redact).ToList();
        if (taken.Count > 0)
        {
            writer.WriteStartArray("references");
            foreach (var reference in taken)
                writer.WriteStringValue(reference);
            writer.WriteEndArray();
        }
        if (change.TryGetProperty("replace_paths", out var paths))
        {
            writer.WritePropertyName("replace_paths");
            mask.Known.Write(writer, paths, null, null);
        }
        writer.WriteString("type", PlanJson.Text(resource, "type"));
        writer.WriteEndObject();
    }

    static void WriteChange(Utf8JsonWriter writer, Masks mask, JsonElement change, bool close, string? address = null)
    {
        var actions = Actions(change);
        writer.WriteStartArray("actions");
        foreach (var action in actions)
            writer.WriteStringValue(action);
        writer.WriteEndArray();
        if (address is not null)
            writer.WriteString("address", address);
        writer.WritePropertyName("after");
        (actions is ["no-op"] ? mask.Known : mask.Planned).Write(writer, Member(change, "after"), Member(change, "after_sensitive"), Member(change, "after_unknown"));
        if (actions is not ["no-op"])
        {
            writer.WritePropertyName("before");
            mask.Known.Write(writer, Member(change, "before"), Member(change, "before_sensitive"), null);
        }
        if (close)
            writer.WriteEndObject();
    }

    static void WriteDrift(Utf8JsonWriter writer, DriftedResource resource)
    {
        writer.WriteStartObject();
        writer.WriteString("action", resource.Action);
        writer.WriteString("address", resource.Address);
        writer.WriteStartArray("attributes");
        foreach (var attribute in resource.Attributes)
            writer.WriteStringValue(attribute);
        writer.WriteEndArray();
        writer.WriteString("type", resource.Type);
        writer.WriteEndObject();
    }

    static PlanSummary Count(List<JsonElement> resources)
    {
        int add = 0, change = 0, destroy = 0, replace = 0;
        foreach (var resource in resources)
        {
            switch (Actions(resource.GetProperty("change")))
            {
                case ["create"]: add++; break;
                case ["update"]: change++; break;
                case ["delete"]: destroy++; break;
                case [_, _]: replace++; break;
            }
        }
        return new(add, change, destroy, replace);
    }

    static List<DriftedResource> Drifted(JsonElement plan, PlanSecrets secrets)
    {
        var drifted = new List<DriftedResource>();
        foreach (var resource in PlanJson.Items(plan, "resource_drift"))
        {
            var change = resource.GetProperty("change");
            var action = Actions(change) is [.., "delete"] ? "delete" : "update";
            var attributes = action == "delete" ? [] : Differences(Member(change, "before"), Member(change, "after"), secrets);
            // A change of marks or of an address alone is no drift.
            if (action == "delete" || attributes.Count > 0)
                drifted.Add(new(secrets.Redact(PlanJson.Text(resource, "address") ?? ""), PlanJson.Text(resource, "type") ?? "", action, attributes));
        }
        return [.. drifted.OrderBy(resource => resource.Address, StringComparer.Ordinal)];
    }

    // Names alone: of attributes, and one level into objects and maps (tags.Owner).
    static List<string> Differences(JsonElement? before, JsonElement? after, PlanSecrets secrets)
    {
        var names = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var name in Names(before, after))
        {
            var (old, now) = (Member(before, name), Member(after, name));
            if (Same(old, now))
                continue;
            var inner = old?.ValueKind == JsonValueKind.Object && now?.ValueKind == JsonValueKind.Object ? Names(old, now).Where(key => !Same(Member(old, key), Member(now, key))) : [];
            var found = false;
            foreach (var key in inner)
            {
                found = true;
                names.Add(secrets.Redact($"{name}.{key}"));
            }
            if (!found)
                names.Add(secrets.Redact(name));
        }
        return [.. names];
    }

    static IEnumerable<string> Names(JsonElement? a, JsonElement? b) =>
        new[] { a, b }.SelectMany(element => element?.ValueKind == JsonValueKind.Object ? element.Value.EnumerateObject().Select(member => member.Name) : []).Distinct(StringComparer.Ordinal);

    static bool Same(JsonElement? a, JsonElement? b) =>
        a is { } left && b is { } right ? JsonElement.DeepEquals(left, right) : (a?.ValueKind ?? JsonValueKind.Null) == (b?.ValueKind ?? JsonValueKind.Null);

    static List<string> TaintedIn(JsonElement plan)
    {
        var tainted = new List<string>();
        if (plan.TryGetProperty("prior_state", out var state) && state.TryGetProperty("values", out var values) && values.TryGetProperty("root_module", out var root))
            Walk(root);
        return tainted;

        void Walk(JsonElement module)
        {
            foreach (var resource in PlanJson.Items(module, "resources"))
            {
                if (PlanJson.True(resource, "tainted"))
                    tainted.Add(PlanJson.Text(resource, "address") ?? "");
            }
            foreach (var child in PlanJson.Items(module, "child_modules"))
                Walk(child);
        }
    }

    static Dictionary<string, Output> OutputsIn(List<JsonProperty> changes, PlanSecrets secrets, string deploymentId)
    {
        var outputs = new Dictionary<string, Output>(StringComparer.Ordinal);
        foreach (var change in changes)
        {
            if (Actions(change.Value) is ["create"] || Member(change.Value, "before") is not { } value)
                continue;
            var hidden = PlanJson.True(change.Value, "before_sensitive") || PlanJson.True(change.Value, "after_sensitive") || Holds(value, secrets);
            outputs[change.Name] = hidden
                ? new() { Sensitive = true, Reference = $"state://{deploymentId}/outputs/{change.Name}" }
                : new() { Value = value.Clone() };
        }
        return outputs;
    }

    static bool Holds(JsonElement value, PlanSecrets secrets) => value.ValueKind switch
    {
        JsonValueKind.String => secrets.HasText(value.GetString()!),
        JsonValueKind.Number => secrets.HasNumber(value.GetRawText()),
        JsonValueKind.Array => value.EnumerateArray().Any(item => Holds(item, secrets)),
        JsonValueKind.Object => value.EnumerateObject().Any(member => secrets.HasName(member.Name) || Holds(member.Value, secrets)),
        _ => false,
    };

    static string[] Actions(JsonElement change) => [.. change.GetProperty("actions").EnumerateArray().Select(action => action.GetString()!)];

    static JsonElement? Member(JsonElement? parent, string name) =>
        parent is { ValueKind: JsonValueKind.Object } element && element.TryGetProperty(name, out var value) ? value : null;
}
