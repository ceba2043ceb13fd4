using InfraAgent.SimulatedProvider.Schemas;
using InfraAgent.SimulatedProvider.Values;

namespace InfraAgent.SimulatedProvider.Tests;

public sealed class SchemaTextTests
{
    static IReadOnlyList<ObjectSchema> Read(string text)
    {
        using var reader = new StringReader(text);
        return SchemaText.Read("test.schema", reader);
    }

    [Fact]
    public void A_declaration_is_read_with_all_that_it_says()
    {
        var schema = Assert.Single(Read("""
            # a comment
            type rule
              port number

            resource aws_x version=2 key={arn} unique=name,vpc_id upsert
              name string required replace
              idle number optional default 60
              secret string optional computed sensitive = s-{hex:8} = x
              rules set(rule) optional
              logs block list min=1 max=2 replace
                bucket string required
                inner block single
                  deep bool optional
              @tags computed
            """));

        Assert.Equal((ObjectKind.Resource, "aws_x", 2L, "{arn}", true), (schema.Kind, schema.Name, schema.Version, schema.Key, schema.Upsert));
        Assert.Equal(["name", "vpc_id"], schema.Unique);
        Assert.Equal(["name", "idle", "secret", "rules", "tags", "tags_all"], schema.Block.Attributes.Select(a => a.Name));
        Assert.True(schema.Block.Attributes[0] is { Required: true, Replaces: true });
        Assert.Equal(60m, schema.Block.Attributes[1].Default);
        Assert.True(schema.Block.Attributes[2] is { Optional: true, Computed: true, Sensitive: true, Template: "s-{hex:8} = x" });
        Assert.Equal(CtyKind.Number, schema.Block.Attributes[3].Type.Element.Attributes["port"].Kind);
        Assert.False(schema.Block.Attributes[5].Optional);
        var logs = Assert.Single(schema.Block.Blocks);
        Assert.Equal((Nesting.List, 1, 2, true), (logs.Nesting, logs.MinItems, logs.MaxItems, logs.Replaces));
        Assert.Equal("deep", logs.Block.Blocks[0].Block.Attributes[0].Name);
    }

    [Theory]
    [InlineData("resource aws_x\n  name", "test.schema:2", "no type")]
    [InlineData("resource aws_x\n  name text optional", "test.schema:2", "'text' is not a type")]
    [InlineData("resource aws_x\n  a string optional\n  b string mandatory", "test.schema:3", "'mandatory'")]
    [InlineData("resource aws_x\n  a block array\n    b string optional", "test.schema:2", "nesting")]
    [InlineData("thing aws_x\n  a string optional", "test.schema:1", "'thing'")]
    [InlineData("resource aws_x color=red", "test.schema:1", "'color'")]
    [InlineData("resource aws_x\n  @colours", "test.schema:2", "'@colours'")]
    [InlineData("  a string optional", "test.schema:1", "first column")]
    public void A_mistake_is_named_with_its_line(string text, string place, string problem)
    {
        var message = Assert.Throws<FormatException>(() => Read(text)).Message;
        Assert.StartsWith(place + ":", message, StringComparison.Ordinal);
        Assert.Contains(problem, message, StringComparison.Ordinal);
    }
}
