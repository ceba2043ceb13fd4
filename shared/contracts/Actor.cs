namespace InfraAgent.Contracts;

/// <summary>Who asked: the API key's or the broker user's name, and the edge the command came through (<c>rest</c>, <c>amqp</c>, <c>agent</c>).</summary>
public sealed record Actor(string Name, string Via)
{
    public static Actor Agent { get; } = new("infra-agent", "agent");
}
