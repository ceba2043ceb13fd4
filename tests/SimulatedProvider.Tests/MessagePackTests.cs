using System.Text;
using InfraAgent.SimulatedProvider.Values;

namespace InfraAgent.SimulatedProvider.Tests;

public sealed class MessagePackTests
{
    static readonly CtyType Anything = CtyType.Object(new Dictionary<string, CtyType>
    {
        ["flag"] = CtyType.Bool,
        ["text"] = CtyType.String,
        ["number"] = CtyType.Number,
        ["many"] = CtyType.List(CtyType.String),
        ["tags"] = CtyType.Map(CtyType.String),
        ["rules"] = CtyType.Set(CtyType.Object(new Dictionary<string, CtyType> { ["port"] = CtyType.Number })),
    });

    [Theory]
    [InlineData(0)]
    [InlineData(31)]
    [InlineData(32)]
    [InlineData(255)]
    [InlineData(256)]
    [InlineData(70_000)]
    public void Texts_lists_and_maps_of_any_length_survive(int length)
    {
        var value = Cty.NewObject();
        value["flag"] = true;
        value["text"] = new string('ü', length);
        value["number"] = null;
        value["many"] = Enumerable.Range(0, length).Select(i => (object?)i.ToString()).ToList();
        value["tags"] = new SortedDictionary<string, object?>(Enumerable.Range(0, length).ToDictionary(i => $"k{i}", i => (object?)$"v{i}"), StringComparer.Ordinal);
        value["rules"] = Unknown.Value;

        Assert.True(Cty.Same(value, MessagePackReader.Read(MessagePackWriter.Write(value, Anything), Anything), Anything));
    }

    [Theory]
    [InlineData("0")]
    [InlineData("127")]
    [InlineData("128")]
    [InlineData("-1")]
    [InlineData("-32769")]
    [InlineData("9223372036854775807")]
    [InlineData("9223372036854775808")]
    [InlineData("0.1")]
    public void Numbers_keep_every_digit(string digits) =>
        Assert.Equal(Cty.Number(digits), MessagePackReader.Read(MessagePackWriter.Write(Cty.Number(digits), CtyType.Number), CtyType.Number));

    [Theory]
    [InlineData(new byte[] { 0xcc, 200 }, "200")]
    [InlineData(new byte[] { 0xcd, 1, 0 }, "256")]
    [InlineData(new byte[] { 0xd0, 0xff }, "-1")]
    [InlineData(new byte[] { 0xcb, 0x3f, 0xf8, 0, 0, 0, 0, 0, 0 }, "1.5")]
    public void Numbers_are_read_in_every_form_that_terraform_sends(byte[] sent, string digits) =>
        Assert.Equal(Cty.Number(digits), MessagePackReader.Read(sent, CtyType.Number));

    [Theory]
    [InlineData(new byte[] { 0xd4, 0, 0 })]
    [InlineData(new byte[] { 0xc7, 3, 12, 0x81, 1, 0xc2 })]
    public void An_unknown_is_read_with_and_without_hints(byte[] sent)
    {
        Assert.Same(Unknown.Value, MessagePackReader.Read(sent, CtyType.String));
        // And nothing of it is taken for what follows.
        byte[] list = [0x92, .. sent, 0xa1, (byte)'x'];
        Assert.Equal([Unknown.Value, "x"], Cty.AsList(MessagePackReader.Read(list, CtyType.List(CtyType.String)))!);
    }

    [Fact]
    public void A_value_of_another_type_is_refused_with_its_place() =>
        Assert.Contains("byte 0", Assert.Throws<FormatException>(() => MessagePackReader.Read([0x01], CtyType.String)).Message, StringComparison.Ordinal);

    [Fact]
    public void An_object_is_written_with_all_its_attributes_and_its_type_as_terraform_does()
    {
        var empty = MessagePackReader.Read(MessagePackWriter.Write(Cty.NewObject(), Anything), Anything);
        Assert.Equal(["flag", "many", "number", "rules", "tags", "text"], Cty.AsObject(empty)!.Keys);
        Assert.Equal("""["set",["object",{"port":"number"}]]""", Encoding.UTF8.GetString(Anything.Attributes["rules"].ToJson()));
    }
}
