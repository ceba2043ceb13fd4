using InfraAgent.Api.Edge;
using InfraAgent.Contracts;

namespace InfraAgent.Api.Auth;

/// <summary>RFC 9457 answers of the parts beside the command edges, in the same shape.</summary>
static class Refusal
{
    public static IResult Problem(int status, string name, string title, string detail, bool retryable = false) => new Problem
    {
        Type = "urn:infra-agent:problem:" + name, Status = status, Title = title, Detail = detail, Retryable = retryable,
    }.ToResult();
}
