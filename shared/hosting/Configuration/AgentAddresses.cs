using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace InfraAgent.Hosting.Configuration;

/// <summary>How links and tools reach the API: as configured, else where the server really listens (also when it took a free port).
/// Ask when the server has started.</summary>
public sealed class AgentAddresses(AgentOptions options, IServer server)
{
    /// <summary>Base of links in answers.</summary>
    public Uri Public => options.PublicUrl ?? Listening;

    /// <summary>Base for terraform's state backend.</summary>
    public Uri State => options.StateUrl ?? Listening;

    Uri Listening => ListenAddresses.Reachable(
        server.Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault() ?? options.Urls);
}
