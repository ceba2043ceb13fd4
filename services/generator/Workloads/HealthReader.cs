using System.Text.RegularExpressions;

namespace InfraAgent.Generator;

/// <summary>Reads <c>health</c>: an HTTP path, a command, or an open port.</summary>
static partial class HealthReader
{
    public static readonly IReadOnlyList<string> Fields = ["command", "interval", "path", "port", "retries", "start_period", "timeout"];

    public static HealthCheck? Read(SpecFields service, string what, IReadOnlyList<WorkloadPort> ports, FindingList findings)
    {
        what += ", 'health',";
        if (service.Node["health"] is not { } node || SpecFields.Open(node, what, Fields, "{\"path\": \"/healthz\"}", findings) is not { } fields) return null;
        var defaults = new HealthCheck();
        var check = defaults with
        {
            IntervalSeconds = fields.Whole("interval", 1, 3600) ?? defaults.IntervalSeconds,
            TimeoutSeconds = fields.Whole("timeout", 1, 3600) ?? defaults.TimeoutSeconds,
            Retries = fields.Whole("retries", 1, 100) ?? defaults.Retries,
            StartSeconds = fields.Whole("start_period", 0, 3600) ?? defaults.StartSeconds
        };

        if (fields.Has("command"))
        {
            if (fields.Has("path") || fields.Has("port"))
                findings.Add(SpecRules.NotTogether, node.PlaceOf("command"), $"{what} has a 'command' and a path or port.", "Keep one kind of check.");
            var command = fields.Texts("command", 100);
            if (command.Count == 0 && node["command"]!.Items.Count == 0)
                findings.Add(SpecRules.NotAllowed, node.PlaceOf("command"), $"{what} has an empty 'command'.", "Write [\"pg_isready\", \"-q\"].");
            return check with { Command = command };
        }

        if (!fields.Has("path") && !fields.Has("port"))
        {
            findings.Add(SpecRules.Missing, node.Place, $"{what} says nothing to look at.", "Give a 'path', a 'command' or a 'port'.");
            return null;
        }

        var path = fields.Text("path");
        if (path is not null && (path.Length > 1024 || !PathForm().IsMatch(path)))
            findings.Add(SpecRules.NotAllowed, node.PlaceOf("path"), $"{what} 'path', must be a path that begins with /; it is {CarriableText.Show(path)}.", "Write /healthz.");
        return PortReader.Find(node["port"], node.Place, what, ports, findings) is { } port ? check with { Path = path, Port = port.Name } : null;
    }

    /// <summary>A path of a URL, without what a shell, a template or a reader could take for something else.</summary>
    [GeneratedRegex(@"\A/[A-Za-z0-9._~!&'()*+,;=:@%/?-]*\z", RegexOptions.NonBacktracking)]
    public static partial Regex PathForm();
}
