namespace InfraAgent.Generator;

/// <summary>Secrets as Compose has them: a file on this machine, which the container sees below <c>/run/secrets</c>. The variable that ends in
/// <c>_FILE</c> tells where, as images of databases expect it.</summary>
static class ComposeSecrets
{
    /// <summary>The folder of the files, below the bundle's own.</summary>
    public const string Folder = "secrets";

    const string Mounts = "/run/secrets/";

    /// <summary>No service's name has a dot, so no two are the same.</summary>
    public static string Name(Workload workload, string variable) => $"{workload.Name}.{variable}";

    public static string File(Workload workload, string variable) => $"{Folder}/{Name(workload, variable)}";

    /// <summary>Of the project; null: none.</summary>
    public static DataMap? Of(IEnumerable<Workload> workloads, ComposeVariables variables)
    {
        var secrets = workloads.SelectMany(w => w.Secrets.Select(s => KeyValuePair.Create(Name(w, s.Key), (DataValue)DataMap.Of(
            ("file", variables.Own(ComposeVariables.SecretsFolder, "./" + Folder) + "/" + Name(w, s.Key)),
            ("x-infra-agent-reference", ComposeText.Literal(s.Value.Uri)))))).OrderBy(s => s.Key, StringComparer.Ordinal).ToArray();
        return secrets.Length == 0 ? null : new DataMap(secrets);
    }

    /// <summary>Of one service; null: none.</summary>
    public static DataList? Of(Workload workload) => workload.Secrets.Count == 0 ? null
        : DataList.Of(workload.Secrets.Keys.Select(variable => (DataValue)DataMap.Of(("source", Name(workload, variable)), ("target", variable))));

    /// <summary>The variables that tell where the files are; a variable of the caller's that is called so stays what it is.</summary>
    public static IEnumerable<KeyValuePair<string, DataValue>> Variables(Workload workload) => workload.Secrets.Keys
        .Where(variable => !workload.Variables.ContainsKey(variable + "_FILE"))
        .Select(variable => KeyValuePair.Create(variable + "_FILE", (DataValue)(Mounts + variable)));
}
