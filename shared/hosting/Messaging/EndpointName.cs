namespace InfraAgent.Hosting.Messaging;

static class EndpointName
{
    /// <summary>The queue's name: the last segment of its address.</summary>
    public static string Of(Uri address)
    {
        var path = address.AbsolutePath;
        return path[(path.LastIndexOf('/') + 1)..];
    }
}
