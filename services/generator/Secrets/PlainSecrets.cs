using System.Text.Json;
using InfraAgent.Contracts;

namespace InfraAgent.Generator;

/// <summary>Finds plain secrets in a request (rules <c>SEC001</c> to <c>SEC005</c>) before any of it is stored or sent on. What is found is never shown.</summary>
public static class PlainSecrets
{
    /// <param name="templateSpec">Null where the request has none.</param>
    /// <param name="parameters">Name → any JSON.</param>
    /// <param name="labels">Name → text.</param>
    public static IReadOnlyList<Finding> Find(
        JsonElement? templateSpec, IReadOnlyDictionary<string, JsonElement> parameters, IReadOnlyDictionary<string, string> labels)
    {
        var findings = new FindingList();
        // What else is wrong with the specification is the generator's to tell.
        SecretCheck.Check(templateSpec is { } spec ? SpecNode.Read(spec, "/template_spec", new FindingList()) : null, parameters, labels, findings);
        return findings.ToList();
    }
}
