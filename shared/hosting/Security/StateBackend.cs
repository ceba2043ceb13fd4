namespace InfraAgent.Hosting.Security;

/// <summary>How terraform is told about its state: by environment variables only, because a <c>-backend-config</c> value ends up inside the plan file.
/// The bundle's part is an empty <c>terraform { backend "http" {} }</c>.</summary>
public static class StateBackend
{
    /// <param name="stateUrl"><c>AgentAddresses.State</c>.</param>
    /// <param name="deploymentId">The deployment.</param>
    /// <param name="password">From <see cref="StateToken"/>; a secret, so redact it from the tool's output.</param>
    public static IReadOnlyDictionary<string, string> Variables(Uri stateUrl, string deploymentId, string password)
    {
        var address = $"{stateUrl.AbsoluteUri.TrimEnd('/')}/terraform-state/{deploymentId}";
        return new Dictionary<string, string>
        {
            ["TF_HTTP_ADDRESS"] = address,
            ["TF_HTTP_LOCK_ADDRESS"] = address,
            ["TF_HTTP_UNLOCK_ADDRESS"] = address,
            ["TF_HTTP_USERNAME"] = StateToken.User,
            ["TF_HTTP_PASSWORD"] = password,
            // 1 + 2 + 4 s and then 5 s each: about two minutes, enough for the API to be restarted or moved in the middle of an apply.
            ["TF_HTTP_RETRY_MAX"] = "25",
            ["TF_HTTP_RETRY_WAIT_MIN"] = "1",
            ["TF_HTTP_RETRY_WAIT_MAX"] = "5",
        };
    }
}
