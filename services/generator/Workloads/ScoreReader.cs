using System.Text.Json;

namespace InfraAgent.Generator;

/// <summary>Takes a Score file, <c>template_spec.score</c>, as one more service: its nodes under the names of our own vocabulary, so that every
/// finding stands where the Score file has the value. What has no counterpart is refused, never left out.</summary>
sealed class ScoreReader
{
    const string ApiVersion = "score.dev/v1b1";
    const string DefaultVolumeSize = "1Gi";
    static readonly string[] Fields = ["apiVersion", "containers", "metadata", "resources", "service"];
    static readonly string[] ContainerFields = ["args", "command", "image", "livenessProbe", "readinessProbe", "resources", "variables", "volumes"];
    static readonly string[] VolumeFields = ["readOnly", "read_only", "source", "target"];

    readonly FindingList findings;
    readonly SpecFields score;
    readonly ScoreResources resources;
    readonly Dictionary<string, SpecNode> members = new(StringComparer.Ordinal);

    ScoreReader(SpecFields score, ScoreResources resources, FindingList findings)
    {
        this.score = score;
        this.resources = resources;
        this.findings = findings;
    }

    /// <summary>The specification with the Score file among its services.</summary>
    public static SpecNode Expand(SpecNode root, FindingList findings)
    {
        if (root["score"] is not { } node) return root;
        var rest = root.With("score", null);
        if (SpecFields.Open(node, "score", Fields, $"{{\"apiVersion\": \"{ApiVersion}\", …}}", findings, "Of a Score file, these are understood.") is not { } score) return rest;
        var service = new ScoreReader(score, ScoreResources.Read(node, findings), findings).Service();
        if (service is null) return rest;
        var list = root["services"] ?? node.AsList([]);
        return list.Kind == JsonValueKind.Array ? rest.With("services", list.With([.. list.Items, service])) : rest;
    }

    SpecNode? Service()
    {
        if (!score.Has("apiVersion") || score.Text("apiVersion") is { } version && version != ApiVersion)
            findings.Add(SpecRules.NotAllowed, score.Node.PlaceOf("apiVersion"), $"score must have the apiVersion {ApiVersion}.", $"Write \"apiVersion\": \"{ApiVersion}\".");
        if (score.Node["metadata"] is { } metadata && SpecFields.Open(metadata, "score.metadata", ["name"], "{\"name\": \"web\"}", findings) is not null && metadata["name"] is { } name) members["name"] = name;
        else findings.Add(SpecRules.Missing, score.Node.PlaceOf("metadata"), "score has no name in 'metadata'.", "Write \"metadata\": {\"name\": \"web\"}.");
        if (Container() is not { } container || !members.ContainsKey("name")) return null;

        foreach (var field in (string[])["args", "command", "image"])
        {
            if (container.Node[field] is { } value) members[field] = value;
        }

        Ports();
        Variables(container);
        Resources(container);
        Health(container);
        Volumes(container);
        if (resources.Exposure() is { } exposure) members["exposure"] = exposure;
        resources.RefuseUnused();
        return score.Node.AsObject(members.OrderBy(m => m.Key, StringComparer.Ordinal));
    }

    SpecFields? Container()
    {
        var containers = score.Map("containers", 100, "{\"main\": {\"image\": …}}");
        if (containers is [var (key, only)]) return SpecFields.Open(only, $"score, container {CarriableText.Show(key)},", ContainerFields, "{\"image\": …}", findings, "It has no counterpart here.");
        if (containers.Count > 1)
            findings.Add(SpecRules.NotExpressible, containers[1].Value.Place, "score has several containers, and a service has one.", "Give each a service of its own.");
        else if (score.Node["containers"] is null or { Kind: JsonValueKind.Object })
            findings.Add(SpecRules.Missing, score.Node.PlaceOf("containers"), "score has no container.", "Write \"containers\": {\"main\": {\"image\": …}}.");
        return null;
    }

    void Ports()
    {
        if (score.Node["service"] is not { } service || SpecFields.Open(service, "score.service", ["ports"], "{\"ports\": {\"http\": {\"port\": 80}}}", findings) is not { } fields) return;
        var ports = new List<SpecNode>();
        foreach (var (name, port) in fields.Map("ports", 50, "{\"http\": {\"port\": 80, \"targetPort\": 8080}}"))
        {
            if (SpecFields.Open(port, $"score, port {CarriableText.Show(name)},", ["port", "protocol", "targetPort"], "{\"port\": 80}", findings) is not { } at) continue;
            var said = new Dictionary<string, SpecNode> { ["name"] = port.AsText(name) };
            if (port["port"] is { } number) said["port"] = number;
            if (port["targetPort"] is { } target) said["target"] = target;
            if (port["protocol"] is { } protocol && at.Text("protocol") is { } word) said["protocol"] = protocol.AsText(word.ToLowerInvariant());
            ports.Add(port.AsObject(said));
        }

        if (ports.Count > 0) members["ports"] = service["ports"]!.AsList(ports);
    }

    void Variables(SpecFields container)
    {
        var (env, secrets) = (new Dictionary<string, SpecNode>(StringComparer.Ordinal), new Dictionary<string, SpecNode>(StringComparer.Ordinal));
        foreach (var (name, node) in container.Map("variables", 500, "{\"LEVEL\": \"info\"}"))
        {
            if (node.Kind != JsonValueKind.String) env[name] = node;
            else if (SpecFields.Text(node, $"score, variable {CarriableText.Show(name)},", findings) is not { } text) continue;
            else if (resources.OfEnvironment(text) is { } variable) secrets[name] = node.AsText("env://" + variable);
            else if (resources.Fill(text, node, members["name"]) is { } filled) env[name] = node.AsText(filled);
        }

        if (env.Count > 0) members["env"] = container.Node["variables"]!.AsObject(env);
        if (secrets.Count > 0) members["secrets"] = container.Node["variables"]!.AsObject(secrets);
    }

    void Resources(SpecFields container)
    {
        if (container.Node["resources"] is not { } node || SpecFields.Open(node, "score, 'resources',", ["limits", "requests"], "{\"requests\": {\"cpu\": \"500m\"}}", findings) is null) return;
        var said = new Dictionary<string, SpecNode>();
        if (node["requests"] is { } requests && SpecFields.Open(requests, "score, 'requests',", ["cpu", "memory"], "{\"cpu\": \"500m\"}", findings) is not null)
        {
            foreach (var (field, value) in requests.Members) said[field] = value;
        }

        if (node["limits"] is { } limits) said["limits"] = limits;
        members["resources"] = node.AsObject(said);
    }

    void Health(SpecFields container)
    {
        var (ready, alive) = (container.Node["readinessProbe"], container.Node["livenessProbe"]);
        if (ready is not null && alive is not null && ready.Json.GetRawText() != alive.Json.GetRawText())
            findings.Add(SpecRules.NotExpressible, alive.Place, "score has a livenessProbe that differs from its readinessProbe, and a service has one check.", "Keep one of them, or make them the same.");
        if ((ready ?? alive) is not { } probe || SpecFields.Open(probe, "score, the probe,", ["exec", "httpGet"], "{\"httpGet\": {\"path\": \"/healthz\", \"port\": 8080}}", findings) is null) return;

        var check = probe["httpGet"] ?? probe["exec"];
        var fields = probe["httpGet"] is not null ? (string[])["path", "port"] : ["command"];
        if (check is not null && SpecFields.Open(check, "score, the probe,", fields, "{\"path\": \"/healthz\", \"port\": 8080}", findings) is not null)
            members["health"] = probe.AsObject(check.Members);
    }

    void Volumes(SpecFields container)
    {
        if (container.Node["volumes"] is not { } node) return;
        var volumes = new List<SpecNode>();
        // Newer files have an object of mount paths, older ones a list.
        var items = node.Kind == JsonValueKind.Object ? node.Members.Select(m => m.Value.Kind == JsonValueKind.Object ? m.Value.With("target", m.Value.AsText(m.Key)) : m.Value) : container.List("volumes", 50, "[{\"source\": …, \"target\": \"/data\"}]");
        foreach (var item in items)
        {
            if (SpecFields.Open(item, "score, a volume,", VolumeFields, "{\"source\": \"${resources.data}\", \"target\": \"/data\"}", findings) is not { } fields) continue;
            if (fields.Text("source") is not { } source || resources.OfVolume(source) is not { } volume)
            {
                findings.Add(SpecRules.UnknownReference, item.PlaceOf("source"), "score, a volume, must have a resource of the type 'volume' as its 'source'.", "Write \"source\": \"${resources.data}\", and the resource {\"data\": {\"type\": \"volume\"}}.");
                continue;
            }

            var said = new Dictionary<string, SpecNode> { ["name"] = item.AsText(volume.Name), ["size"] = volume.Size ?? item.AsText(DefaultVolumeSize) };
            if (item["target"] is { } target) said["mount"] = target;
            if ((item["readOnly"] ?? item["read_only"]) is { } readOnly) said["read_only"] = readOnly;
            volumes.Add(item.AsObject(said));
        }

        if (volumes.Count > 0) members["volumes"] = node.AsList(volumes);
    }
}
