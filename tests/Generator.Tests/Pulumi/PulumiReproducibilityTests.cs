using System.Globalization;
using System.Text.Json.Nodes;

namespace InfraAgent.Generator.Tests.Pulumi;

/// <summary>A program depends on what is asked for, and on nothing about who works it out.</summary>
public sealed class PulumiReproducibilityTests
{
    public static TheoryData<string> Requested => [.. PulumiInputs.Others];

    [Theory]
    [MemberData(nameof(Requested))]
    public async Task Culture_thread_and_the_order_of_a_requests_members_do_not_change_a_byte(string name)
    {
        var json = await File.ReadAllTextAsync(Path.Combine(Places.Tests, "Specs", name + ".json"));
        var expected = Renderers.Bundle(Requests.FromBody(json));

        var others = await Task.WhenAll(Enumerable.Range(0, 4).Select(i => Task.Run(() =>
        {
            CultureInfo.CurrentCulture = StrangeCulture.Make();
            return Renderers.Bundle(Requests.FromBody(i % 2 == 0 ? json : Turned(JsonNode.Parse(json))!.ToJsonString()));
        })));

        foreach (var other in others) Assert.All(expected.Files, f => Assert.True(f.Value.Span.SequenceEqual(other.Files[f.Key].Span), f.Key));
    }

    // The order of patches is theirs, and so is that of lists.
    static JsonNode? Turned(JsonNode? node) => node switch
    {
        JsonObject map => new JsonObject(map.Reverse().Select(m => KeyValuePair.Create(m.Key, Turned(m.Value)))),
        JsonArray list => new JsonArray([.. list.Select(Turned)]),
        _ => node?.DeepClone()
    };
}
