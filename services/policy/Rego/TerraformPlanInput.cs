using System.Text.Json;
using InfraAgent.Runtimes.Terraform;

namespace InfraAgent.Policy.Rego;

/// <summary>
/// A masked plan in the form in which <c>terraform show -json</c> has it, as far as it is known: <c>resource_changes</c>, <c>output_changes</c> and
/// <c>planned_values</c>. What is known after apply only is left out of <c>after</c> and <c>true</c> in <c>after_unknown</c>; a secret is
/// <c>{"$hmac": …}</c> and <c>true</c> in <c>before_sensitive</c> or <c>after_sensitive</c>.
/// </summary>
static class TerraformPlanInput
{
    const int MaxDepth = 256;

    // Providers whose resources may leave their region to them.
    static readonly string[] Regional = ["aws", "google"];

    /// <exception cref="JsonException">The changes are not what the executor hands on.</exception>
    public static ReadOnlyMemory<byte> Write(ReadOnlyMemory<byte> changes) => Write(changes, (_, _) => { });

    /// <summary>Also with what runs now (<c>prior_state</c>, as far as the plan has it) and the region of providers (<c>configuration</c>).</summary>
    /// <exception cref="JsonException">The changes are not what the executor hands on.</exception>
    public static ReadOnlyMemory<byte> WithState(ReadOnlyMemory<byte> changes, string? region) => Write(changes, (writer, resources) =>
    {
        writer.WriteStartObject("prior_state");
        writer.WriteString("format_version", "1.0");
        writer.WriteStartObject("values");
        writer.WritePropertyName("root_module");
        PlannedModule.Tree(resources.Where(r => r.Runs), r => r.Before).Write(writer);
        writer.WriteEndObject();
        writer.WriteEndObject();
        writer.WriteStartObject("configuration");
        writer.WriteStartObject("provider_config");
        foreach (var provider in region is null ? [] : Regional)
        {
            writer.WriteStartObject(provider);
            writer.WriteString("name", provider);
            writer.WriteStartObject("expressions");
            writer.WriteStartObject("region");
            writer.WriteString("constant_value", region);
            writer.WriteEndObject();
            writer.WriteEndObject();
            writer.WriteEndObject();
        }
        writer.WriteEndObject();
        writer.WriteStartObject("root_module");
        writer.WriteEndObject();
        writer.WriteEndObject();
    });

    static ReadOnlyMemory<byte> Write(ReadOnlyMemory<byte> changes, Action<Utf8JsonWriter, IReadOnlyList<PlannedResource>> more)
    {
        using var document = JsonDocument.Parse(changes, new JsonDocumentOptions { MaxDepth = MaxDepth });
        if (document.RootElement.ValueKind != JsonValueKind.Object || !document.RootElement.TryGetProperty("resource_changes", out var changed) || changed.ValueKind != JsonValueKind.Array)
            throw new JsonException("It has no list 'resource_changes'.");
        var resources = changed.EnumerateArray().Select(c => new PlannedResource(c)).ToList();
        var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer, new JsonWriterOptions { MaxDepth = MaxDepth + (2 * PlannedResource.DeepestModule) + 8 }))
        {
            writer.WriteStartObject();
            writer.WriteString("format_version", "1.2");
            writer.WriteStartArray("resource_changes");
            foreach (var resource in resources) resource.WriteChange(writer);
            writer.WriteEndArray();
            writer.WriteStartObject("output_changes");
            if (document.RootElement.TryGetProperty("output_changes", out var outputs) && outputs.ValueKind == JsonValueKind.Object)
            {
                foreach (var output in outputs.EnumerateObject())
                {
                    writer.WritePropertyName(output.Name);
                    PlannedResource.WriteChange(writer, output.Value, noneUnknown: "false"u8);
                }
            }
            writer.WriteEndObject();
            writer.WriteStartObject("planned_values");
            writer.WritePropertyName("root_module");
            PlannedModule.Tree(resources.Where(r => r.Remains), r => r.After).Write(writer);
            writer.WriteEndObject();
            more(writer, resources);
            writer.WriteEndObject();
        }

        return buffer.GetBuffer().AsMemory(0, (int)buffer.Length);
    }
}
