using InfraAgent.Executor;
using InfraAgent.Hosting.Configuration;
using InfraAgent.Hosting.Messaging;

return await AgentHost.RunAsync(AgentService.Executor, args,
    (builder, options) =>
    {
        builder.Services.AddExecutor(options);
        builder.Services.AddAgentBus(options, bus => bus.AddExecutorConsumers());
    },
    _ => { });
