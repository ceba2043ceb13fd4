using InfraAgent.Hosting.Configuration;
using InfraAgent.Hosting.Messaging;
using InfraAgent.Policy;

return await AgentHost.RunAsync(AgentService.Policy, args,
    (builder, options) =>
    {
        builder.Services.AddPolicy(PolicyOptions.From(options));
        builder.Services.AddAgentBus(options, bus => bus.AddPolicyConsumers());
    },
    _ => { });
