using InfraAgent.Api;
using InfraAgent.Hosting.Configuration;
using InfraAgent.Hosting.Messaging;

return await AgentHost.RunAsync(AgentService.Api, args,
    (builder, options) =>
    {
        builder.Services.AddApi(options, builder.Configuration);
        builder.Services.AddAgentBus(options, bus => bus.AddApiSaga());
    },
    app => app.MapApi());
