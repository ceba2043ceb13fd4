using InfraAgent.Api;
using InfraAgent.Drift;
using InfraAgent.Executor;
using InfraAgent.Generator;
using InfraAgent.Hosting.Configuration;
using InfraAgent.Hosting.Messaging;
using InfraAgent.Policy;
using MassTransit;

if (RuleTest.TryRun(args, Console.Out) is { } tested)
    return tested;

// All five services in one process: the embedded agent.
return await AgentHost.RunAsync(AgentService.Standalone, args,
    (builder, options) =>
    {
        builder.Services.AddApi(options, builder.Configuration);
        builder.Services.AddGenerator(new GeneratorOptions { Folders = options.CatalogFolders });
        builder.Services.AddPolicy(PolicyOptions.From(options));
        builder.Services.AddExecutor(options);
        builder.Services.AddDrift(options);
        builder.Services.AddAgentBus(options, bus =>
        {
            bus.AddApiSaga();
            bus.AddConsumer<GenerateBundleConsumer>();
            bus.AddPolicyConsumers();
            bus.AddExecutorConsumers();
            bus.AddDriftConsumers();
        });
    },
    app => app.MapApi());
