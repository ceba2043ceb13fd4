using System.Text.Json;
using InfraAgent.Contracts;

namespace InfraAgent.Generator;

/// <summary><c>bundle.json</c>: what is in the bundle and what it was made from. Neither run nor revision: the same request is the same bundle.</summary>
static class Manifest
{
    public static byte[] Write(
        GenerateBundle command,
        BundleSpec spec,
        SortedDictionary<string, ReadOnlyMemory<byte>> files,
        Dictionary<string, string> digests,
        string codeDigest,
        SortedDictionary<string, string> entrypoints,
        string catalogDigest,
        string agentVersion) => JsonFile.Write(json =>
    {
        json.WriteStartObject();
        json.WriteString("schema", "infra-agent.bundle/1");
        json.WriteString("agent_version", agentVersion);
        json.WriteString("catalog_digest", catalogDigest);
        json.WriteString("request_digest", command.RequestDigest);
        json.WriteString("code_digest", codeDigest);
        json.WriteString("deployment_id", command.DeploymentId);
        json.WriteString("environment", command.Environment);
        json.WriteString("runtime", command.Runtime);
        json.WriteString("cloud", spec.Cloud.Name);
        Standards(json, command.Standards);

        json.WriteStartArray("modules");
        foreach (var module in spec.Modules.Select(m => m.Definition).DistinctBy(d => (d.Name, d.Version)).OrderBy(d => d.Name, StringComparer.Ordinal).ThenBy(d => d.Version))
        {
            json.WriteStartObject();
            json.WriteString("name", module.Name);
            json.WriteString("version", module.Version.Text);
            json.WriteString("digest", module.Digest);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartObject("entrypoints");
        foreach (var (name, path) in entrypoints) json.WriteString(name, path);
        json.WriteEndObject();

        json.WriteStartArray("files");
        foreach (var (path, content) in files)
        {
            json.WriteStartObject();
            json.WriteString("path", path);
            json.WriteString("digest", digests[path]);
            json.WriteNumber("size", content.Length);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    });

    static void Standards(Utf8JsonWriter json, OrganisationStandards standards)
    {
        if (standards is { NamePrefix: null, Providers.Count: 0 }) return;
        json.WriteStartObject("standards");
        if (standards.NamePrefix is { } prefix) json.WriteString("name_prefix", prefix);
        if (standards.Providers.Count > 0)
        {
            json.WriteStartObject("providers");
            foreach (var (name, versions) in standards.Providers.OrderBy(p => p.Key, StringComparer.Ordinal)) json.WriteString(name, versions);
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }
}
