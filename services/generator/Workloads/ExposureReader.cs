using System.Text.Json;
using System.Text.RegularExpressions;

namespace InfraAgent.Generator;

/// <summary>Reads <c>exposure</c>: how the outside reaches the service.</summary>
static partial class ExposureReader
{
    public static readonly IReadOnlyList<string> Fields = ["host", "path", "port", "tls"];

    public static Exposure? Read(SpecFields service, string what, IReadOnlyList<WorkloadPort> ports, FindingList findings)
    {
        what += ", 'exposure',";
        if (service.Node["exposure"] is not { } node || SpecFields.Open(node, what, Fields, "{\"host\": \"shop.example.com\"}", findings) is not { } fields) return null;
        if (!fields.Has("host")) findings.Add(SpecRules.Missing, node.PlaceOf("host"), $"{what} has no 'host'.", "Say under which name it is reached, such as shop.example.com.");
        var host = fields.Text("host");
        if (host is not null && (host.Length > 253 || !Host().IsMatch(host)))
            findings.Add(SpecRules.NotAllowed, node.PlaceOf("host"), $"{what} 'host', must be a DNS name in lower case; it is {CarriableText.Show(host)}.", "Write shop.example.com.");
        var path = fields.Has("path") ? fields.Text("path") : "/";
        if (path is not null && (path.Length > 1024 || !Prefix().IsMatch(path)))
            findings.Add(SpecRules.NotAllowed, node.PlaceOf("path"), $"{what} 'path', must be a path that begins with /, without query; it is {CarriableText.Show(path)}.", "Write / or /api.");

        var (tls, secret) = Tls(fields, what, findings);
        return PortReader.Find(node["port"], node.Place, what, ports, findings) is { } port && host is not null && path is not null ? new Exposure(host, path, port.Name, tls, secret) : null;
    }

    // true, or the name of the certificate's secret.
    static (bool, string?) Tls(SpecFields fields, string what, FindingList findings)
    {
        if (fields.Node["tls"] is not { } node) return (false, null);
        if (node.Kind is not JsonValueKind.String) return (fields.Flag("tls") ?? false, null);
        if (fields.Text("tls") is not { } name) return (true, null);
        if (name.Length <= 63 && Label().IsMatch(name)) return (true, name);
        findings.Add(SpecRules.NotAllowed, node.Place, $"{what} 'tls', must be true, false or the name of the certificate's secret; it is {node.Show()}.", "Write true, or a name such as shop-tls.");
        return (true, null);
    }

    [GeneratedRegex(@"\A(\*\.)?[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)*\z", RegexOptions.NonBacktracking)]
    private static partial Regex Host();

    [GeneratedRegex(@"\A[a-z0-9]([a-z0-9-]*[a-z0-9])?\z", RegexOptions.NonBacktracking)]
    private static partial Regex Label();

    [GeneratedRegex(@"\A/[A-Za-z0-9._~%/-]*\z", RegexOptions.NonBacktracking)]
    private static partial Regex Prefix();
}
