namespace InfraAgent.Api.Auth;

/// <summary>An entry of <c>Auth:ApiKeysFile</c>: the key's SHA-256, and the caller that it stands for.</summary>
sealed record ApiKey(byte[] Hash, Caller Caller);
