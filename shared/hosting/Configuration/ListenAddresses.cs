using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;

namespace InfraAgent.Hosting.Configuration;

/// <summary>Where the process listens, and whether anything but this machine can reach it.</summary>
static class ListenAddresses
{
    public const string Key = "urls";
    public const string Default = "http://127.0.0.1:8080";

    public static string Read(SettingsReader settings)
    {
        var urls = settings.Text(Key, Default);
        foreach (var url in Split(urls))
        {
            _ = TryParse(settings, Key, url);
        }

        return urls;
    }

    /// <summary>The first address that is open to other machines, or null. Kestrel's own endpoint settings count: they replace <c>urls</c>.</summary>
    public static (string Key, string Url)? BeyondLoopback(SettingsReader settings, IConfiguration configuration, string urls)
    {
        var endpoints = configuration.GetSection("Kestrel:Endpoints").GetChildren().Select(x => (Key: x.Path + ":Url", Url: x["Url"] ?? ""));
        foreach (var (key, url) in Split(urls).Select(x => (Key, x)).Concat(endpoints))
        {
            if (TryParse(settings, key, url) is { } address && !IsLoopback(address))
            {
                return (key, url);
            }
        }

        return null;
    }

    /// <summary>The address under which this machine reaches the first of the urls.</summary>
    public static Uri Reachable(string urls)
    {
        var address = BindingAddress.Parse(Split(urls)[0]);
        var host = IPAddress.TryParse(address.Host.Trim('[', ']'), out var ip) && !ip.Equals(IPAddress.Any) && !ip.Equals(IPAddress.IPv6Any)
            ? address.Host
            : "localhost";
        return new Uri($"{address.Scheme}://{host}:{address.Port}");
    }

    static bool IsLoopback(BindingAddress address) =>
        address.IsUnixPipe || address.IsNamedPipe
        || string.Equals(address.Host, "localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(address.Host.Trim('[', ']'), out var ip) && IPAddress.IsLoopback(ip));

    static BindingAddress? TryParse(SettingsReader settings, string key, string url)
    {
        try
        {
            var address = BindingAddress.Parse(url);
            if (address.IsUnixPipe || address.IsNamedPipe || address.Port is >= 0 and <= ushort.MaxValue)
            {
                return address;
            }
        }
        catch (FormatException)
        {
        }

        settings.Problem(key, $"is '{url}'; an address such as {Default} is needed.");
        return null;
    }

    static string[] Split(string urls) => urls.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
