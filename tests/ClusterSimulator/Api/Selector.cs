using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;

namespace InfraAgent.ClusterSimulator.Api;

/// <summary><c>labelSelector</c> and <c>fieldSelector</c> of a list or watch.</summary>
static partial class Selector
{
    public static Func<JsonObject, bool> Of(IQueryCollection query)
    {
        var labels = Commas().Split(query["labelSelector"].ToString()).Where(s => s.Length > 0).Select(Label).ToArray();
        var fields = query["fieldSelector"].ToString().Split(',', StringSplitOptions.RemoveEmptyEntries).Select(Field).ToArray();
        return value => labels.All(l => l(value.Object("metadata").Object("labels"))) && fields.All(f => f(value));
    }

    static Func<JsonObject, bool> Field(string text)
    {
        var isNot = text.Contains("!=", StringComparison.Ordinal);
        var parts = text.Split(isNot ? "!=" : "=", 2);
        var (path, wanted) = (parts[0].Split('.'), parts[1].TrimStart('='));
        return value => (path.Aggregate((JsonNode?)value, (node, key) => (node as JsonObject)?[key])?.ToString() ?? "") == wanted != isNot;
    }

    static Func<JsonObject?, bool> Label(string text)
    {
        text = text.Trim();
        if (Set().Match(text) is { Success: true } match)
        {
            var values = match.Groups[3].Value.Split(',', StringSplitOptions.TrimEntries);
            var isIn = match.Groups[2].Value == "in";
            return labels => labels?[match.Groups[1].Value] is { } value ? values.Contains(value.GetValue<string>()) == isIn : !isIn;
        }

        if (text.Split("!=", 2, StringSplitOptions.TrimEntries) is [var unequal, var other]) return labels => labels.Text(unequal) != other;
        if (text.Split('=', 2, StringSplitOptions.TrimEntries) is [var equal, var wanted]) return labels => labels?[equal] is not null && labels.Text(equal) == wanted.TrimStart('=');
        if (text[0] == '!') return labels => labels?[text[1..]] is null;
        return labels => labels?[text] is not null;
    }

    [GeneratedRegex(@",(?![^()]*\))")]
    private static partial Regex Commas();

    [GeneratedRegex(@"\A(\S+)\s+(in|notin)\s+\((.*)\)\z")]
    private static partial Regex Set();
}
