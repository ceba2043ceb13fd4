using InfraAgent.Generator;
using InfraAgent.Hosting.Configuration;
using InfraAgent.Hosting.Messaging;
using MassTransit;

return await AgentHost.RunAsync(AgentService.Generator, args,
    (builder, options) =>
    {
        builder.Services.AddGenerator(new GeneratorOptions { Folders = options.CatalogFolders });
        builder.Services.AddAgentBus(options, bus => bus.AddConsumer<GenerateBundleConsumer>());
    },
    _ => { });
