using System.Text.Json;
using InfraAgent.Generator.Tests.Yaml;

namespace InfraAgent.Generator.Tests.JsonFiles;

/// <summary>Every JSON file of a bundle is read by .NET's parser and by two that have nothing to do with it, and they all find what was written.</summary>
public sealed class HostileJsonTests : IDisposable
{
    static readonly DataValue Hostile = DataList.Of([.. HostileValues.All.Items, .. HostileText.All.Select(t => (DataValue)t), Deep(200)]);

    readonly TempFolder folder = new();

    public static TheoryData<string> Parsers => [.. JsonParser.All.Keys];

    public void Dispose() => folder.Dispose();

    [Fact]
    public void DotNet_reads_every_value_back_as_it_was_given()
    {
        AssertSame(JsonParser.Lines(Hostile), JsonParser.WithDotNet(JsonFile.Write(Hostile)));
        AssertSame(JsonParser.Lines(DataMap.Of(("all", Hostile))), JsonParser.WithDotNet(ParameterFile.Write([KeyValuePair.Create("all", Hcl(Hostile))])));
    }

    [JsonParserTheory]
    [MemberData(nameof(Parsers))]
    public async Task Another_parser_reads_every_value_back_as_it_was_given(string parser)
    {
        var (data, parameters) = (Path.Combine(folder.Path, "data.json"), Path.Combine(folder.Path, "v.tfvars.json"));
        await File.WriteAllBytesAsync(data, JsonFile.Write(Hostile));
        await File.WriteAllBytesAsync(parameters, ParameterFile.Write([KeyValuePair.Create("all", Hcl(Hostile))]));

        AssertSame([.. JsonParser.Lines(Hostile), .. JsonParser.Lines(DataMap.Of(("all", Hostile)))], await JsonParser.All[parser].Read(data, parameters));
    }

    [JsonParserTheory]
    [MemberData(nameof(Parsers))]
    public async Task What_a_request_says_is_in_its_bundles_files_and_changes_nothing_else(string parser)
    {
        var texts = HostileText.All.Concat(HostileValues.Texts.Where(t => t.Length < 4096)).Where(t => CarriableText.Explain(t) is null && ComposedForm.Has(t)).Distinct().ToArray();
        Dictionary<string, string>[] settings = [.. texts.Chunk(190).Select(c => c.Index().ToDictionary(t => $"k{t.Index}", t => t.Item))];
        var labels = texts.Where(t => t.Length is > 0 and <= 128).Take(38).ToDictionary(t => t, t => t);
        var bundles = settings.Select(s => Bundle(s, labels)).ToArray();

        var read = await Read(parser, bundles);

        foreach (var (i, files) in read.Index())
        {
            var parameters = (DataMap)files["env/dev.tfvars.json"];
            Assert.Equal(DataMap.OfTexts(settings[i]), parameters["settings"]);
            Assert.Equal(DataMap.OfTexts(labels), parameters["labels"]);
            Assert.Equal(DataMap.OfTexts(settings[i]), JsonPatch.Find(files["parameters/dev.json"], "/parameters/config.settings/value"));
            // The same members, lists and kinds of values, whatever the texts are.
            var harmless = Bundle(settings[i].ToDictionary(s => s.Key, _ => "x"), labels.Keys.Index().ToDictionary(t => $"label{t.Index}", _ => "x"));
            Assert.Equal(Json(harmless).Select(f => Shape(Parse(f.Value), f.Key.StartsWith("env/", StringComparison.Ordinal))), files.Select(f => Shape(f.Value, f.Key.StartsWith("env/", StringComparison.Ordinal))));
        }
    }

    static Bundle Bundle(Dictionary<string, string> settings, Dictionary<string, string> labels) => Renderers.Bundle(
        Requests.Local("""{"cloud":"local","modules":[{"name":"config"}]}""", JsonSerializer.Serialize(new { settings })) with { Labels = labels });

    static KeyValuePair<string, ReadOnlyMemory<byte>>[] Json(Bundle bundle) => [.. bundle.Files.Where(f => f.Key.EndsWith(".json", StringComparison.Ordinal))];

    static DataValue Parse(ReadOnlyMemory<byte> file) => YamlReading.FromJson(JsonDocument.Parse(file).RootElement);

    // All of them by one process.
    async Task<List<SortedDictionary<string, DataValue>>> Read(string parser, Bundle[] bundles)
    {
        var files = bundles.Index().SelectMany(b => Json(b.Item).Select(f => KeyValuePair.Create($"{b.Index:00}/{f.Key}", f.Value))).ToArray();
        Assert.Equal(["bundle.json", "env/dev.tfvars.json", "parameters/dev.json", "playbook.json", "secrets.manifest.json"], Json(bundles[0]).Select(f => f.Key));
        folder.Write(files);
        AssertSame([.. files.SelectMany(f => JsonParser.WithDotNet(f.Value.ToArray()))], await JsonParser.All[parser].Read(files.Select(f => Path.Combine(folder.Path, f.Key))));
        return [.. bundles.Select(b => new SortedDictionary<string, DataValue>(Json(b).ToDictionary(f => f.Key, f => Parse(f.Value)), StringComparer.Ordinal))];
    }

    // Labels have other names in the two requests; everything else has the same.
    static string Shape(DataValue value, bool anyNames) => value switch
    {
        DataMap m when anyNames => $"{{{string.Join(',', m.Items.Select(i => Shape(i.Value, anyNames)).Order(StringComparer.Ordinal))}}}",
        DataMap m => $"{{{string.Join(',', m.Items.Select(i => i.Key + ':' + Shape(i.Value, anyNames)))}}}",
        DataList l => $"[{string.Join(',', l.Items.Select(i => Shape(i, anyNames)))}]",
        _ => value.GetType().Name
    };

    static DataValue Deep(int levels)
    {
        DataValue deep = "${bottom}";
        for (var i = 0; i < levels; i++) deep = i % 2 == 0 ? DataList.Of(deep) : DataMap.Of(("{{ }}", deep));
        return deep;
    }

    static HclValue Hcl(DataValue value) => value switch
    {
        DataText t => new HclText(t.Value),
        DataNumber n => new HclNumber(n.Value),
        DataBool b => new HclBool(b.Value),
        DataList l => new HclList([.. l.Items.Select(Hcl)]),
        DataMap m => HclMap.Of(m.Items.Select(i => KeyValuePair.Create(i.Key, Hcl(i.Value)))),
        _ => HclValue.Null
    };

    static void AssertSame(List<string> expected, IReadOnlyList<string> read)
    {
        for (var i = 0; i < Math.Min(expected.Count, read.Count); i++)
            if (expected[i] != read[i]) Assert.Fail($"Line {i} is {read[i][..Math.Min(200, read[i].Length)]} and should be {expected[i][..Math.Min(200, expected[i].Length)]}.");
        Assert.Equal(expected.Count, read.Count);
    }
}
