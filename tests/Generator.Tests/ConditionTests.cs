namespace InfraAgent.Generator.Tests;

/// <summary>Inputs of a module that go together: told when the bundle is made, not when the tool plans.</summary>
public sealed class ConditionTests
{
    [Theory]
    [InlineData("""{"name":"dns-record","zone_id":"Z0","record_name":"a.example.com"}""", "values", "The record says nothing.")]
    [InlineData("""{"name":"dns-record","zone_id":"Z0","record_name":"a.example.com","type":"TXT","alias_names":["lb.example.com"]}""", "values", "of type A or AAAA")]
    [InlineData("""{"name":"dns-record","zone_id":"Z0","record_name":"a.example.com","values":["192.0.2.1"],"weight":5}""", "weight", "one of several")]
    [InlineData("""{"name":"queue","content_based_deduplication":true}""", "content_based_deduplication", "keeps order")]
    [InlineData("""{"name":"iam-role"}""", "trusted_services", "Nobody could take this role on.")]
    [InlineData("""{"name":"iam-role","trusted_services":["ecs-tasks.amazonaws.com"],"allowed_actions":["s3:GetObject"]}""", "allowed_actions", "go together")]
    [InlineData("""{"name":"function"}""", "image_uri", "needs its code")]
    [InlineData("""{"name":"static-site","domain_names":["a.example.com"]}""", "domain_names", "go together")]
    [InlineData("""{"name":"log-group","infrequent_access":true,"error_pattern":"ERROR"}""", "infrequent_access", "has no metrics")]
    [InlineData("""{"name":"ecs-service","container_image":"a","vpc_id":"vpc-1","private_subnet_ids":["subnet-1"],"host":"a.example.com","load_balancer":"none"}""", "host", "A host is a load balancer's")]
    public void Inputs_that_do_not_go_together_are_refused_where_they_stand(string module, string input, string message)
    {
        var finding = Assert.Single(Renderers.BuiltIn.Render(Aws(module)).Findings);

        Assert.Equal((SpecRules.NotTogether, $"/template_spec/modules/0/{input}"), (finding.RuleId, finding.Pointer));
        Assert.Contains(message, finding.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_value_that_only_the_cloud_knows_is_set()
    {
        const string record = """{"name":"dns-record","zone_id":"Z0","record_name":"a.example.com"},{"name":"vpc","cidr":"10.0.0.0/16"},{"name":"load-balancer"}""";

        Assert.NotNull(Renderers.BuiltIn.Render(Aws(record)).Bundle);
    }

    [Fact]
    public void A_parameter_can_break_a_condition_and_fulfil_one()
    {
        Assert.NotNull(Renderers.BuiltIn.Render(Aws("""{"name":"queue","content_based_deduplication":true}""", """{"aws_region":"eu-west-1","fifo":true}""")).Bundle);

        var finding = Assert.Single(Renderers.BuiltIn.Render(Aws("""{"name":"queue"}""", """{"aws_region":"eu-west-1","content_based_deduplication":true}""")).Findings);
        Assert.Equal("/parameters/content_based_deduplication", finding.Pointer);
    }

    static Contracts.GenerateBundle Aws(string modules, string parameters = """{"aws_region":"eu-west-1"}""") => Requests.Local($$"""{"cloud":"aws","modules":[{{modules}}]}""", parameters);
}
