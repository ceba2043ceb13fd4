using InfraAgent.Drift;
using InfraAgent.Hosting.Configuration;
using InfraAgent.Hosting.Messaging;

return await AgentHost.RunAsync(AgentService.Drift, args,
    (builder, options) =>
    {
        builder.Services.AddDrift(options);
        builder.Services.AddAgentBus(options, bus => bus.AddDriftConsumers());
    },
    _ => { });
