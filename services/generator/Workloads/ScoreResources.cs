using System.Text.Json;
using System.Text.RegularExpressions;

namespace InfraAgent.Generator;

/// <summary>The <c>resources</c> of a Score file: volumes, a route, names in the DNS, and the environment's variables.</summary>
sealed partial class ScoreResources
{
    const string Volume = "volume", Dns = "dns", Route = "route", EnvironmentType = "environment";
    static readonly string[] Types = [Dns, EnvironmentType, Route, Volume];

    readonly FindingList findings;
    readonly Dictionary<string, (string Type, SpecFields Fields)> all = new(StringComparer.Ordinal);
    readonly HashSet<string> used = new(StringComparer.Ordinal);

    ScoreResources(FindingList findings) => this.findings = findings;

    public static ScoreResources Read(SpecNode score, FindingList findings)
    {
        var resources = new ScoreResources(findings);
        if (score["resources"] is not { } node) return resources;
        if (node.Kind != JsonValueKind.Object)
            findings.Add(SpecRules.WrongType, node.Place, $"score.resources must be an object; it is {node.Show()}.", "Write {\"data\": {\"type\": \"volume\"}}.");
        foreach (var (name, member) in node.Members)
        {
            if (SpecFields.Open(member, $"score, resource {CarriableText.Show(name)},", ["params", "type"], "{\"type\": \"volume\"}", findings, "It has no counterpart here.") is not { } fields) continue;
            if (!fields.Has("type")) findings.Add(SpecRules.Missing, member.PlaceOf("type"), $"score, resource {CarriableText.Show(name)}, has no 'type'.", $"Use one of: {string.Join(", ", Types)}.");
            if (fields.Text("type") is not { } type) continue;
            if (!Types.Contains(type))
            {
                findings.Add(SpecRules.NotExpressible, member.PlaceOf("type"), $"score, resource {CarriableText.Show(name)}, is of the type {CarriableText.Show(type)}; understood: {string.Join(", ", Types)}.",
                    "Use a module of the cloud, and {\"ref\": …} or 'secrets' of a service.");
                continue;
            }

            string[] known = type switch { Volume => ["size"], Dns => ["host"], Route => ["host", "path", "port"], _ => [] };
            if (member["params"] is { } given && SpecFields.Open(given, $"score, 'params' of {CarriableText.Show(name)},", known, "{…}", findings, "It has no counterpart here.") is null) continue;
            resources.all.Add(name, (type, fields));
        }

        return resources;
    }

    /// <summary>The volume that <c>${resources.data}</c> names.</summary>
    public (string Name, SpecNode? Size)? OfVolume(string source)
    {
        var name = Whole().Match(source) is { Success: true } match && match.Groups["output"].Length == 0 ? match.Groups["name"].Value : source;
        if (!all.TryGetValue(name, out var resource) || resource.Type != Volume) return null;
        used.Add(name);
        return (name, Parameter(name, "size"));
    }

    /// <summary>The variable that <c>${resources.env.NAME}</c> stands for, when the whole text does.</summary>
    public string? OfEnvironment(string text)
    {
        if (Whole().Match(text) is not { Success: true } match || !all.TryGetValue(match.Groups["name"].Value, out var resource) || resource.Type != EnvironmentType) return null;
        used.Add(match.Groups["name"].Value);
        return match.Groups["output"].Value;
    }

    /// <summary>The text with its placeholders filled in; null, with a finding, when one of them cannot be.</summary>
    public string? Fill(string text, SpecNode at, SpecNode name)
    {
        var complete = true;
        var filled = Placeholder().Replace(text, match =>
        {
            if (match.Value == "$$") return "$";
            var value = match.Groups["path"].Value.Split('.') switch
            {
                ["metadata", "name"] => name.Json.GetString(),
                ["resources", var resource, "host"] when Host(resource) is { } host => host,
                _ => null
            };
            if (value is null)
            {
                findings.Add(SpecRules.NotExpressible, at.Place, $"score has the placeholder {CarriableText.Show(match.Value)}, which stands for nothing that is known when the bundle is made.",
                    "Use {\"ref\": …} in a service, or 'secrets'. A plain ${ is written $${.");
                complete = false;
            }

            return value ?? "";
        });
        return complete ? filled : null;
    }

    /// <summary>What the one route says.</summary>
    public SpecNode? Exposure()
    {
        var routes = all.Where(r => r.Value.Type == Route).OrderBy(r => r.Key, StringComparer.Ordinal).ToArray();
        if (routes.Length == 0) return null;
        if (routes.Length > 1) findings.Add(SpecRules.NotExpressible, routes[1].Value.Fields.Node.Place, "score has several routes, and a service has one.", "Keep one of them.");
        var (name, (_, fields)) = routes[0];
        used.Add(name);
        var said = new Dictionary<string, SpecNode>(fields.Node["params"]?.Members.ToDictionary() ?? [], StringComparer.Ordinal);
        if (said.TryGetValue("host", out var host) && SpecFields.Text(host, "score, 'host' of the route,", findings) is { } text && Whole().Match(text) is { Success: true } match && Host(match.Groups["name"].Value) is { } known)
            said["host"] = host.AsText(known);
        return fields.Node.AsObject(said.OrderBy(s => s.Key, StringComparer.Ordinal));
    }

    /// <summary>A resource that nothing uses would be left out.</summary>
    public void RefuseUnused()
    {
        foreach (var (name, (type, fields)) in all.Where(r => !used.Contains(r.Key) && r.Value.Type != Route))
        {
            var host = type == Dns && Parameter(name, "host") is null;
            findings.Add(SpecRules.NoEffect, fields.Node.Place, host
                ? $"score, resource {CarriableText.Show(name)}: the host of a dns resource is not known when the bundle is made."
                : $"score, resource {CarriableText.Show(name)}, would do nothing: no variable, volume or route uses it.", host ? "Say it: \"params\": {\"host\": \"shop.example.com\"}." : "Use it, or leave it out.");
        }
    }

    string? Host(string resource)
    {
        if (!all.TryGetValue(resource, out var found) || found.Type != Dns || Parameter(resource, "host") is not { } host || SpecFields.Text(host, "score, 'host',", findings) is not { } text) return null;
        used.Add(resource);
        return text;
    }

    SpecNode? Parameter(string resource, string name) => all[resource].Fields.Node["params"]?[name];

    [GeneratedRegex(@"\A\$\{resources\.(?<name>[A-Za-z0-9_-]+)(\.(?<output>[A-Za-z_][A-Za-z0-9_]*))?\}\z", RegexOptions.ExplicitCapture)]
    private static partial Regex Whole();

    [GeneratedRegex(@"\$\$|\$\{(?<path>[^}]*)\}", RegexOptions.ExplicitCapture)]
    private static partial Regex Placeholder();
}
