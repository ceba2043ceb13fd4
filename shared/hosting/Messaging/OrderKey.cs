using System.Linq.Expressions;
using MassTransit;

namespace InfraAgent.Hosting.Messaging;

/// <summary>What a message is about: its <c>DeploymentId</c>, or that of the message that a fault is about. Null for other messages.</summary>
static class OrderKey<T>
    where T : class
{
    static readonly Func<T, string?>? Read = Compile();

    public static string? Of(T message) => Read?.Invoke(message);

    static Func<T, string?>? Compile()
    {
        var message = Expression.Parameter(typeof(T));
        Expression about = message;
        if (typeof(T).IsGenericType && typeof(T).GetGenericTypeDefinition() == typeof(Fault<>)) about = Expression.Property(message, nameof(Fault<T>.Message));
        var property = about.Type.GetProperty("DeploymentId");
        return property?.PropertyType == typeof(string)
            ? Expression.Lambda<Func<T, string?>>(Expression.Property(about, property), message).Compile()
            : null;
    }
}
