using System.Diagnostics;
using System.Text.Json;
using MassTransit;
using MassTransit.Metadata;
using MassTransit.Serialization;
using MassTransit.Transports;

namespace InfraAgent.Hosting.Messaging;

/// <summary>Runs a message through a saga's endpoint in the caller's task: same inbox, outbox, retries and turn as a message from the
/// broker, but without the way over it. For edges that need the saga's decision, durable, before they answer.</summary>
/// <typeparam name="TSaga">The saga's instance type.</typeparam>
public interface ISagaDispatcher<TSaga>
    where TSaga : class, ISaga
{
    /// <summary>Returns when the saga's decision is committed, or when a message with this id had been consumed before. It works while the
    /// broker is away: what the saga sends waits in the outbox.</summary>
    /// <param name="message">A message that the saga handles.</param>
    /// <param name="messageId">Repeats with the same id have no effect.</param>
    /// <param name="cancel">Given up before the commit; what was committed stays.</param>
    /// <param name="payloads">Objects that the saga's activities find with <c>context.TryGetPayload</c>: a way to answer the caller. An activity may
    /// run several times before one run is committed, so it must set, not add.</param>
    /// <exception cref="Exception">What the saga threw, or the database's exception after a few tries; nothing is committed then.</exception>
    Task DispatchAsync<TMessage>(TMessage message, Guid messageId, CancellationToken cancel, params object[] payloads)
        where TMessage : class;
}

sealed class SagaDispatcher<TSaga>(IReceiveEndpointDispatcherFactory dispatchers, IEndpointNameFormatter names) : ISagaDispatcher<TSaga>
    where TSaga : class, ISaga
{
    static readonly JsonEncodedText[] Names = [.. new[] { "messageId", "conversationId", "messageType", "message", "sentTime", "host" }.Select(n => JsonEncodedText.Encode(n))];

    readonly Lazy<IReceiveEndpointDispatcher> _receiver = new(() =>
        EndpointRules.InProcess(() => dispatchers.CreateSagaReceiver<TSaga>(names.Saga<TSaga>())));

    public Task DispatchAsync<TMessage>(TMessage message, Guid messageId, CancellationToken cancel, params object[] payloads)
        where TMessage : class
    {
        cancel.ThrowIfCancellationRequested();
        var headers = new Dictionary<string, object>(2) { ["Content-Type"] = SystemTextJsonMessageSerializer.JsonContentType.ToString() };
        if (Activity.Current?.Id is { } trace) headers["MT-Activity-Id"] = trace;
        return _receiver.Value.Dispatch(Envelope(message, messageId), headers, cancel, payloads);
    }

    static byte[] Envelope<TMessage>(TMessage message, Guid messageId)
        where TMessage : class
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer, new JsonWriterOptions { SkipValidation = true, Encoder = MessageJson.Options.Encoder }))
        {
            writer.WriteStartObject();
            writer.WriteString(Names[0], messageId);
            writer.WriteString(Names[1], messageId);
            writer.WriteStartArray(Names[2]);
            foreach (var type in MessageTypeCache<TMessage>.MessageTypeNames) writer.WriteStringValue(type);
            writer.WriteEndArray();
            writer.WritePropertyName(Names[3]);
            JsonSerializer.Serialize(writer, message, MessageJson.Options);
            writer.WriteString(Names[4], DateTime.UtcNow);
            writer.WritePropertyName(Names[5]);
            JsonSerializer.Serialize(writer, HostMetadataCache.Host, MessageJson.Options);
            writer.WriteEndObject();
        }
        return buffer.ToArray();
    }
}
