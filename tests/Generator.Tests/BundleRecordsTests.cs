using System.Text.Json;
using InfraAgent.Contracts;

namespace InfraAgent.Generator.Tests;

/// <summary>What every bundle holds beside its code: the parameters that were asked for, and the secrets that have to be there.</summary>
public sealed class BundleRecordsTests
{
    [Fact]
    public void Parameters_are_told_by_the_one_thing_that_they_set_whatever_they_were_called()
    {
        var given = Parameters(Renderers.Bundle(Requests.Local(
            """{"cloud":"local","modules":[{"name":"network"}],"services":[{"name":"web","image":"a/b:1","ports":[80],"env":{"A":"1","B":"2"}}]}""",
            """{"image":"c/d:2","web.env.B":"x","web.env.A":"y","cidr":"10.0.0.0/16"}""")));

        Assert.Equal(["network.cidr", "web.env.A", "web.env.B", "web.image"], given.EnumerateObject().Select(p => p.Name));
        Assert.Equal(("c/d:2", "image"), (given.GetProperty("web.image").GetProperty("value").GetString(), given.GetProperty("web.image").GetProperty("parameter").GetString()));
        Assert.Equal(["environment_variables"], given.GetProperty("web.env.B").GetProperty("variables").EnumerateArray().Select(v => v.GetString()));
    }

    [Theory]
    [MemberData(nameof(GoldenTests.Examples), MemberType = typeof(GoldenTests))]
    public void Every_parameter_of_a_request_is_told_and_every_variable_that_is_named_is_set(string example)
    {
        var command = Requests.Example(example);
        var bundle = Renderers.Bundle(command);

        var given = Parameters(bundle, command.Environment).EnumerateObject().ToArray();

        Assert.Equal(command.Parameters.Keys.Order(), given.Select(p => p.Value.GetProperty("parameter").GetString()!).Order());
        Assert.All(given, p => Assert.True(JsonElement.DeepEquals(command.Parameters[p.Value.GetProperty("parameter").GetString()!], p.Value.GetProperty("value"))));
        if (command.Runtime != "terraform") return;
        var values = JsonDocument.Parse(bundle.Files[$"env/{command.Environment}.tfvars.json"]).RootElement;
        Assert.All(given.SelectMany(p => p.Value.GetProperty("variables").EnumerateArray()), v => Assert.True(values.TryGetProperty(v.GetString()!, out _)));
    }

    [Fact]
    public void The_order_of_a_values_members_does_not_count()
    {
        const string spec = """{"cloud":"local","modules":[{"name":"config"}]}""";

        Assert.Equal(
            Renderers.Bundle(Requests.Local(spec, """{"settings":{"a":"1","b":"2"}}""")).Digest,
            Renderers.Bundle(Requests.Local(spec, """{"settings":{"b":"2","a":"1"}}""")).Digest);
    }

    [Theory]
    [InlineData("kubernetes", "base/web-externalsecret.yaml", "overlays/dev/web-externalsecret-patch.yaml")]
    [InlineData("helm", "values.yaml", "values-dev.yaml")]
    public void A_secret_is_told_once_with_its_store_and_all_that_read_it(string runtime, string shared, string own)
    {
        var bundle = Renderers.Bundle(Requests.Local("""
            {"cloud":"kubernetes",
             "modules":[{"name":"postgres","password":"vault://kv/db#password"}],
             "services":[{"name":"web","image":"a/b:1","secrets":{"DB":"vault://kv/db#password","KEY":"aws-sm://prod/key"}}],
             "environments":{"dev":{"services":[{"name":"web","secrets":{"KEY":"aws-sm://dev/key"}}]}}}
            """) with { Runtime = runtime });

        var secrets = Secrets(bundle);
        Assert.Equal(["aws-sm://dev/key", "vault://kv/db#password"], secrets.Select(s => s.GetProperty("reference").GetString()));
        Assert.Equal(("vault", "kv/db", "password"), (secrets[1].GetProperty("store").GetString(), secrets[1].GetProperty("path").GetString(), secrets[1].GetProperty("key").GetString()));
        Assert.False(secrets[0].TryGetProperty("key", out _));
        Assert.Equal([("web", "KEY", own)], Uses(secrets[0]));
        Assert.Equal(("web", "DB", shared), Uses(secrets[1])[^1]);
        Assert.Equal("postgres", Uses(secrets[1])[0].Workload);
        Assert.All(secrets.SelectMany(Uses), u => Assert.Contains(u.File, bundle.Files.Keys));
        Assert.Equal("secrets.manifest.json", bundle.Entrypoints["secrets"]);
    }

    [Fact]
    public void An_input_of_terraform_that_takes_a_reference_is_told_with_the_file_that_has_it()
    {
        using var folder = new TempFolder();
        folder.Write([
            KeyValuePair.Create("local/key/module.yaml", new ReadOnlyMemory<byte>("""
                name: key
                versions: ["1.0.0"]
                description: A key.
                inputs:
                  where:
                    description: Where the key is kept.
                    type: string
                    secret: true
                """u8.ToArray())),
            KeyValuePair.Create("local/key/main.tf.scriban", new ReadOnlyMemory<byte>("locals {\n  where = var.where\n}\n"u8.ToArray()))]);
        var renderer = new BundleRenderer(CatalogLoader.Load([CatalogFolder.BuiltIn(), CatalogFolder.OnDisk(folder.Path)]), "0");
        (string, string, string)[] Told(GenerateBundle command) => Uses(Secrets(renderer.Render(command).Bundle!).Single());

        Assert.Equal([("key", "where", "main.tf")], Told(Requests.Local("""{"cloud":"local","modules":[{"name":"key","where":"vault://kv/a#b"}]}""")));
        Assert.Equal([("key", "where", "env/dev.tfvars.json")], Told(Requests.Local("""{"cloud":"local","modules":[{"name":"key"}]}""", """{"where":"vault://kv/a#b"}""")));
    }

    [Fact]
    public void Without_secrets_the_list_is_there_and_empty() => Assert.Empty(Secrets(Renderers.Bundle(Requests.Example("local.json"))));

    static JsonElement Parameters(Bundle bundle, string environment = "dev") => JsonDocument.Parse(bundle.Files[$"parameters/{environment}.json"]).RootElement.GetProperty("parameters");

    static JsonElement[] Secrets(Bundle bundle) => [.. JsonDocument.Parse(bundle.Files["secrets.manifest.json"]).RootElement.GetProperty("secrets").EnumerateArray()];

    static (string Workload, string Variable, string File)[] Uses(JsonElement secret) =>
        [.. secret.GetProperty("used_by").EnumerateArray().Select(u => (u.GetProperty("workload").GetString()!, u.GetProperty("variable").GetString()!, u.GetProperty("file").GetString()!))];
}
