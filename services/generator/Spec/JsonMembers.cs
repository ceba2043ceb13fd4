using System.Text.Json;

namespace InfraAgent.Generator;

/// <summary>The members of an object, with names that are text and are there once.</summary>
static class JsonMembers
{
    public static IReadOnlyList<(string Name, JsonElement Value)> Of(JsonElement json, string what, string pointer, FindingList findings)
    {
        var members = new List<(string, JsonElement)>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var property in json.EnumerateObject())
        {
            string name;
            try
            {
                name = property.Name;
            }
            catch (InvalidOperationException)
            {
                name = "\ud800"; // Explained below as what it is.
            }

            if (CarriableText.Explain(name) is { } wrong)
                findings.Add(SpecRules.Text, pointer, $"{what} has a name in it that contains {wrong}.", "Give it a name of ordinary characters.");
            else if (!seen.Add(name))
                findings.Add(SpecRules.SaidTwice, Pointer.Member(pointer, name), $"{what} has {CarriableText.Show(name)} twice.", "Keep one of them.");
            else
                members.Add((name, property.Value));
        }

        return members;
    }
}
