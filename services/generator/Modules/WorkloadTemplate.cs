using System.Buffers;
using System.Text;
using System.Text.Json;
using Scriban.Runtime;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace InfraAgent.Generator;

/// <summary>A module's <c>workload.yaml.scriban</c>: services in the specification's own words. Texts, lists and maps reach it encoded, so that
/// nothing of a caller's can be anything but a value of the YAML; they reach the outputs, which are texts, as they are.</summary>
sealed class WorkloadTemplate
{
    public const string FileName = "workload.yaml.scriban";

    readonly string file;
    readonly CodeTemplate template;
    readonly ModuleDefinition module;
    readonly IReadOnlyDictionary<string, CodeTemplate> outputs;
    readonly IReadOnlyDictionary<string, CodeTemplate> variables;

    WorkloadTemplate(string file, CodeTemplate template, ModuleDefinition module, IReadOnlyDictionary<string, CodeTemplate> outputs, IReadOnlyDictionary<string, CodeTemplate> variables)
    {
        this.variables = variables;
        this.file = file;
        this.template = template;
        this.module = module;
        this.outputs = outputs;
    }

    /// <exception cref="CatalogException">The template cannot be used, whatever its inputs are.</exception>
    public static WorkloadTemplate Parse(string file, string text, ModuleDefinition module)
    {
        var yaml = file.Replace(FileName, "module.yaml", StringComparison.Ordinal);
        var made = new WorkloadTemplate(file, CodeTemplate.Parse(file, text), module,
            module.Outputs.ToDictionary(o => o.Name, o => CodeTemplate.Parse(yaml, o.Value, o.Line), StringComparer.Ordinal),
            (module.Connection?.Variables ?? new Dictionary<string, (string Template, long Line)>()).ToDictionary(v => v.Key, v => CodeTemplate.Parse(yaml, v.Value.Template, v.Value.Line), StringComparer.Ordinal));
        // Names that are not there show now: with the defaults, and something for what has none.
        var inputs = module.Inputs.Values.ToDictionary(i => i.Name, i => i.Default ?? Sample(i), StringComparer.Ordinal);
        made.Services("sample", inputs);
        foreach (var output in module.Outputs) made.Output("sample", output.Name, inputs);
        made.Variables("sample", inputs, "sample");
        return made;
    }

    /// <summary>The module's services, as a list or as one object. Every input has a value; one that is open is <see cref="HclNull"/>.</summary>
    /// <exception cref="CatalogException">What was rendered is no YAML.</exception>
    public JsonElement Services(string instance, IReadOnlyDictionary<string, HclValue> inputs)
    {
        IList<YamlDocument> documents;
        try
        {
            documents = CatalogYaml.Read(template.Render(Model(instance, inputs, YamlFlow.Write)));
        }
        catch (YamlException e)
        {
            throw Broken("What it makes is no YAML: " + CatalogYaml.Explain(e), e.Start.Line);
        }

        if (documents is not [{ RootNode: YamlMappingNode or YamlSequenceNode } document]) throw Broken("It must make one service, or a list of them.", 1);
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer)) Write(writer, document.RootNode);
        return JsonElement.Parse(buffer.WrittenSpan);
    }

    /// <exception cref="CatalogException">The expression asks for what is not there.</exception>
    public string Output(string instance, string output, IReadOnlyDictionary<string, HclValue> inputs) =>
        outputs[output].Render(Model(instance, inputs, InputCheck.Show));

    /// <summary>What services beside the instance have in their environment.</summary>
    public IEnumerable<KeyValuePair<string, string>> Variables(string instance, IReadOnlyDictionary<string, HclValue> inputs, string service)
    {
        var model = Model(instance, inputs, InputCheck.Show);
        model["service"] = service;
        return [.. variables.Select(v => KeyValuePair.Create(v.Key, v.Value.Render(model)))];
    }

    ScriptObject Model(string instance, IReadOnlyDictionary<string, HclValue> inputs, Func<HclValue, string> write)
    {
        var values = new ScriptObject();
        foreach (var (name, value) in inputs) values[name] = Shown(value, write);
        return new ScriptObject
        {
            ["instance"] = instance,
            ["module"] = new ScriptObject { ["name"] = module.Name, ["version"] = module.Version.Text },
            ["input"] = values
        };
    }

    // Numbers and truth values as what they are, so that a template can reckon with them; all else is text by then.
    static object? Shown(HclValue value, Func<HclValue, string> write) => value switch
    {
        HclNull => null,
        HclBool flag => flag.Value,
        HclNumber number => double.IsInteger(number.Value) && Math.Abs(number.Value) <= NumberText.LargestExactInteger ? (long)number.Value : number.Value,
        _ => write(value)
    };

    void Write(Utf8JsonWriter json, YamlNode node)
    {
        switch (node)
        {
            case YamlMappingNode map:
                json.WriteStartObject();
                foreach (var (key, value) in map.Children)
                {
                    json.WritePropertyName(((key as YamlScalarNode) ?? throw Broken("A key must be a text.", key.Start.Line)).Value ?? "");
                    Write(json, value);
                }

                json.WriteEndObject();
                break;
            case YamlSequenceNode list:
                json.WriteStartArray();
                foreach (var item in list.Children) Write(json, item);
                json.WriteEndArray();
                break;
            case YamlScalarNode { Style: ScalarStyle.Plain } plain:
                Plain(json, plain.Value ?? "");
                break;
            case YamlScalarNode text:
                json.WriteStringValue(text.Value);
                break;
        }
    }

    // YAML 1.2's core words alone: "no" and "on" are texts.
    static void Plain(Utf8JsonWriter json, string text)
    {
        switch (text)
        {
            case "" or "~" or "null": json.WriteNullValue(); break;
            case "true" or "false": json.WriteBooleanValue(text == "true"); break;
            default:
                if (double.TryParse(text, System.Globalization.NumberStyles.AllowLeadingSign | System.Globalization.NumberStyles.AllowDecimalPoint, System.Globalization.CultureInfo.InvariantCulture, out var number))
                    json.WriteRawValue(Encoding.ASCII.GetBytes(HclWriter.Number(number)));
                else json.WriteStringValue(text);
                break;
        }
    }

    static HclValue Sample(InputDefinition input) => input.Type switch
    {
        InputType.Text => new HclText("sample"),
        InputType.Bool => new HclBool(true),
        InputType.Integer or InputType.Number => new HclNumber(input.Minimum ?? 1),
        InputType.TextMap => HclMap.Of([]),
        _ => new HclList([])
    };

    CatalogException Broken(string message, long line) => new(new CatalogProblem(file, line, message));
}
