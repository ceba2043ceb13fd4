namespace InfraAgent.Generator.Tests.Yaml;

public sealed class JsonPatchTests
{
    static readonly DataMap Document = (DataMap)YamlReading.FromJson("""{"a":{"b":[1,2,{"c":"x"}],"d/e":1,"f~g":2},"n":null,"z":0}""");

    [Theory]
    [InlineData("""[{"op":"add","path":"/a/h","value":{"i":1}}]""", """{"a":{"b":[1,2,{"c":"x"}],"d/e":1,"f~g":2,"h":{"i":1}},"n":null,"z":0}""")]
    [InlineData("""[{"op":"add","path":"/z","value":5}]""", """{"a":{"b":[1,2,{"c":"x"}],"d/e":1,"f~g":2},"n":null,"z":5}""")]
    [InlineData("""[{"op":"add","path":"/a/b/1","value":9}]""", """{"a":{"b":[1,9,2,{"c":"x"}],"d/e":1,"f~g":2},"n":null,"z":0}""")]
    [InlineData("""[{"op":"add","path":"/a/b/-","value":9}]""", """{"a":{"b":[1,2,{"c":"x"},9],"d/e":1,"f~g":2},"n":null,"z":0}""")]
    [InlineData("""[{"op":"remove","path":"/a/b/0"},{"op":"remove","path":"/n"}]""", """{"a":{"b":[2,{"c":"x"}],"d/e":1,"f~g":2},"z":0}""")]
    [InlineData("""[{"op":"replace","path":"/a/b/2/c","value":"y"},{"op":"replace","path":"/a/d~1e","value":3},{"op":"replace","path":"/a/f~0g","value":4}]""", """{"a":{"b":[1,2,{"c":"y"}],"d/e":3,"f~g":4},"n":null,"z":0}""")]
    [InlineData("""[{"op":"move","from":"/a/b/0","path":"/first"}]""", """{"a":{"b":[2,{"c":"x"}],"d/e":1,"f~g":2},"n":null,"z":0,"first":1}""")]
    [InlineData("""[{"op":"copy","from":"/a/b","path":"/z"}]""", """{"a":{"b":[1,2,{"c":"x"}],"d/e":1,"f~g":2},"n":null,"z":[1,2,{"c":"x"}]}""")]
    [InlineData("""[{"op":"test","path":"/a/b/2","value":{"c":"x"}},{"op":"remove","path":"/a"}]""", """{"n":null,"z":0}""")]
    [InlineData("""[{"op":"replace","path":"","value":{"all":1}}]""", """{"all":1}""")]
    public void Steps_do_what_rfc_6902_says(string patch, string result)
    {
        Assert.Equal(YamlReading.FromJson(result), JsonPatch.Apply(Document, Steps(patch)).Value);
    }

    [Fact]
    public void A_replaced_member_keeps_its_place()
    {
        var patched = (DataMap)JsonPatch.Apply(Document, Steps("""[{"op":"replace","path":"/a","value":1}]""")).Value!;

        Assert.Equal(["a", "n", "z"], patched.Items.Select(i => i.Key));
    }

    [Theory]
    [InlineData("""[{"op":"remove","path":"/missing"}]""", 0, "'/missing' is not there.")]
    [InlineData("""[{"op":"remove","path":"/z"},{"op":"replace","path":"/a/b/3","value":1}]""", 1, "'/a/b/3' is not there.")]
    [InlineData("""[{"op":"add","path":"/a/b/4","value":1}]""", 0, "'/a/b/4' is not there.")]
    [InlineData("""[{"op":"add","path":"/a/b/01","value":1}]""", 0, "'/a/b/01' is not there.")]
    [InlineData("""[{"op":"add","path":"/x/y","value":1}]""", 0, "'/x' is not there.")]
    [InlineData("""[{"op":"add","path":"/z/y","value":1}]""", 0, "'/z/y' is not there.")]
    [InlineData("""[{"op":"add","path":"a","value":1}]""", 0, "must be a JSON Pointer")]
    [InlineData("""[{"op":"add","path":"/a~2","value":1}]""", 0, "'~' is written ~0")]
    [InlineData("""[{"op":"add","path":"/a"}]""", 0, "needs a value")]
    [InlineData("""[{"op":"move","path":"/a"}]""", 0, "needs 'from'")]
    [InlineData("""[{"op":"move","from":"/a","path":"/a/b/0"}]""", 0, "cannot be moved into itself")]
    [InlineData("""[{"op":"test","path":"/z","value":1}]""", 0, "another value than the test expects")]
    [InlineData("""[{"op":"remove","path":""}]""", 0, "whole document cannot be removed")]
    [InlineData("""[{"op":"merge","path":"/a","value":1}]""", 0, "known: add, copy, move, remove, replace, test")]
    public void A_step_that_cannot_be_done_is_named_and_nothing_is_changed(string patch, int step, string problem)
    {
        var outcome = JsonPatch.Apply(Document, Steps(patch));

        Assert.Null(outcome.Value);
        Assert.Equal(step, outcome.Step);
        Assert.Contains(problem, outcome.Problem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/a", "/a/a", 150)]
    [InlineData("/a", "/copy/-", 50)]
    [InlineData("/long", "/copies/-", 200)]
    public void Copies_of_copies_end_before_they_fill_the_memory(string from, string path, int times)
    {
        var document = Document.With("copy", DataList.Of()).With("copies", DataList.Of()).With("long", new string('x', 1_000_000));
        // The list of copies is within what is copied the next time.
        JsonPatchStep[] steps = [.. Enumerable.Range(0, times).SelectMany(_ => (JsonPatchStep[])[new("copy", path, From: from), .. path == "/copy/-" ? [new("copy", "/a/b", From: "/copy")] : (JsonPatchStep[])[]])];

        var outcome = JsonPatch.Apply(document, steps);

        Assert.Null(outcome.Value);
        Assert.InRange(outcome.Step, 5, 105);
        Assert.Contains("The copy makes it larger", outcome.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void A_difference_applied_gives_the_other_value()
    {
        var random = new Random(6902);
        for (var i = 0; i < 2000; i++)
        {
            var (from, to) = (Any(random, 4), Any(random, 4));
            Assert.Equal(to, JsonPatch.Apply(from, JsonPatchDifference.Between(from, to)).Value);
        }
    }

    [Fact]
    public void Equal_values_have_no_difference() => Assert.Empty(JsonPatchDifference.Between(HostileMap(), HostileMap()));

    static DataMap HostileMap() => new(HostileValues.Texts.Take(200).Select(t => KeyValuePair.Create(t, (DataValue)t)));

    static DataValue Any(Random random, int depth) => random.Next(depth > 0 ? 6 : 3) switch
    {
        0 => random.Next(3),
        1 => HostileValues.Texts[random.Next(8)],
        2 => random.Next(2) == 0,
        3 or 4 => new DataMap(Enumerable.Range(0, random.Next(4)).Select(_ => HostileValues.Texts[random.Next(12)]).Append("a~/b").Distinct().Select(k => KeyValuePair.Create(k, Any(random, depth - 1)))),
        _ => DataList.Of(Enumerable.Range(0, random.Next(4)).Select(_ => Any(random, depth - 1)))
    };

    static List<JsonPatchStep> Steps(string patch) =>
    [
        .. ((DataList)YamlReading.FromJson(patch)).Items.Cast<DataMap>().Select(s => new JsonPatchStep(
            ((DataText)s["op"]!).Value, ((DataText)s["path"]!).Value, s["value"], (s["from"] as DataText)?.Value))
    ];
}
