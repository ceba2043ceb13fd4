namespace InfraAgent.Hosting.Messaging;

/// <summary>How this process is connected to the others.</summary>
public sealed record MessagingOptions
{
    /// <summary><c>ConnectionStrings:Broker</c>: <c>inmemory:</c> (embedded, one process) or <c>amqp://user:password@host:port/vhost</c>, <c>amqps://…</c>.</summary>
    public required string Broker { get; init; }

    /// <summary><c>Agent:Instance</c>: prefix of every queue and exchange, so that two agents can share a virtual host.</summary>
    public string Instance { get; init; } = "infra-agent";

    /// <summary><c>Broker:Queues</c>: quorum queues, for a cluster; classic durable queues where RabbitMQ is a single node, which may not find the
    /// leader of a quorum queue again after it was killed (seen with 3.10.8).</summary>
    public bool QuorumQueues { get; init; } = true;

    /// <summary>Messages that one endpoint handles at once.</summary>
    public int Concurrency { get; init; } = 16;

    /// <summary>Messages that the broker hands to one endpoint ahead.</summary>
    public int Prefetch { get; init; } = 32;

    /// <summary>How long a process owns the sending of a message that it has saved; another one takes over when it ends.</summary>
    public TimeSpan Lease { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>How often the database is asked for messages that nobody sent.</summary>
    public TimeSpan Poll { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>How long one send may take before it counts as failed; shorter than <see cref="Lease"/>.</summary>
    public TimeSpan SendTimeout { get; init; } = TimeSpan.FromSeconds(8);

    /// <summary>How long it is remembered that a message was consumed.</summary>
    public TimeSpan InboxRetention { get; init; } = TimeSpan.FromDays(7);

    /// <summary>Embedded: a message that was in flight in so many starts of the process is set aside, since it may be what ends them.</summary>
    public int MaximumStarts { get; init; } = 10;

    public bool Embedded => Broker.StartsWith("inmemory:", StringComparison.OrdinalIgnoreCase);

    /// <exception cref="ArgumentException">A value that cannot work; the message names the key.</exception>
    public void Validate()
    {
        if (!Embedded) _ = BrokerAddress();
        if (Instance.Length is 0 or > 60 || !Instance.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_'))
            throw new ArgumentException($"Agent:Instance '{Instance}' is not usable in queue names; use letters, digits, '-' and '_', at most 60.");
        if (SendTimeout >= Lease) throw new ArgumentException($"SendTimeout ({SendTimeout}) must be shorter than Lease ({Lease}), or two processes send the same message.");
    }

    internal Uri BrokerAddress()
    {
        if (!Uri.TryCreate(Broker, UriKind.Absolute, out var uri) || uri.Scheme is not ("amqp" or "amqps"))
            throw new ArgumentException("ConnectionStrings:Broker must be 'inmemory:' or 'amqp://user:password@host:port/vhost'.");
        return uri;
    }
}
