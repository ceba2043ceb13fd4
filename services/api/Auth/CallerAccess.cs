namespace InfraAgent.Api.Auth;

/// <summary>How endpoints say who may call them, and learn who does.</summary>
public static class CallerAccess
{
    static readonly object Key = new();

    /// <summary>Only callers with this role. An endpoint that says nothing is for admins; <c>AllowAnonymous()</c> is for everybody.</summary>
    public static TBuilder RequireRole<TBuilder>(this TBuilder endpoint, Role role) where TBuilder : IEndpointConventionBuilder =>
        endpoint.WithMetadata(new RequiredRole(role));

    /// <exception cref="InvalidOperationException">The endpoint is anonymous, or <c>UseApiKeys</c> was not called.</exception>
    public static Caller Caller(this HttpContext http) =>
        http.Items[Key] as Caller ?? throw new InvalidOperationException("No caller is known here: the endpoint is anonymous, or UseApiKeys is missing.");

    internal static void SetCaller(this HttpContext http, Caller caller) => http.Items[Key] = caller;
}

sealed record RequiredRole(Role Role);
