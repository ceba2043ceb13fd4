using System.Collections.Concurrent;
using System.Threading.Channels;
using InfraAgent.Hosting.Database;

namespace InfraAgent.Hosting.Messaging;

/// <summary>Where the saving side and the sending side of the outbox meet, in memory. Losing what is in here loses time, not messages.</summary>
sealed class OutboxHub(MessagingOptions options)
{
    const int LaneCount = 32;
    const int MemoryLimit = 20_000;

    readonly Channel<Outgoing>[] _lanes = [.. Enumerable.Range(0, LaneCount).Select(_ => Channel.CreateUnbounded<Outgoing>(new() { SingleReader = true }))];
    readonly Channel<Settlement> _settled = Channel.CreateUnbounded<Settlement>(new() { SingleReader = true });
    readonly Dictionary<string, HashSet<string>> _endpointsByType = new(StringComparer.Ordinal);
    readonly HashSet<string> _endpoints = new(StringComparer.Ordinal);
    readonly Dictionary<(Guid MessageId, string Endpoint), List<Awaited>> _awaited = [];
    readonly Lock _awaitedLock = new();
    readonly DueTimer _due = new();
    readonly ConcurrentDictionary<Guid, byte> _held = new();
    int _heldCount;
    long _sequence = DateTime.UtcNow.Ticks;

    public MessagingOptions Options => options;

    public bool Embedded => options.Embedded;

    /// <summary>One reader each: messages with the same key are in the same lane, in order.</summary>
    public IEnumerable<ChannelReader<Outgoing>> Lanes => _lanes.Select(lane => lane.Reader);

    public ChannelReader<Settlement> Settled => _settled.Reader;

    public long NextSequence() => Interlocked.Increment(ref _sequence);

    /// <summary>Learned while the endpoints are configured, before any message moves.</summary>
    public void ConsumerConfigured(string endpoint, string messageUrn)
    {
        lock (_endpoints)
        {
            _endpoints.Add(endpoint);
            if (!_endpointsByType.TryGetValue(messageUrn, out var endpoints)) _endpointsByType[messageUrn] = endpoints = new(StringComparer.Ordinal);
            endpoints.Add(endpoint);
        }
    }

    /// <summary>Takes over what was committed: sends it at once, or keeps its due time in mind.</summary>
    public void Committed(OutboxMessage message, IReadOnlyList<string> types, bool scheduled)
    {
        if (scheduled) _due.Earlier(message.DueAt);
        else Send(message, types, resent: false);
    }

    public void Send(OutboxMessage message, IReadOnlyList<string> types, bool resent)
    {
        // The rest is found by polling when its lease ends: a broker that is away must not fill the memory.
        if (!Embedded && Volatile.Read(ref _heldCount) >= MemoryLimit) return;
        // A lease that ran out while the message still waits here was just renewed by the claim: sending it twice would only add to the load.
        if (!_held.TryAdd(message.Id, 0)) return;
        Interlocked.Increment(ref _heldCount);
        var awaited = Embedded && Await(message, types);
        var lane = message.OrderKey is { } key ? (uint)key.GetHashCode(StringComparison.Ordinal) : (uint)message.Id.GetHashCode();
        _lanes[lane % LaneCount].Writer.TryWrite(new(message, awaited, resent));
    }

    /// <summary>The message is no longer this process's to send, for now or for good.</summary>
    public void Release(Guid id)
    {
        if (_held.TryRemove(id, out _)) Interlocked.Decrement(ref _heldCount);
    }

    public void Settle(Guid id, Outcome outcome) => _settled.Writer.TryWrite(new(id, outcome));

    /// <summary>The endpoint has committed its consumption of the message.</summary>
    public void Acknowledge(Guid messageId, string endpoint)
    {
        if (!Embedded) return;
        lock (_awaitedLock)
        {
            if (!_awaited.Remove((messageId, endpoint), out var rows)) return;
            foreach (var row in rows)
                if (--row.Endpoints == 0) Settle(row.Id, Outcome.Done);
        }
    }

    public Task UntilPollAsync(DatabaseClock clock, CancellationToken cancel) => _due.WaitAsync(clock, options.Poll, cancel);

    bool Await(OutboxMessage message, IReadOnlyList<string> types)
    {
        var endpoints = EndpointsFor(message.Destination, types);
        if (endpoints.Count == 0) return false;
        var row = new Awaited(message.Id) { Endpoints = endpoints.Count };
        lock (_awaitedLock)
        {
            foreach (var endpoint in endpoints)
            {
                if (!_awaited.TryGetValue((message.MessageId, endpoint), out var rows)) _awaited[(message.MessageId, endpoint)] = rows = [];
                rows.Add(row);
            }
        }
        return true;
    }

    HashSet<string> EndpointsFor(string destination, IReadOnlyList<string> types)
    {
        // A send names an endpoint; a publish names an exchange, which is no endpoint's name (the type's namespace is in it).
        var name = EndpointName.Of(new Uri(destination));
        if (_endpoints.Contains(name)) return [name];
        var all = new HashSet<string>(StringComparer.Ordinal);
        foreach (var type in types)
            if (_endpointsByType.TryGetValue(type, out var endpoints)) all.UnionWith(endpoints);
        return all;
    }

    /// <summary><c>Awaited</c>: it is done when its consumers have acknowledged it, not when it is sent.</summary>
    public readonly record struct Outgoing(OutboxMessage Message, bool Awaited, bool Resent);

    public readonly record struct Settlement(Guid Id, Outcome Outcome);

    public enum Outcome { Done, Failed, Unscheduled }

    sealed class Awaited(Guid id)
    {
        public Guid Id { get; } = id;
        public int Endpoints { get; set; }
    }
}
