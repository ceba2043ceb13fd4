using InfraAgent.Hosting.Logs;
using InfraAgent.Hosting.Security;
using InfraAgent.Hosting.Telemetry;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;

namespace InfraAgent.Hosting.Configuration;

/// <summary>What every <c>Program.cs</c> shares: settings, logs, telemetry, probes, stores and keys, and how a process ends.</summary>
public static class AgentHost
{
    /// <summary>Exit code for a missing or wrong setting (EX_CONFIG of sysexits.h).</summary>
    public const int BadConfiguration = 78;

    /// <summary>Runs until it is told to stop. <paramref name="services"/> adds the parts of this service, <paramref name="app"/> its routes.</summary>
    /// <returns>The exit code: 0, or <see cref="BadConfiguration"/> with the reason on standard error.</returns>
    public static async Task<int> RunAsync(
        AgentService service, string[] args, Action<WebApplicationBuilder, AgentOptions> services, Action<WebApplication> app)
    {
        try
        {
            if (AgentCommands.TryRun(args, Console.Out) is { } exitCode)
            {
                return exitCode;
            }

            if (await DatabaseCommands.TryRunAsync(service, args, Console.Out) is { } done)
            {
                return done;
            }

            await using var host = Build(service, args, services, app);
            await host.Services.CheckStoresAsync(CancellationToken.None);
            await host.RunAsync();
            return 0;
        }
        catch (ConfigurationException wrong)
        {
            await Console.Error.WriteLineAsync($"infra-agent {service.Name} cannot start:");
            foreach (var problem in wrong.Problems)
            {
                await Console.Error.WriteLineAsync($"  {problem}");
            }

            return BadConfiguration;
        }
        catch (IOException taken) when (taken.InnerException is AddressInUseException)
        {
            await Console.Error.WriteLineAsync($"infra-agent {service.Name} cannot start:\n  urls: {taken.Message} Stop the other program, or give another address with --urls.");
            return BadConfiguration;
        }
    }

    /// <summary>The process without its start and end: for running several in one.</summary>
    /// <exception cref="ConfigurationException">A setting is missing or wrong.</exception>
    public static WebApplication Build(
        AgentService service, string[] args, Action<WebApplicationBuilder, AgentOptions> services, Action<WebApplication> app)
    {
        var builder = WebApplication.CreateBuilder(args);
        var options = AgentOptions.Read(service, builder.Configuration);
        AddShared(builder, options);
        services(builder, options);

        var host = builder.Build();
        app(host);
        // After the service's own parts: what they put before their endpoints (who is calling?) comes first.
        host.MapHealth();
        host.MapAgentMetrics();
        return host;
    }

    static void AddShared(WebApplicationBuilder builder, AgentOptions options)
    {
        builder.WebHost.UseUrls(options.Urls);
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = options.ShutdownTimeout);

        builder.Logging.ClearProviders();
        builder.Logging.AddConsole(console => console.FormatterName = AgentLogFormatter.FormatterName);
        builder.Services.AddSingleton<ConsoleFormatter, AgentLogFormatter>();
        // One line per request and per probe would bury what the agent has to say; settings can turn them on.
        if (builder.Configuration["Logging:LogLevel:MassTransit"] is null)
        {
            // A message that lost a race for its saga and is tried again is no event; one that failed for good is an error.
            builder.Logging.AddFilter("MassTransit.ReceiveTransport", LogLevel.Error);
            builder.Logging.AddFilter("MassTransit", LogLevel.Warning);
        }

        if (builder.Configuration["Logging:LogLevel:Microsoft.EntityFrameworkCore"] is null)
        {
            builder.Logging.AddFilter("Microsoft.EntityFrameworkCore", LogLevel.Warning);
        }

        if (builder.Configuration["Logging:LogLevel:Microsoft.AspNetCore"] is null)
        {
            builder.Logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning);
        }

        builder.Services.AddSingleton(options);
        builder.Services.AddSingleton(options.Environments);
        builder.Services.AddSingleton<AgentAddresses>();
        builder.Services.TryAddSingleton(TimeProvider.System);
        builder.Services.AddAgentTelemetry(options.Service.Name);
        builder.Services.AddAgentHealth();
        builder.Services.AddStores(options);
        AddKeys(builder.Services, options);
    }

    static void AddKeys(IServiceCollection services, AgentOptions options)
    {
        if (!options.Service.HasKeys)
        {
            return;
        }

        try
        {
            services.AddSingleton<ISecretBox>(options.MakesKeyFile ? KeyFile.LoadOrCreate(options.KeyFile) : KeyFile.Load(options.KeyFile));
        }
        catch (Exception unusable) when (unusable is KeyFileException or IOException or UnauthorizedAccessException)
        {
            throw new ConfigurationException("Agent:KeyFile", unusable.Message);
        }
    }
}
