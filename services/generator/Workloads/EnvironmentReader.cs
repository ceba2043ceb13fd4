using System.Buffers;
using System.Globalization;
using System.Text.Json;

namespace InfraAgent.Generator;

/// <summary>Reads <c>env</c> and <c>secrets</c>: what the container's environment holds, and where its secrets are kept.</summary>
sealed class EnvironmentReader(ReferenceReader references, FindingList findings)
{
    const int Most = 500;
    static readonly SearchValues<char> OfVariables = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_");
    // What Linux hands to a process in one string (MAX_ARG_STRLEN), with room for the name.
    public const int LongestValue = 128 * 1024 - 512;

    public (SortedDictionary<string, string> Variables, SortedDictionary<string, ModuleReference> References, SortedDictionary<string, SecretReference> Secrets) Read(SpecFields service, string what)
    {
        var variables = new SortedDictionary<string, string>(StringComparer.Ordinal);
        var linked = new SortedDictionary<string, ModuleReference>(StringComparer.Ordinal);
        var secrets = new SortedDictionary<string, SecretReference>(StringComparer.Ordinal);
        foreach (var (name, node) in service.Map("env", Most, "{\"LEVEL\": \"info\"}"))
        {
            if (!Named(name, node, what, "env")) continue;
            // What messages call it is made up only for what is no plain text.
            if (SpecFields.Carried(node) is { Length: <= LongestValue } text)
            {
                variables.Add(name, text);
                continue;
            }

            var entry = $"{what}, 'env', {CarriableText.Show(name)},";
            if (ReferenceReader.IsReference(node))
            {
                if (references.Read(node, InputType.Text, entry) is { } reference) linked.Add(name, reference);
            }
            else if (Value(node, entry) is { } value) variables.Add(name, value);
        }

        foreach (var (name, node) in service.Map("secrets", Most, "{\"PASSWORD\": \"vault://kv/orders#password\"}"))
        {
            if (!Named(name, node, what, "secrets")) continue;
            if (variables.ContainsKey(name) || linked.ContainsKey(name))
                findings.Add(SpecRules.SaidTwice, node.Place, $"{what} has {CarriableText.Show(name)} in 'env' and in 'secrets'.", "Keep it in 'secrets'.");
            else if (Secret(node, $"{what}, 'secrets', {CarriableText.Show(name)},", findings) is { } secret) secrets.Add(name, secret);
        }

        return (variables, linked, secrets);
    }

    /// <summary>What is no reference may be the secret itself: it is not shown.</summary>
    public static SecretReference? Secret(SpecNode node, string what, FindingList findings)
    {
        if (node.Kind == JsonValueKind.String && CarriableText.TryRead(node.Json, out var text) && SecretReference.TryParse(text) is { } secret) return secret;
        findings.Add(node.Kind == JsonValueKind.String ? SpecRules.NotAllowed : SpecRules.WrongType, node.Place,
            $"{what} must be a reference to a secret: {string.Join(", ", SecretReference.Stores)}, followed by :// and the place. The value is not shown.",
            "Put the secret into a store, and write vault://kv/orders#password, aws-sm://prod/orders#password, azure-kv://vault/name, gcp-sm://project/name, env://NAME or file:///run/secrets/name.");
        return null;
    }

    bool Named(string name, SpecNode node, string what, string field)
    {
        if (name.Length <= 255 && IsVariable(name)) return true;
        findings.Add(SpecRules.NotAllowed, node.Place, $"{what}, '{field}', has the name {CarriableText.Show(name)}, and names must be letters, digits and '_', no digit first.", "Choose another name.");
        return false;
    }

    string? Value(SpecNode node, string entry)
    {
        if (node.Kind is JsonValueKind.True or JsonValueKind.False) return node.Json.GetBoolean() ? "true" : "false";
        if (node.Kind == JsonValueKind.Number && NumberText.TryRead(node.Json, out var number)) return HclWriter.Number(number);
        if (node.Kind != JsonValueKind.String)
        {
            findings.Add(SpecRules.WrongType, node.Place, $"{entry} must be a string, a number, true, false or a reference; it is {node.Show()}.", "Write it in quotes, or {\"ref\": \"orders-db.host\"}.");
            return null;
        }

        if (SpecFields.Text(node, entry, findings) is not { } text) return null;
        if (text.Length <= LongestValue) return text;
        findings.Add(SpecRules.NotAllowed, node.Place, string.Create(CultureInfo.InvariantCulture, $"{entry} must have at most {LongestValue} characters; it has {text.Length}."), "Mount a file, or have the service fetch it.");
        return null;
    }

    /// <summary>Letters, digits and <c>_</c>, no digit first.</summary>
    public static bool IsVariable(string name) => name.Length > 0 && !char.IsAsciiDigit(name[0]) && !name.AsSpan().ContainsAnyExcept(OfVariables);
}
