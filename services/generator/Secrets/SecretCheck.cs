using System.Text.Json;

namespace InfraAgent.Generator;

/// <summary>Looks for plain secrets in everything that a request says, before anything else does. What is found is never shown: not here, and not
/// by any other finding at the same place.</summary>
sealed class SecretCheck(FindingList findings)
{
    public static void Check(
        SpecNode? spec, IReadOnlyDictionary<string, JsonElement> parameters, IReadOnlyDictionary<string, string> labels, FindingList findings)
    {
        var check = new SecretCheck(findings);
        if (spec is not null) check.Look(spec, "");
        foreach (var (name, json) in parameters.OrderBy(p => p.Key, StringComparer.Ordinal))
            check.Look(SpecNode.Read(json, Pointer.Member("/parameters", name), new FindingList()), name);
        foreach (var (name, value) in labels.OrderBy(l => l.Key, StringComparer.Ordinal))
        {
            if (Judge(name, value) is (var rule, var why)) check.Tell(rule, why, Pointer.Member("/labels", name));
        }
    }

    void Look(SpecNode node, string name)
    {
        switch (node.Kind)
        {
            case JsonValueKind.String when CarriableText.TryRead(node.Json, out var text):
                if (Judge(name, text) is (var rule, var why)) Tell(rule, why, node.Place);
                break;
            case JsonValueKind.Number when SecretNames.IsPassword(name):
                Tell(SecretRules.Name, "its name says that it is one", node.Place);
                break;
            case JsonValueKind.Object:
                foreach (var (key, member) in node.Members) Look(member, key == "value" && (Path(node) ?? Named(node)) is { } called ? called : key);
                break;
            case JsonValueKind.Array:
                foreach (var item in node.Items) Look(item, name);
                break;
            default: break;
        }
    }

    // What an operation of a patch sets is called by the end of its path.
    static string? Path(SpecNode node) => node["op"] is not null && node["path"] is { Kind: JsonValueKind.String } path && CarriableText.TryRead(path.Json, out var text) ? text : null;

    // A pair, as variables of containers are written: {"name": "DB_PASSWORD", "value": …}.
    static string? Named(SpecNode node) => node.Members.Count == 2 && node["name"] is { Kind: JsonValueKind.String } name && CarriableText.TryRead(name.Json, out var text) ? text : null;

    static (string Rule, string Why)? Judge(string name, string text)
    {
        // Where it is kept is no secret.
        if (text.Length == 0 || SecretReference.TryParse(text) is not null || SecretFormats.IsStoreAddress(text)) return null;
        if (SecretFormats.IsPrivateKey(text)) return (SecretRules.PrivateKey, "it is a private key");
        if (SecretFormats.TokenOf(text) is { } issuer) return (SecretRules.Format, $"it has the form of {issuer}");
        if (SecretFormats.HasPassword(text)) return (SecretRules.ConnectionString, "there is a password in it");
        if (SecretNames.IsSecret(name) && !SecretFormats.IsPlaceholder(text)) return (SecretRules.Name, "its name says that it is one");
        return SecretEntropy.LooksRandom(text) ? (SecretRules.Entropy, "a part of it looks random") : null;
    }

    void Tell(string rule, string why, string place)
    {
        findings.Add(rule, place, $"This looks like a secret: {why}. The value is not shown.",
            "Put it into a store and give the reference: \"secrets\": {\"PASSWORD\": \"vault://kv/orders#password\"} in a service, or the reference itself where a module takes one (vault://, aws-sm://, azure-kv://, gcp-sm://, env://, file://).");
        findings.Silence(place);
    }
}
