namespace InfraAgent.Generator;

/// <summary>Commands that print a secret, by its store's own program. What it is called is an argument, never part of a script.</summary>
static class SecretCommands
{
    static readonly SortedDictionary<string, PlaybookNeed> Programs = new(StringComparer.Ordinal)
    {
        ["aws-sm"] = new("aws", "Signed in, with the right to read the secrets from Secrets Manager."),
        ["azure-kv"] = new("az", "Signed in, with the right to read the secrets from the key vaults."),
        ["gcp-sm"] = new("gcloud", "Signed in, with the right to read the secrets from Secret Manager."),
        ["vault"] = new("vault", "With VAULT_ADDR, signed in, with the right to read the secrets.")
    };

    public static string[] Print(SecretReference secret)
    {
        var place = secret.Path.Split('/');
        return secret.Store switch
        {
            "aws-sm" => Member(["aws", "secretsmanager", "get-secret-value", "--secret-id", secret.Path, "--query", "SecretString", "--output", "text"], secret.Key),
            "azure-kv" => Member(["az", "keyvault", "secret", "show", "--vault-name", place[0], "--name", place[1], "--query", "value", "--output", "tsv"], secret.Key),
            "gcp-sm" => Member(["gcloud", "secrets", "versions", "access", "latest", "--project", place[0], "--secret", place[1]], secret.Key),
            "vault" when secret.Key is { } key => ["vault", "kv", "get", "-field=" + key, secret.Path],
            "vault" => ["sh", "-c", """vault kv get -format=json "$0" | jq -ce .data.data""", secret.Path],
            "env" => ["printenv", secret.Path],
            _ => ["cat", secret.Path]
        };
    }

    /// <summary>What has to be there for the commands of these secrets.</summary>
    public static IEnumerable<PlaybookNeed> Needs(IEnumerable<SecretReference> secrets)
    {
        var all = secrets.DistinctBy(r => r.Uri).OrderBy(r => r.Uri, StringComparer.Ordinal).ToArray();
        foreach (var secret in all)
        {
            if (secret.Store == "env") yield return new(secret.Path, "In the environment, with the secret as its value.");
            if (secret.Store == "file") yield return new(secret.Path, "With the secret in it.");
        }

        foreach (var (store, program) in Programs)
        {
            if (all.Any(s => s.Store == store)) yield return program;
        }

        if (all.Any(s => Print(s)[0] == "sh")) yield return new("jq", "Takes a secret apart that is an object.");
    }

    static string[] Member(string[] print, string? key) => key is null ? print : ["sh", "-c", """
        "$@" | jq -er --arg key "$0" '.[$key]'
        """, key, .. print];
}
