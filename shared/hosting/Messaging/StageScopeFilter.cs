using InfraAgent.Hosting.Logs;
using MassTransit;
using Microsoft.Extensions.Logging;

namespace InfraAgent.Hosting.Messaging;

/// <summary>While a message about a deployment is consumed, every log line says which deployment, environment and stage it is about.</summary>
sealed class StageScopeFilter<T>(ILogger<StageScopeFilter<T>> log) : IFilter<ConsumeContext<T>>
    where T : class
{
    static readonly Func<T, string?> Environment = StageScope.Reader<T>("Environment");
    static readonly string Stage = StageScope.Name(typeof(T));

    public async Task Send(ConsumeContext<T> context, IPipe<ConsumeContext<T>> next)
    {
        if (OrderKey<T>.Of(context.Message) is not { } deploymentId)
        {
            await next.Send(context);
            return;
        }
        using (log.BeginStage(deploymentId, Environment(context.Message) ?? "", Stage))
            await next.Send(context);
    }

    public void Probe(ProbeContext context) => context.CreateFilterScope("stageScope");
}

static class StageScope
{
    /// <summary>Reads a text property of a message, or of the <c>Target</c> in it; nothing where it has none.</summary>
    public static Func<T, string?> Reader<T>(string name)
    {
        if (typeof(T).GetProperty(name) is { } own && own.PropertyType == typeof(string))
            return own.GetMethod!.CreateDelegate<Func<T, string?>>();
        if (typeof(T).GetProperty("Target") is { } target && target.PropertyType.GetProperty(name) is { } inner && inner.PropertyType == typeof(string))
            return message => target.GetValue(message) is { } value ? (string?)inner.GetValue(value) : null;
        return _ => null;
    }

    /// <summary><c>PlanDeployment</c> → <c>plan_deployment</c>.</summary>
    public static string Name(Type message) => System.Text.Json.JsonNamingPolicy.SnakeCaseLower.ConvertName(
        message.IsGenericType ? message.GetGenericTypeDefinition().Name.Split('`')[0] : message.Name);
}
