using System.Text.Json.Nodes;

namespace InfraAgent.Generator;

/// <summary>JSON Schema (2020-12) of what a request may say, made of the definitions that it is read with. It tells shapes, types and ranges; what needs
/// the whole specification (references, circles, names that are taken, secrets) is found when a bundle is made.</summary>
public static class TemplateSpecSchema
{
    const string Dialect = "https://json-schema.org/draft/2020-12/schema";

    /// <summary>Of <c>template_spec</c>, whatever the cloud.</summary>
    public static string Of(ModuleCatalog catalog) => Text(new JsonObject
    {
        ["$schema"] = Dialect,
        ["title"] = "template_spec",
        ["type"] = "object",
        ["properties"] = new JsonObject { ["cloud"] = new JsonObject { ["enum"] = Names([.. catalog.Clouds]) } },
        ["required"] = Names("cloud"),
        ["allOf"] = new JsonArray([.. catalog.Clouds.Select(cloud => (JsonNode)new JsonObject
        {
            ["if"] = new JsonObject { ["properties"] = new JsonObject { ["cloud"] = new JsonObject { ["const"] = cloud } } },
            ["then"] = WithoutDialect(OfCloud(catalog, cloud)!)
        })])
    });

    static JsonObject WithoutDialect(string schema)
    {
        var within = JsonNode.Parse(schema)!.AsObject();
        within.Remove("$schema");
        return within;
    }

    /// <summary>Of <c>template_spec</c> for one cloud; null for a cloud that is not known.</summary>
    public static string? OfCloud(ModuleCatalog catalog, string cloud)
    {
        if (catalog.Cloud(cloud) is not { } definition) return null;
        // Of each module, all versions: which one is meant is said by a range at times.
        var modules = catalog.Modules(cloud).SelectMany(m => catalog.Versions(cloud, m).Select(v => catalog.Module(cloud, m, v.Text)!)).ToArray();
        return Text(new JsonObject
        {
            ["$schema"] = Dialect,
            ["title"] = $"template_spec for cloud {cloud}",
            ["description"] = definition.Description,
            ["type"] = "object",
            ["properties"] = Sorted(new JsonObject
            {
                ["cloud"] = new JsonObject { ["const"] = cloud },
                ["modules"] = new JsonObject { ["type"] = "array", ["maxItems"] = ModuleListReader.Most, ["items"] = AnyModule(modules, overrides: false) },
                ["services"] = new JsonObject { ["type"] = "array", ["maxItems"] = ServiceListReader.Most, ["items"] = ServiceSchema.Service(overrides: false) },
                ["score"] = new JsonObject { ["type"] = "object", ["description"] = "A Score file, https://score.dev.", ["required"] = Names("apiVersion", "containers", "metadata"), ["properties"] = new JsonObject { ["apiVersion"] = new JsonObject { ["const"] = "score.dev/v1b1" } } },
                ["observability"] = Observability(definition),
                ["tags"] = Tags(definition.Tags),
                ["patches"] = ServiceSchema.Patches(),
                ["pulumi"] = Object(new JsonObject { ["language"] = new JsonObject { ["enum"] = Names([.. PulumiLanguages.Words]), ["description"] = "What programs are written in; yaml without it. Other runtimes have no use for it." } }),
                ["environments"] = new JsonObject
                {
                    ["type"] = "object",
                    ["maxProperties"] = EnvironmentOverrides.Most,
                    ["propertyNames"] = new JsonObject { ["pattern"] = "^[a-z0-9][a-z0-9-]{0,31}$" },
                    ["additionalProperties"] = Object(new JsonObject
                    {
                        ["modules"] = new JsonObject { ["type"] = "array", ["items"] = AnyModule(modules, overrides: true) },
                        ["services"] = new JsonObject { ["type"] = "array", ["items"] = ServiceSchema.Service(overrides: true) },
                        ["observability"] = Observability(definition),
                        ["patches"] = ServiceSchema.Patches(),
                        // null takes a tag away.
                        ["tags"] = new JsonObject { ["type"] = "object", ["additionalProperties"] = new JsonObject { ["type"] = Names("string", "null") } }
                    })
                }
            }),
            ["required"] = Names("cloud"),
            ["anyOf"] = new JsonArray(new JsonObject { ["required"] = Names("modules"), ["properties"] = new JsonObject { ["modules"] = new JsonObject { ["minItems"] = 1 } } }, new JsonObject { ["required"] = Names("services"), ["properties"] = new JsonObject { ["services"] = new JsonObject { ["minItems"] = 1 } } }, new JsonObject { ["required"] = Names("score") }),
            ["additionalProperties"] = false
        });
    }

    /// <summary>Of one module's object in <c>modules</c>; null for one that is not known. Without a version, the newest.</summary>
    public static string? OfModule(ModuleCatalog catalog, string cloud, string module, string? version = null)
    {
        if (catalog.Module(cloud, module, version) is not { } definition) return null;
        var schema = Module(definition, overrides: false);
        schema.Insert(0, "$schema", Dialect);
        schema.Insert(1, "title", $"{cloud}/{module} {definition.Version}");
        schema.Insert(2, "description", definition.Description);
        // Not for validation: what others can refer to.
        schema["x-outputs"] = new JsonObject(definition.Outputs.Select(o => KeyValuePair.Create<string, JsonNode?>(o.Name, o.Description)));
        if (definition.CostDrivers.Count > 0)
            schema["x-cost-drivers"] = new JsonObject(definition.CostDrivers.Select(d => KeyValuePair.Create<string, JsonNode?>(d.Input, d.Why)));
        return Text(schema);
    }

    // Each kind by its name: what is said of another kind's inputs does not confuse.
    static JsonObject AnyModule(IReadOnlyList<ModuleDefinition> modules, bool overrides)
    {
        var kinds = modules.Select(m => m.Name).Distinct().Select(k => (JsonNode)k).ToArray();
        return new JsonObject
        {
            ["type"] = "object",
            ["required"] = overrides ? new JsonArray() : Names("name"),
            ["properties"] = new JsonObject { ["name"] = new JsonObject { ["enum"] = new JsonArray(kinds) } },
            ["allOf"] = new JsonArray([.. modules.GroupBy(m => m.Name).Select(kind => (JsonNode)new JsonObject
            {
                ["if"] = new JsonObject { ["required"] = Names("name"), ["properties"] = new JsonObject { ["name"] = new JsonObject { ["const"] = kind.Key } } },
                ["then"] = kind.Count() == 1 ? Module(kind.Single(), overrides) : new JsonObject { ["anyOf"] = new JsonArray([.. kind.Select(m => (JsonNode)Module(m, overrides))]) }
            })])
        };
    }

    static JsonObject Module(ModuleDefinition module, bool overrides)
    {
        var properties = new JsonObject
        {
            ["name"] = new JsonObject { ["const"] = module.Name },
            ["as"] = new JsonObject { ["type"] = "string", ["pattern"] = ServiceSchema.NamePattern, ["description"] = "Name of the instance; the module's own without it." },
            ["version"] = new JsonObject { ["type"] = "string", ["maxLength"] = 100, ["description"] = "Exact, or a range such as ~> 1.4; the newest release without it." }
        };
        foreach (var input in module.Inputs.Values.Where(i => i.Settable)) properties[input.Name] = InputSchema.Of(input, overrides);
        // A required input may come from a parameter, another module or an override: it is not required here.
        return new JsonObject { ["type"] = "object", ["properties"] = properties, ["additionalProperties"] = false, ["required"] = overrides ? new JsonArray() : Names("name") };
    }

    static JsonObject Observability(CloudDefinition cloud) => Object(new JsonObject(cloud.Observability.Select(kind =>
        KeyValuePair.Create<string, JsonNode?>(kind.Key, new JsonObject { ["enum"] = new JsonArray([.. kind.Value.Select(v => (JsonNode)v)]) }))));

    static JsonObject Tags(TagRules rules)
    {
        var (name, value) = (new JsonObject { ["minLength"] = 1, ["maxLength"] = rules.MaxKeyLength }, new JsonObject { ["type"] = "string", ["maxLength"] = rules.MaxValueLength });
        if ((rules.KeyPattern ?? rules.Pattern) is { } keys) name["pattern"] = InputSchema.Whole(keys.Text);
        if (rules.Pattern is { } pattern) value["pattern"] = InputSchema.Whole(pattern.Text);

        return new JsonObject { ["type"] = "object", ["maxProperties"] = rules.MaxItems, ["propertyNames"] = name, ["additionalProperties"] = value };
    }

    internal static JsonObject Object(JsonObject properties, params string[] required)
    {
        var schema = new JsonObject { ["type"] = "object", ["properties"] = properties, ["additionalProperties"] = false };
        if (required.Length > 0) schema["required"] = Names(required);
        return schema;
    }

    internal static JsonArray Names(params string[] names) => new([.. names.Select(n => (JsonNode)n)]);

    static JsonObject Sorted(JsonObject properties) => new(properties.OrderBy(p => p.Key, StringComparer.Ordinal).Select(p => KeyValuePair.Create(p.Key, p.Value?.DeepClone())));

    static string Text(JsonObject schema) => schema.ToJsonString(JsonText.Indented) + "\n";
}
