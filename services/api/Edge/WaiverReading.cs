using System.Text;
using System.Text.Json;
using InfraAgent.Contracts;

namespace InfraAgent.Api.Edge;

/// <summary>Reads <c>policy_waivers</c>. Which rules there are, and who may waive them, is not the form's to say.</summary>
public static class WaiverReading
{
    public const string Field = "policy_waivers";
    public const int Most = 64;

    /// <summary>Null when the member is absent.</summary>
    internal static IReadOnlyList<PolicyWaiver>? Waivers(this ObjectReader fields, FindingList findings)
    {
        if (fields.Array(Field, required: false) is not { ValueKind: JsonValueKind.Array } list) return null;
        if (list.GetArrayLength() > Most)
        {
            fields.Refuse(Field, RequestRules.Range, $"'{Field}' has {list.GetArrayLength()} elements, more than {Most}.",
                "Keep to those that are needed; a pattern with '*' covers many resources, and what holds for many deployments belongs into a file of Policy:Folders.");
            return null;
        }

        return [.. list.EnumerateArray().Select((item, index) => Waiver(item, Place(index), findings))];
    }

    /// <summary>The list alone, as <c>POST /policy/check</c> takes it beside bodies of any form.</summary>
    public static (IReadOnlyList<PolicyWaiver> Waivers, Problem? Problem) Read(string json)
    {
        // As the member of a request, so that the same is said of the same.
        var reading = StrictJson.Read(Encoding.UTF8.GetBytes($"{{\"{Field}\":{json}}}"));
        if (reading.Root is not { } root) return ([], reading.Broken is { } broken ? Problems.Unreadable(broken) : Problems.Invalid(reading));
        var fields = new ObjectReader(root, "", reading.Findings);
        var waivers = fields.Waivers(reading.Findings) ?? [];
        fields.Done();
        return reading.Findings.Count == 0 ? (waivers, null) : ([], Problems.Invalid(reading.Findings, reading.Findings.Dropped));
    }

    public static string Place(int index) => $"/{Field}/{index}";

    static PolicyWaiver Waiver(JsonElement item, string place, FindingList findings)
    {
        if (item.ValueKind != JsonValueKind.Object)
        {
            findings.Add(new Finding
            {
                RuleId = RequestRules.WrongType, Pointer = place, Message = "A waiver is not an object.",
                Remediation = "Write {\"rule_id\": …, \"resource\": …, \"reason\": …, \"owner\": …, \"expires\": …}.",
            });
            return new PolicyWaiver { RuleId = "", Resource = "", Reason = "", Owner = "", Expires = "" };
        }

        var fields = new ObjectReader(item, place, findings);
        var waiver = new PolicyWaiver
        {
            RuleId = fields.RequiredText("rule_id", Formats.RuleId),
            Resource = fields.RequiredText("resource", Formats.WaivedResource),
            Reason = fields.RequiredText("reason", Formats.WaiverReason),
            Owner = fields.RequiredText("owner", Formats.WaiverOwner),
            Expires = fields.RequiredText("expires", Formats.WaiverExpires),
        };
        fields.Done(("environments", "A request is for one environment; leave it out."));
        return waiver;
    }
}
