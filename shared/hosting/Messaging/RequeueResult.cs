namespace InfraAgent.Hosting.Messaging;

/// <summary>What came of sending a dead message again.</summary>
public abstract record RequeueResult
{
    RequeueResult()
    {
    }

    /// <summary>It is in the outbox.</summary>
    public sealed record Sent(string Endpoint) : RequeueResult;

    /// <summary>There is no such message (any more).</summary>
    public sealed record Unknown : RequeueResult;

    /// <summary>An apply, which is never done again from its old plan.</summary>
    public sealed record Refused(string Endpoint) : RequeueResult
    {
        public const string Reason = "An apply is never repeated from its old plan: its run has ended. Ask for the run again (POST /deploy), and discard this message.";
    }
}
