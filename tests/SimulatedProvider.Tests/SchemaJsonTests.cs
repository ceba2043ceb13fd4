using System.IO.Compression;
using System.Text;
using InfraAgent.SimulatedProvider.Schemas;
using InfraAgent.SimulatedProvider.Values;

namespace InfraAgent.SimulatedProvider.Tests;

public sealed class SchemaJsonTests : IDisposable
{
    const string Schema = """
        {"provider_schemas": {"registry.terraform.io/hashicorp/aws": {
          "provider": {"version": 0, "block": {"attributes": {"region": {"type": "string", "optional": true}}}},
          "resource_schemas": {
            "aws_a": {"version": 2, "block": {
              "attributes": {
                "name": {"type": "string", "required": true},
                "secret": {"type": ["list", ["object", {"arn": "string", "port": "number"}]], "computed": true, "sensitive": true}},
              "block_types": {"rule": {"nesting_mode": "list", "min_items": 1, "max_items": 3, "block": {"attributes": {"on": {"type": "bool", "optional": true, "computed": true}}}}}}},
            "aws_b": {"version": 0, "block": {"attributes": {"any": {"type": "dynamic", "optional": true}}}},
            "aws_d": {"version": 0, "block": {}}},
          "data_source_schemas": {"aws_c": {"version": 0, "block": {}}}}}}
        """;

    readonly string file = Path.GetTempFileName();

    public void Dispose() => File.Delete(file);

    ProviderSchema Load()
    {
        using (var gzip = new GZipStream(File.Create(file), CompressionMode.Compress)) gzip.Write(Encoding.UTF8.GetBytes(Schema));
        return SchemaJson.Load(file, SimulatedPlugin.Aws.Address, name => name != "aws_d");
    }

    [Fact]
    public void Types_properties_and_blocks_are_read_as_terraform_wrote_them()
    {
        var schema = Load();

        var a = schema.Resource("aws_a");
        Assert.Equal(("aws", 2L), (schema.Configuration.Name, a.Version));
        var (name, secret) = (a.Block.Attributes[0], a.Block.Attributes[1]);
        Assert.Equal((true, false, false, false), (name.Required, name.Optional, name.Computed, name.Sensitive));
        Assert.Equal((false, false, true, true), (secret.Required, secret.Optional, secret.Computed, secret.Sensitive));
        Assert.Equal("""["list",["object",{"arn":"string","port":"number"}]]""", Encoding.UTF8.GetString(secret.Type.ToJson()));
        var rule = Assert.Single(a.Block.Blocks);
        Assert.Equal((Nesting.List, 1, 3, CtyKind.Bool), (rule.Nesting, rule.MinItems, rule.MaxItems, rule.Block.Attributes[0].Type.Kind));
        Assert.Equal(["aws_c"], schema.DataSources.Select(d => d.Name));
    }

    [Fact]
    public void A_type_that_cannot_be_served_or_is_not_wanted_is_left_out() =>
        Assert.Equal(["aws_a"], Load().Resources.Select(r => r.Name));
}
