using System.Net;
using InfraAgent.Hosting.Configuration;
using Microsoft.AspNetCore.Authorization;

namespace InfraAgent.Api.Auth;

/// <summary>Knows the caller of every request before its body is read. Without keys (loopback only) callers are users of this machine; then requests that a
/// web page made their browser send are refused, since the browser runs on this machine too.</summary>
sealed class ApiKeyMiddleware(RequestDelegate next, ApiKeys keys, AgentOptions options)
{
    const string KeyHeader = "X-Api-Key";
    const string Bearer = "Bearer ";
    const int MaxKeyLength = 256;

    public Task InvokeAsync(HttpContext http)
    {
        var endpoint = http.GetEndpoint();
        if (endpoint is null || endpoint.Metadata.GetMetadata<IAllowAnonymous>() is not null)
        {
            return next(http);
        }

        var role = endpoint.Metadata.GetMetadata<RequiredRole>()?.Role ?? Role.Admin;
        var refused = keys.Required ? Admit(http, role) : AdmitLocal(http);
        return refused is null ? next(http) : refused.ExecuteAsync(http);
    }

    IResult? Admit(HttpContext http, Role role)
    {
        if (KeyOf(http.Request) is not { } key)
        {
            http.Response.Headers.WWWAuthenticate = "Bearer";
            return Refusal.Problem(401, "unauthenticated", "Who is asking is not known", $"Send an API key: 'Authorization: Bearer <key>' or '{KeyHeader}: <key>'.");
        }

        if (keys.Find(key) is not { } caller)
        {
            http.Response.Headers.WWWAuthenticate = "Bearer error=\"invalid_token\"";
            return Refusal.Problem(401, "unauthenticated", "The API key is not known", "It is not in the keys file, or was withdrawn.");
        }

        if (!caller.Has(role))
        {
            var word = role.ToString().ToLowerInvariant();
            return Refusal.Problem(403, "forbidden", "Not allowed", $"The key '{caller.Name}' has not the role '{word}', which this needs. Use a key that has it.");
        }

        http.SetCaller(caller);
        return null;
    }

    IResult? AdmitLocal(HttpContext http)
    {
        // A name that an attacker's DNS points to 127.0.0.1 would make this agent part of the attacker's web site.
        if (!IsOurName(http.Request.Host.Host))
        {
            return Refusal.Problem(403, "forbidden", "Not addressed to this machine", "Without API keys the agent answers as 'localhost' or a loopback address only. Set Auth:ApiKeysFile or Agent:PublicUrl.");
        }

        var origin = http.Request.Headers.Origin.ToString();
        var foreign = origin.Length > 0 && !(Uri.TryCreate(origin, UriKind.Absolute, out var from) && from.Authority == http.Request.Host.Value);
        if (foreign || http.Request.Headers["Sec-Fetch-Site"].ToString() is "cross-site" or "same-site")
        {
            return Refusal.Problem(403, "forbidden", "Sent by another web site", "Without API keys the agent takes no requests that other web sites make a browser send.");
        }

        http.SetCaller(Caller.Local);
        return null;
    }

    bool IsOurName(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(host.Trim('[', ']'), out var ip) && IPAddress.IsLoopback(ip))
        || host.Equals(options.PublicUrl?.Host, StringComparison.OrdinalIgnoreCase);

    static string? KeyOf(HttpRequest request)
    {
        var bearer = request.Headers.Authorization.ToString();
        var key = bearer.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase) ? bearer[Bearer.Length..].Trim() : request.Headers[KeyHeader].ToString().Trim();
        return key.Length is > 0 and <= MaxKeyLength ? key : null;
    }
}
