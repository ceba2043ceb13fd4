using InfraAgent.Hosting.Database;
using MassTransit;

namespace InfraAgent.Hosting.Messaging;

static class DeadMessages
{
    const int ReasonLimit = 4000;

    public static DeadMessage From(ReceiveContext delivery, Guid messageId, string endpoint, string messageType, Exception exception, DatabaseClock clock)
    {
        var reason = $"{exception.GetType().Name}: {exception.Message}";
        return new()
        {
            Id = Guid.CreateVersion7(),
            MessageId = messageId,
            Endpoint = endpoint,
            MessageType = messageType,
            ContentType = delivery.ContentType?.ToString() ?? "",
            Body = delivery.Body.GetBytes(),
            Reason = reason.Length > ReasonLimit ? reason[..ReasonLimit] : reason,
            FailedAt = clock.EstimatedMs,
        };
    }
}
