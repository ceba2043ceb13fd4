namespace InfraAgent.Hosting.Messaging;

/// <summary>One outgoing message. It lives from the commit that made it until the broker has confirmed it or, embedded, until every
/// local consumer has consumed it.</summary>
public sealed class OutboxMessage
{
    /// <summary><see cref="DueAt"/> of a message that is in this process's memory (embedded): nobody else will ever claim it.</summary>
    public const long InMemory = long.MaxValue;

    /// <summary>A scheduled message's token, so that it can be unscheduled; else made here.</summary>
    public Guid Id { get; set; }
    public Guid MessageId { get; set; }
    /// <summary>First of its types, as a URN: to be read by people.</summary>
    public string MessageType { get; set; } = "";
    public string Destination { get; set; } = "";
    public string ContentType { get; set; } = "";
    /// <summary>The whole envelope, as it goes over the wire.</summary>
    public byte[] Body { get; set; } = [];
    /// <summary>Messages with the same key leave in the order in which they were made; null for any order.</summary>
    public string? OrderKey { get; set; }
    /// <summary>Grows within one process; what was made earlier is sent earlier.</summary>
    public long Sequence { get; set; }
    /// <summary>From when on it may be claimed for sending, unix milliseconds by the database's clock: its due time, or the end of its sender's lease.</summary>
    public long DueAt { get; set; }
    /// <summary>Sends that failed; embedded, starts of the process that found it in flight.</summary>
    public int Attempts { get; set; }
    /// <summary>Somebody must be there to get it: it is kept and sent again for as long as the broker knows no queue for it.</summary>
    public bool Mandatory { get; set; }
    /// <summary>W3C trace context of whoever made it.</summary>
    public string? TraceParent { get; set; }
}

/// <summary>One endpoint has consumed one message.</summary>
public sealed class InboxMessage
{
    public Guid MessageId { get; set; }
    public string Endpoint { get; set; } = "";
    /// <summary>Unix milliseconds.</summary>
    public long ConsumedAt { get; set; }
}

/// <summary>A message that was given up: its consumer failed for good or, embedded, it cannot be read (with a broker such a one is in the
/// endpoint's error queue).</summary>
public sealed class DeadMessage
{
    public Guid Id { get; set; }
    public Guid MessageId { get; set; }
    public string Endpoint { get; set; } = "";
    public string MessageType { get; set; } = "";
    public string ContentType { get; set; } = "";
    public byte[] Body { get; set; } = [];
    public string Reason { get; set; } = "";
    /// <summary>Unix milliseconds.</summary>
    public long FailedAt { get; set; }
}
