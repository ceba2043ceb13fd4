using System.Globalization;
using System.Text.Json;
using InfraAgent.Policy.Rules;

namespace InfraAgent.Policy.Plans;

/// <summary>A firewall rule lets the whole world reach a port that only operators and applications need. What cannot be known yet (a port or a
/// protocol that is decided on apply) counts as open; an unknown address range does not, it is no sign of "everyone".</summary>
sealed class OpenPortsCheck(RuleSettings settings) : PlanCheck
{
    readonly IReadOnlyList<int> ports = [.. settings.Texts("ports").Select(text =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port is > 0 and < 65536
            ? port
            : throw new PolicyFileException($"'ports' has '{text}', which is no port number."))];

    public override bool LooksAt(string type) => type is "aws_security_group" or "aws_default_security_group" or "aws_security_group_rule" or "aws_vpc_security_group_ingress_rule";

    public override IEnumerable<Found> Judge(PlannedChange change)
    {
        if (!change.Changes || change.After.ValueKind != JsonValueKind.Object) yield break;
        foreach (var rule in Rules(change))
        {
            if (!OpenToAll(rule)) continue;
            var open = ports.Where(port => Covers(rule, port)).ToList();
            if (open.Count == 0) continue;
            yield return new Found($"{change.Address} lets every address reach {(open.Count == ports.Count ? "all ports" : $"port {string.Join(", ", open)}")}.") { Resource = change.Address, Attribute = Opening(change.Type, rule) };
            yield break;
        }
    }

    static IEnumerable<JsonElement> Rules(PlannedChange change) => change.Type switch
    {
        "aws_security_group" or "aws_default_security_group" => Items(change.After, "ingress"),
        "aws_security_group_rule" when Text(change.After, "type") != "egress" => [change.After],
        "aws_vpc_security_group_ingress_rule" => [change.After],
        _ => [],
    };

    static bool OpenToAll(JsonElement rule) =>
        IsAll(Text(rule, "cidr_ipv4")) || IsAll(Text(rule, "cidr_ipv6"))
        || AnyIsAll(rule, "cidr_blocks") || AnyIsAll(rule, "ipv6_cidr_blocks");

    static bool AnyIsAll(JsonElement rule, string name) => Items(rule, name).Any(c => c.ValueKind == JsonValueKind.String && IsAll(c.GetString()));

    static string Opening(string type, JsonElement rule) =>
        type is "aws_security_group" or "aws_default_security_group" ? "ingress"
        : new[] { "cidr_ipv4", "cidr_ipv6" }.FirstOrDefault(name => IsAll(Text(rule, name)))
            ?? new[] { "cidr_blocks", "ipv6_cidr_blocks" }.First(name => AnyIsAll(rule, name));

    static bool IsAll(string? range) => range is "0.0.0.0/0" or "::/0";

    static bool Covers(JsonElement rule, int port)
    {
        var protocol = Text(rule, "protocol") ?? Text(rule, "ip_protocol");
        if (protocol is "icmp" or "icmpv6" or "1" or "58") return false;
        if (protocol is null or "-1" or "all") return true;
        return Port(rule, "from_port") is not { } from || Port(rule, "to_port") is not { } to || (from <= port && port <= to);
    }

    static int? Port(JsonElement rule, string name) =>
        rule.ValueKind == JsonValueKind.Object && rule.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out var number)
            ? (int)Math.Clamp(number, -1, 65536)
            : null;

    static string? Text(JsonElement rule, string name) =>
        rule.ValueKind == JsonValueKind.Object && rule.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    static IEnumerable<JsonElement> Items(JsonElement rule, string name)
    {
        if (rule.ValueKind != JsonValueKind.Object || !rule.TryGetProperty(name, out var value) || value.ValueKind != JsonValueKind.Array) yield break;
        foreach (var item in value.EnumerateArray()) yield return item;
    }
}
