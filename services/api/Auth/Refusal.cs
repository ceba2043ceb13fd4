namespace InfraAgent.Api.Auth;

/// <summary>RFC 9457 answers of the parts beside the command edges.</summary>
static class Refusal
{
    public static IResult Problem(int status, string name, string title, string detail, bool retryable = false) => Results.Problem(
        detail, statusCode: status, title: title, type: "urn:infra-agent:problem:" + name,
        extensions: new Dictionary<string, object?> { ["retryable"] = retryable });
}
