using InfraAgent.Generator.Tests.Kubernetes;
using InfraAgent.Generator.Tests.Yaml;

namespace InfraAgent.Generator.Tests.Compose;

public sealed class ComposeBundleTests
{
    [Fact]
    public void Deployments_environments_labels_and_parameters_share_the_project_file()
    {
        var command = Requests.Example("shop-compose.json");
        var one = Renderers.Bundle(command);
        var other = Renderers.Bundle(command with { DeploymentId = "another", Environment = "test", Labels = new Dictionary<string, string> { ["a"] = "b" }, Parameters = new Dictionary<string, System.Text.Json.JsonElement>() });

        Assert.True(one.Files["compose.yaml"].Span.SequenceEqual(other.Files["compose.yaml"].Span));
        Assert.Equal(one.CodeDigest, other.CodeDigest);
        Assert.DoesNotContain(one.Files.Keys, f => f == "compose.dev.yaml");
        Assert.Contains("COMPOSE_PROJECT_NAME=ia-another\n", other.Text(".env.test"), StringComparison.Ordinal);
        Assert.Contains("INFRA_AGENT_TAGS='a=b&team=shop'\n", other.Text(".env.test"), StringComparison.Ordinal);
    }

    [Fact]
    public void An_environment_of_another_shape_has_a_project_of_its_own_and_the_base_stays_what_it_is()
    {
        var prod = Renderers.Bundle(Requests.Catalog("compose-override"));
        var dev = Renderers.Bundle(Requests.Catalog("compose-override") with { Environment = "dev" });

        Assert.True(prod.Files["compose.yaml"].Span.SequenceEqual(dev.Files["compose.yaml"].Span));
        Assert.Contains("COMPOSE_FILE=compose.prod.yaml\n", prod.Text(".env.prod"), StringComparison.Ordinal);
        Assert.Contains("COMPOSE_FILE=compose.yaml\n", dev.Text(".env.dev"), StringComparison.Ordinal);
        var project = YamlReading.WithYamlDotNet(prod.Text("compose.prod.yaml"));
        Assert.NotNull(JsonPatch.Find(project, "/services/worker"));
        Assert.Null(JsonPatch.Find(project, "/services/api/environment/OLD"));
        Assert.DoesNotContain(dev.Files.Keys, f => f == "compose.dev.yaml");
    }

    [Fact]
    public void A_container_has_no_capability_no_privilege_no_port_beyond_this_machine_and_writes_to_its_own_folders_alone()
    {
        var project = YamlReading.WithYamlDotNet(Renderers.Bundle(Requests.Example("shop-compose.json")).Text("compose.yaml"));

        foreach (var (name, service) in ((DataMap)((DataMap)project)["services"]!).Items)
        {
            Assert.Equal(DataList.Of("ALL"), JsonPatch.Find(service, "/cap_drop"));
            Assert.Equal(DataList.Of("no-new-privileges:true"), JsonPatch.Find(service, "/security_opt"));
            Assert.Equal<DataValue>(true, JsonPatch.Find(service, "/read_only")!);
            Assert.Contains("/tmp:size=1g,mode=1777", YamlWriter.Write(JsonPatch.Find(service, "/tmpfs")!), StringComparison.Ordinal);
            if (name == "web") Assert.StartsWith("127.0.0.1:", ((DataText)JsonPatch.Find(service, "/ports/0")!).Value, StringComparison.Ordinal);
            else Assert.Null(JsonPatch.Find(service, "/ports"));
        }
    }

    [Fact]
    public void Variables_of_services_never_meet_each_other_or_those_of_compose()
    {
        var web = ClusterInputs.Web() with { Ports = [], Health = null };
        var bundle = ClusterInputs.Write(new ComposeWriter(), ClusterInputs.Of(
        [
            web with { Name = "compose", Variables = ClusterInputs.Variables(("FILES", "1")) },
            web with { Name = "infra-agent", Image = "x/own" },
            web with { Name = "a", Variables = ClusterInputs.Variables(("IMAGE", "2")) },
            web with { Name = "a-env", Image = "x/y" }
        ]));

        var variables = bundle.Text(".env.dev").Split('\n');
        Assert.Contains("SERVICE_COMPOSE_ENV_FILES=1", variables);
        Assert.Contains("SERVICE_INFRA_AGENT_IMAGE=x/own", variables);
        Assert.Contains("A_ENV_IMAGE=2", variables);
        Assert.Contains("A_ENV_IMAGE_=x/y", variables);
        Assert.Equal(variables.Length, variables.Select(v => v.Split('=')[0]).Distinct().Count());
    }

    [Fact]
    public void No_secret_has_a_value_in_a_bundle_and_every_one_is_named()
    {
        var bundle = Renderers.Bundle(Requests.Example("shop-compose.json"));

        Assert.DoesNotContain(bundle.Files.Keys, f => f.StartsWith("secrets/", StringComparison.Ordinal));
        Assert.Contains("\"file\": \"secrets/redis.REDIS_PASSWORD\"", bundle.Text("secrets.manifest.json"), StringComparison.Ordinal);
        Assert.Contains("| `redis` | `REDIS_PASSWORD` | `env://REDIS_PASSWORD` |", bundle.Text("README.md"), StringComparison.Ordinal);
        Assert.DoesNotContain("PASSWORD", bundle.Text(".env.dev"), StringComparison.Ordinal);
    }
}
