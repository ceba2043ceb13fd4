using InfraAgent.Hosting;
using InfraAgent.Hosting.Configuration;
using InfraAgent.Hosting.Messaging;
using InfraAgent.Hosting.Security;
using InfraAgent.Policy;
using InfraAgent.Runtimes;

if (RuleTest.TryRun(args, Console.Out) is { } tested)
    return tested;

return await AgentHost.RunAsync(AgentService.Policy, args,
    (builder, options) =>
    {
        // This service holds no keys: its drivers only look at code.
        builder.Services.AddSingleton<ISecretBox>(KeyRing.Ephemeral());
        builder.Services.AddRuntimes();
        builder.Services.AddPolicy(PolicyOptions.From(options));
        builder.Services.AddAgentBus(options, bus => bus.AddPolicyConsumers());
    },
    _ => { });
