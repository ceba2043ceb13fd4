using System.Text.Json;

namespace InfraAgent.Generator.Tests;

public sealed class BindingTests
{
    [Theory]
    [InlineData("desired_count")]
    [InlineData("ecs-service.desired_count")]
    [InlineData("ecs_service_desired_count")]
    public void Each_spelling_of_a_parameter_gives_the_same_code_and_the_same_value(string name)
    {
        var bundle = Aws($$"""{"aws_region":"us-east-2","container_image":"a/b:1","{{name}}":7}""");

        Assert.Contains("desired_count      = var.desired_count", bundle.Text("main.tf"), StringComparison.Ordinal);
        Assert.Equal(7, Values(bundle).GetProperty("desired_count").GetInt32());
        Assert.Equal(Aws("""{"aws_region":"us-east-2","container_image":"a/b:1","desired_count":1}""").CodeDigest, bundle.CodeDigest);
    }

    [Fact]
    public void A_parameter_overrides_what_the_specification_says_which_stays_as_the_default()
    {
        var bundle = Renderers.Bundle(Requests.Local("""{"cloud":"local","modules":[{"name":"service","image":"a/b:1","replicas":2}]}""", """{"replicas":5}"""));

        Assert.Contains("= var.replicas", bundle.Text("main.tf"), StringComparison.Ordinal);
        Assert.Contains("default     = 2", bundle.Text("variables.tf"), StringComparison.Ordinal);
        Assert.Equal(5, Values(bundle).GetProperty("replicas").GetInt32());
    }

    [Fact]
    public void An_input_that_two_modules_have_is_named_with_its_module()
    {
        var bundle = Aws("""{"aws_region":"us-east-2","container_image":"a/b:1","vpc.log_retention_days":7,"ecs_service_log_retention_days":14}""");

        Assert.Equal(7, Values(bundle).GetProperty("vpc_log_retention_days").GetInt32());
        Assert.Equal(14, Values(bundle).GetProperty("ecs_service_log_retention_days").GetInt32());
        Assert.Contains("log_retention_days = var.vpc_log_retention_days", bundle.Text("main.tf"), StringComparison.Ordinal);
    }

    [Fact]
    public void Lists_can_be_parameters()
    {
        var bundle = Aws("""{"aws_region":"us-east-2","container_image":"a/b:1","client_cidrs":["10.0.0.0/8","192.168.0.0/16"]}""");

        Assert.Equal("""["10.0.0.0/8","192.168.0.0/16"]""", JsonSerializer.Serialize(Values(bundle).GetProperty("client_cidrs")));
    }

    [Fact]
    public void A_module_is_wired_to_the_others_unless_the_caller_says_where_else()
    {
        var wired = Aws("""{"aws_region":"us-east-2","container_image":"a/b:1"}""").Text("main.tf");
        var alone = Renderers.Bundle(Requests.Local(
            """{"cloud":"aws","modules":[{"name":"ecs-service","container_image":"a/b:1","vpc_id":"vpc-1","private_subnet_ids":["subnet-1","subnet-2"],"client_cidrs":["10.0.0.0/8"]}]}""",
            """{"aws_region":"us-east-2"}""")).Text("main.tf");

        Assert.Contains("vpc_id             = module.vpc.id", wired, StringComparison.Ordinal);
        Assert.Contains("vpc_id             = \"vpc-1\"", alone, StringComparison.Ordinal);
        Assert.DoesNotContain("module.vpc", alone, StringComparison.Ordinal);
    }

    [Fact]
    public void The_contract_example_has_everything_it_asks_for_in_its_code()
    {
        var bundle = Renderers.Bundle(Requests.Example("seed-generate.json"));

        var main = bundle.Text("main.tf");
        Assert.Contains("# vpc 3.21.0", main, StringComparison.Ordinal);
        Assert.Contains("cidr    = \"10.16.0.0/16\"", main, StringComparison.Ordinal);
        Assert.Contains("# ecs-service 1.4.5", main, StringComparison.Ordinal);
        Assert.Contains("desired_count      = 3", main, StringComparison.Ordinal);
        Assert.Contains("logging            = \"cloudwatch\"", main, StringComparison.Ordinal);
        Assert.Contains("metrics            = \"prometheus\"", main, StringComparison.Ordinal);
        Assert.Contains("region = var.aws_region", bundle.Text("providers.tf"), StringComparison.Ordinal);
        Assert.Contains("version = \"6.19.0\"", bundle.Text("versions.tf"), StringComparison.Ordinal);
        Assert.Equal("us-east-2", Values(bundle, "staging").GetProperty("aws_region").GetString());
        Assert.Equal("ghcr.io/appsmithery/mcp-gateway:latest", Values(bundle, "staging").GetProperty("container_image").GetString());
        Assert.Equal("main.tf", bundle.Entrypoints["iac"]);
        Assert.Equal("env/staging.tfvars.json", bundle.Entrypoints["parameters"]);
    }

    static Bundle Aws(string parameters) => Renderers.Bundle(Requests.Local(
        """{"cloud":"aws","modules":[{"name":"vpc","cidr":"10.0.0.0/16"},{"name":"ecs-service","desired_count":3}]}""", parameters));

    static JsonElement Values(Bundle bundle, string environment = "dev") => JsonDocument.Parse(bundle.Files[$"env/{environment}.tfvars.json"]).RootElement;
}
