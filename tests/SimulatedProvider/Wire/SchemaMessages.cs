using Google.Protobuf;
using InfraAgent.SimulatedProvider.Schemas;

namespace InfraAgent.SimulatedProvider.Wire;

/// <summary>Our schemas as the protocol's messages.</summary>
public static class SchemaMessages
{
    public static GetProviderSchemaResponse From(ProviderSchema schema)
    {
        var answer = new GetProviderSchemaResponse
        {
            Provider = From(schema.Configuration),
            ServerCapabilities = new() { PlanDestroy = true, GetProviderSchemaOptional = true },
        };
        foreach (var resource in schema.Resources) answer.ResourceSchemas[resource.Name] = From(resource);
        foreach (var data in schema.DataSources) answer.DataSourceSchemas[data.Name] = From(data);
        foreach (var ephemeral in schema.Ephemerals) answer.EphemeralResourceSchemas[ephemeral.Name] = From(ephemeral);
        return answer;
    }

    static Schema From(ObjectSchema schema) => new() { Version = schema.Version, Block = From(schema.Block) };

    static Schema.Types.Block From(BlockSchema block) => new()
    {
        Attributes = { block.Attributes.Select(From) },
        BlockTypes = { block.Blocks.Select(From) },
    };

    static Schema.Types.Attribute From(AttributeSchema attribute) => new()
    {
        Name = attribute.Name,
        Type = UnsafeByteOperations.UnsafeWrap(attribute.Type.ToJson()),
        Required = attribute.Required,
        Optional = attribute.Optional,
        Computed = attribute.Computed,
        Sensitive = attribute.Sensitive,
        WriteOnly = attribute.WriteOnly,
    };

    static Schema.Types.NestedBlock From(NestedBlockSchema nested) => new()
    {
        TypeName = nested.Name,
        Block = From(nested.Block),
        Nesting = nested.Nesting switch
        {
            Nesting.List => Schema.Types.NestedBlock.Types.NestingMode.List,
            Nesting.Set => Schema.Types.NestedBlock.Types.NestingMode.Set,
            _ => Schema.Types.NestedBlock.Types.NestingMode.Single,
        },
        MinItems = nested.MinItems,
        MaxItems = nested.MaxItems,
    };
}
