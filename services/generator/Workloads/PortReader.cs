using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace InfraAgent.Generator;

/// <summary>Reads <c>ports</c>: numbers, or objects of name, port, target and protocol.</summary>
static partial class PortReader
{
    const string Example = "[8080] or [{\"name\": \"http\", \"port\": 80, \"target\": 8080}]";
    public static readonly IReadOnlyList<string> Fields = ["name", "port", "protocol", "target"];
    public static readonly IReadOnlyList<string> Protocols = ["tcp", "udp"];

    public static IReadOnlyList<WorkloadPort> Read(SpecFields service, string what, FindingList findings)
    {
        var ports = new List<WorkloadPort>();
        foreach (var node in service.List("ports", 50, Example))
        {
            if (Port(node, what, findings) is not { } port) continue;
            if (ports.Any(p => p.Name == port.Name))
                findings.Add(SpecRules.SaidTwice, node.Place, $"{what} has two ports of the name '{port.Name}'.", "Give each a name of its own.");
            else if (ports.Any(p => p.Port == port.Port))
                findings.Add(SpecRules.SaidTwice, node.Place, string.Create(CultureInfo.InvariantCulture, $"{what} has port {port.Port} twice."), "Keep one of them.");
            else
                ports.Add(port);
        }

        return ports;
    }

    /// <summary>The port that a name or number means: the first TCP port when nothing was said. Null, with a finding, when there is none.</summary>
    public static WorkloadPort? Find(SpecNode? node, string absent, string what, IReadOnlyList<WorkloadPort> ports, FindingList findings)
    {
        if (node is null)
        {
            var first = ports.FirstOrDefault(p => p.Protocol == "tcp");
            if (first is null) findings.Add(SpecRules.NotTogether, absent, $"{what} needs a TCP port of the service, and it has none.", "List it in 'ports'.");
            return first;
        }

        var found = node.Kind == JsonValueKind.Number
            ? ports.FirstOrDefault(p => NumberText.TryRead(node.Json, out var number) && p.Port == number)
            : SpecFields.Text(node, $"{what}, 'port',", findings) is { } name ? ports.FirstOrDefault(p => p.Name == name) : null;
        if (found is { Protocol: "tcp" }) return found;
        if (node.Kind is JsonValueKind.Number or JsonValueKind.String)
        {
            findings.Add(SpecRules.NotTogether, node.Place, $"{what}, 'port', is {node.Show()}, which is no TCP port of the service; there are: {string.Join(", ", ports.Where(p => p.Protocol == "tcp").Select(p => p.Name))}.",
                "Use one of the names or numbers in 'ports'.");
        }

        return null;
    }

    static WorkloadPort? Port(SpecNode node, string what, FindingList findings)
    {
        if (node.Kind == JsonValueKind.Number)
            return SpecFields.Whole(node, $"{what}, a port,", 1, 65535, findings) is { } plain ? new WorkloadPort(Default("tcp", plain), plain, plain) : null;
        if (SpecFields.Open(node, $"{what}, a port,", Fields, Example, findings) is not { } fields) return null;
        if (!fields.Has("port")) findings.Add(SpecRules.Missing, node.PlaceOf("port"), $"{what}, a port, has no number in 'port'.", $"Write {Example}.");
        if (fields.Whole("port", 1, 65535) is not { } port) return null;

        var target = fields.Has("target") ? fields.Whole("target", 1, 65535) : port;
        var protocol = fields.Has("protocol") ? fields.Text("protocol") : "tcp";
        if (protocol is not null && !Protocols.Contains(protocol))
            findings.Add(SpecRules.NotAllowed, node.PlaceOf("protocol"), $"{what}, 'protocol' of a port, must be one of tcp, udp; it is {CarriableText.Show(protocol)}.", Nearest.Advise(protocol, Protocols, "Use tcp or udp."));
        var name = fields.Has("name") ? fields.Text("name") : Default(protocol ?? "tcp", port);
        if (name is not null && (!Name().IsMatch(name) || name.Contains("--", StringComparison.Ordinal)))
            findings.Add(SpecRules.NotAllowed, node.PlaceOf("name"), $"{what}, 'name' of a port, must be lower-case letters, digits and single '-', at most 15, a letter first; it is {CarriableText.Show(name)}.", "Choose another name, such as http.");
        return target is null || name is null || protocol is null ? null : new WorkloadPort(name, port, target.Value, protocol);
    }

    static string Default(string protocol, int port) => string.Create(CultureInfo.InvariantCulture, $"{protocol}-{port}");

    [GeneratedRegex(@"\A[a-z]([a-z0-9-]{0,13}[a-z0-9])?\z", RegexOptions.NonBacktracking)]
    private static partial Regex Name();
}
