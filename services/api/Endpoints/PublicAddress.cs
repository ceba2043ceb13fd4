namespace InfraAgent.Api.Endpoints;

/// <summary>How callers reach this API: <c>Agent:PublicUrl</c>, else the address they used.</summary>
public sealed class PublicAddress(Uri? configured)
{
    public string Of(HttpContext http, string path) => configured is null
        ? $"{http.Request.Scheme}://{http.Request.Host}{http.Request.PathBase}{path}"
        : configured.ToString().TrimEnd('/') + path;
}
