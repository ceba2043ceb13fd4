using System.Data.Common;
using InfraAgent.Hosting.Database;
using InfraAgent.Hosting.Jobs;
using InfraAgent.Hosting.Messaging;
using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace InfraAgent.Hosting.Configuration;

/// <summary>What an operator does to a service's own tables, beside the service or while it is down: dead messages, and pausing its queue.
/// It takes the service's settings, and writes nothing but rows that the service looks at by itself.</summary>
static class DatabaseCommands
{
    const int Listed = 200;

    /// <summary>The exit code of the command that the arguments name; null when they name none.</summary>
    public static async Task<int?> TryRunAsync(AgentService service, string[] args, TextWriter output, CancellationToken cancel = default)
    {
        var words = args.TakeWhile(word => !word.StartsWith("--", StringComparison.Ordinal)).ToArray();
        if (words is not ["dead-messages" or "pause" or "resume", ..])
        {
            return null;
        }

        Func<IServiceProvider, Task<int>>? command = words switch
        {
            _ when !service.HasDatabase => null,
            ["dead-messages", "list"] => services => ListAsync(services, output, cancel),
            ["dead-messages", "requeue", { } id] when Guid.TryParse(id, out var dead) => services => RequeueAsync(services, dead, output, cancel),
            ["dead-messages", "discard", { } id] when Guid.TryParse(id, out var dead) => services => DiscardAsync(services, dead, output, cancel),
            ["pause", { } queue, .. var reason] when QueuesOf(service).Contains(queue) => services => PauseAsync(services, queue, string.Join(' ', reason), output, cancel),
            ["resume", { } queue] when QueuesOf(service).Contains(queue) => services => ResumeAsync(services, queue, output, cancel),
            _ => null,
        };
        return command is null ? Usage(service, output) : await RunAsync(service, args[words.Length..], command, output);
    }

    static async Task<int> RunAsync(AgentService service, string[] settings, Func<IServiceProvider, Task<int>> command, TextWriter output)
    {
        var options = AgentOptions.Read(service, WebApplication.CreateBuilder(settings).Configuration);
        try
        {
            if (DatabaseSettings.Parse(options.Database!).File is { } file && !File.Exists(file))
            {
                output.WriteLine($"There is no database '{file}': this agent has not been started yet, or Agent:DataDirectory is another one.");
                return 1;
            }

            await using var provider = new ServiceCollection()
                .AddLogging()
                .AddAgentDatabase(options.Database!)
                .AddDatabaseModule<MessagingTables>()
                .AddDatabaseModule<JobTables>()
                .AddSingleton<DeadLetters>()
                .AddSingleton<JobBell>()
                .AddScoped<JobQueue>()
                .BuildServiceProvider();
            await using var scope = provider.CreateAsyncScope();
            return await command(scope.ServiceProvider);
        }
        catch (ArgumentException wrong)
        {
            throw new ConfigurationException("ConnectionStrings:Database", wrong.Message);
        }
        catch (Exception failed) when (failed is DbException or DbUpdateException or TimeoutException)
        {
            output.WriteLine($"The database of the service '{service.Name}' cannot be used: {failed.GetBaseException().Message}");
            return 1;
        }
    }

    static async Task<int> ListAsync(IServiceProvider services, TextWriter output, CancellationToken cancel)
    {
        var dead = await services.GetRequiredService<DeadLetters>().ListAsync(Listed, null, cancel);
        foreach (var message in dead)
        {
            output.WriteLine($"{message.Id:D}  {message.FailedAt:yyyy-MM-ddTHH:mm:ssZ}  {message.Endpoint}  {message.MessageType}  {message.DeploymentId ?? "-"}");
            output.WriteLine($"    {Line(message.Reason)}");
        }

        output.WriteLine(dead.Count switch { 0 => "There are no dead messages.", 1 => "1 dead message.", Listed => $"The newest {Listed} dead messages.", var n => $"{n} dead messages." });
        return 0;
    }

    static async Task<int> RequeueAsync(IServiceProvider services, Guid id, TextWriter output, CancellationToken cancel)
    {
        switch (await services.GetRequiredService<DeadLetters>().RequeueAsync(id, cancel))
        {
            case RequeueResult.Sent sent:
                output.WriteLine($"The message waits for '{sent.Endpoint}' again. The service sends it within seconds, or at its next start.");
                return 0;
            case RequeueResult.Refused:
                output.WriteLine(RequeueResult.Refused.Reason);
                return 1;
            default:
                return Unknown(id, output);
        }
    }

    static async Task<int> DiscardAsync(IServiceProvider services, Guid id, TextWriter output, CancellationToken cancel)
    {
        if (!await services.GetRequiredService<DeadLetters>().DiscardAsync(id, cancel))
        {
            return Unknown(id, output);
        }

        output.WriteLine("The message is gone.");
        return 0;
    }

    static async Task<int> PauseAsync(IServiceProvider services, string queue, string reason, TextWriter output, CancellationToken cancel)
    {
        await services.GetRequiredService<JobQueue>().PauseAsync(queue, reason.Length > 0 ? reason : null, cancel);
        await services.GetRequiredService<AgentDb>().SaveChangesAsync(cancel);
        output.WriteLine($"The queue '{queue}' is paused: no replica begins anything new, what runs goes on. 'resume {queue}' ends it.");
        return 0;
    }

    static async Task<int> ResumeAsync(IServiceProvider services, string queue, TextWriter output, CancellationToken cancel)
    {
        await services.GetRequiredService<JobQueue>().ResumeAsync(queue, cancel);
        await services.GetRequiredService<AgentDb>().SaveChangesAsync(cancel);
        output.WriteLine($"The queue '{queue}' goes on.");
        return 0;
    }

    static string[] QueuesOf(AgentService service) =>
        service.IsStandalone ? [JobQueues.Executor, JobQueues.Drift]
        : service == AgentService.Executor ? [JobQueues.Executor]
        : service == AgentService.Drift ? [JobQueues.Drift]
        : [];

    static int Unknown(Guid id, TextWriter output)
    {
        output.WriteLine($"There is no dead message '{id:D}' here: it was requeued or discarded already, or is another service's.");
        return 1;
    }

    static int Usage(AgentService service, TextWriter output)
    {
        var queues = QueuesOf(service);
        output.WriteLine(service.HasDatabase
            ? "Usage: dead-messages list | dead-messages requeue <id> | dead-messages discard <id>"
                + string.Concat(queues.Select(queue => $" | pause {queue} [reason] | resume {queue}")) + ", with the service's settings."
            : $"The service '{service.Name}' has no database: its dead messages are in the broker's error queues, and it has no queue to pause.");
        return 64;
    }

    /// <summary>A reason may quote what somebody sent: on one line, and nothing that moves a terminal's cursor.</summary>
    static string Line(string text) => new([.. text.Select(c => char.IsControl(c) ? ' ' : c).Take(400)]);
}
