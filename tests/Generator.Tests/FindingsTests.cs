using System.Globalization;
using System.Text.Json;
using InfraAgent.Contracts;

namespace InfraAgent.Generator.Tests;

public sealed class FindingsTests
{
    const string Service = """{"name":"service","image":"a/b:1"}""";

    [Theory]
    // The specification itself.
    [InlineData("[]", "{}", SpecRules.WrongType, "/template_spec", "must be an object; it is a list", "cloud")]
    [InlineData("""{"modules":[{"name":"config"}]}""", "{}", SpecRules.Missing, "/template_spec/cloud", "'cloud'", "aws, azure, gcp, kubernetes, local")]
    [InlineData("""{"cloud":"local"}""", "{}", SpecRules.Missing, "/template_spec/modules", "'modules'", "at least one")]
    [InlineData("""{"cloud":"loacl","modules":[{"name":"config"}]}""", "{}", SpecRules.UnknownCloud, "/template_spec/cloud", "'loacl' is not known; known: aws, azure, gcp, kubernetes, local", "Did you mean 'local'?")]
    [InlineData("""{"cloud":7,"modules":[{"name":"config"}]}""", "{}", SpecRules.WrongType, "/template_spec/cloud", "must be a string; it is '7'", "quotes")]
    [InlineData("""{"cloud":"local","modules":{}}""", "{}", SpecRules.WrongType, "/template_spec/modules", "must be a list", "list of objects")]
    [InlineData("""{"cloud":"local","modules":[]}""", "{}", SpecRules.NotAllowed, "/template_spec/modules", "from 1 to 200 items; it has 0", "")]
    [InlineData("""{"cloud":"local","moduls":[],"modules":[{"name":"config"}]}""", "{}", SpecRules.UnknownField, "/template_spec/moduls", "'moduls'", "Did you mean 'modules'?")]
    [InlineData("""{"cloud":"local","a/b~c":1,"modules":[{"name":"config"}]}""", "{}", SpecRules.UnknownField, "/template_spec/a~1b~0c", "'a/b~c'", "")]
    [InlineData("""{"cloud":"local","cloud":"local","modules":[{"name":"config"}]}""", "{}", SpecRules.SaidTwice, "/template_spec/cloud", "'cloud' twice", "")]
    // Modules.
    [InlineData("""{"cloud":"local","modules":["config"]}""", "{}", SpecRules.WrongType, "/template_spec/modules/0", "must be an object; it is 'config'", "name")]
    [InlineData("""{"cloud":"local","modules":[{"version":"1.0.0"}]}""", "{}", SpecRules.Missing, "/template_spec/modules/0/name", "no 'name'", "config, network, service")]
    [InlineData("""{"cloud":"local","modules":[{"name":"servcie"}]}""", "{}", SpecRules.UnknownModule, "/template_spec/modules/0/name", "'servcie'", "Did you mean 'service'?")]
    [InlineData("""{"cloud":"local","modules":[{"name":"vpc"}]}""", "{}", SpecRules.UnknownModule, "/template_spec/modules/0/name", "known: config, network, service", "cloud 'aws'")]
    [InlineData("""{"cloud":"local","modules":[{"name":"../service"}]}""", "{}", SpecRules.UnknownModule, "/template_spec/modules/0/name", "'../service'", "service")]
    [InlineData("""{"cloud":"local","modules":[{"name":"config","version":"1.0.1"}]}""", "{}", SpecRules.UnknownVersion, "/template_spec/modules/0/version", "no version '1.0.1'; known: 1.0.0", "1.0.0")]
    [InlineData("""{"cloud":"local","modules":[{"name":"config"},{"name":"config"}]}""", "{}", SpecRules.SaidTwice, "/template_spec/modules/1/name", "/template_spec/modules/0", "as")]
    [InlineData("""{"cloud":"local","modules":[{"name":"config","as":"a"},{"name":"network","as":"a"}]}""", "{}", SpecRules.SaidTwice, "/template_spec/modules/1/as", "Module 'a' is already there", "")]
    [InlineData("""{"cloud":"local","modules":[{"name":"config","as":"A.b"}]}""", "{}", SpecRules.NotAllowed, "/template_spec/modules/0/as", "it is 'A.b'", "orders-db")]
    [InlineData("""{"cloud":"local","modules":[{"name":"config","as":"network"},{"name":"network"}]}""", "{}", SpecRules.SaidTwice, "/template_spec/modules/1/name", "'network'", "")]
    [InlineData("""{"cloud":"local","modules":[{"name":"config","version":"~> 2.1"}]}""", "{}", SpecRules.UnknownVersion, "/template_spec/modules/0/version", "no version '~> 2.1'; known: 1.0.0", "")]
    [InlineData("""{"cloud":"local","modules":[{"name":"config","version":"newest"}]}""", "{}", SpecRules.UnknownVersion, "/template_spec/modules/0/version", "'newest' is no version and no range of versions; known: 1.0.0", "")]
    // References.
    [InlineData("""{"cloud":"local","modules":[{"name":"service","image":"a","config_revision":{"ref":"confg.revision"}},{"name":"config"}]}""", "{}", SpecRules.UnknownReference, "/template_spec/modules/0/config_revision/ref", "'confg', which is no module", "Did you mean 'config'?")]
    [InlineData("""{"cloud":"local","modules":[{"name":"service","image":"a","config_revision":{"ref":"config.revisoin"}},{"name":"config"}]}""", "{}", SpecRules.UnknownReference, "/template_spec/modules/0/config_revision/ref", "known: id, revision", "Did you mean 'revision'?")]
    [InlineData("""{"cloud":"local","modules":[{"name":"service","image":"a","config_revision":{"ref":"config"}},{"name":"config"}]}""", "{}", SpecRules.NotAllowed, "/template_spec/modules/0/config_revision/ref", "instance.output", "")]
    [InlineData("""{"cloud":"local","modules":[{"name":"service","image":"a","config_revision":{"ref":7}},{"name":"config"}]}""", "{}", SpecRules.WrongType, "/template_spec/modules/0/config_revision/ref", "must be a string", "")]
    [InlineData("""{"cloud":"local","modules":[{"name":"service","image":"a","config_revision":{"ref":"network.subnet_cidrs"}},{"name":"network"}]}""", "{}", SpecRules.WrongType, "/template_spec/modules/0/config_revision/ref", "must be a string; 'network.subnet_cidrs' is a list of strings", "")]
    [InlineData("""{"cloud":"local","modules":[{"name":"service","image":"a","replicas":{"ref":"network.id"}},{"name":"network"}]}""", "{}", SpecRules.WrongType, "/template_spec/modules/0/replicas/ref", "must be a whole number; 'network.id' is a string", "")]
    [InlineData("""{"cloud":"local","modules":[{"name":"service","image":"a"},{"name":"network","as":"n1"},{"name":"network","as":"n2"}]}""", "{}", SpecRules.AmbiguousReference, "/template_spec/modules/0/subnet_cidrs", "could come from 'n1.subnet_cidrs' or 'n2.subnet_cidrs'", "{\"ref\": \"n1.subnet_cidrs\"}")]
    [InlineData("""{"cloud":"local","modules":[{"name":"service","as":"a","image":"x","config_revision":{"ref":"b.image"}},{"name":"service","as":"b","image":"x","environment_variables":{"A":{"ref":"a.endpoint"}}}]}""", "{}", SpecRules.Cycle, "/template_spec/modules/0/config_revision", "a -> b -> a", "")]
    [InlineData("""{"cloud":"local","modules":[{"name":"service","image":"x","config_revision":{"ref":"service.endpoint"}}]}""", "{}", SpecRules.Cycle, "/template_spec/modules/0/config_revision", "service -> service", "")]
    [InlineData("""{"cloud":"local","modules":[{"name":"service","as":"a","image":{"ref":"b.image"}},{"name":"service","as":"b","image":"x"}]}""", """{"a.image":{"ref":"b.image"}}""", SpecRules.WrongType, "/parameters/a.image", "must be a string; it is an object", "")]
    // Inputs.
    [InlineData("""{"cloud":"local","modules":[{"name":"service"}]}""", "{}", SpecRules.InputMissing, "/template_spec/modules/0/image", "needs the input 'image'", "'service.image'")]
    [InlineData("""{"cloud":"local","modules":[{"name":"service","image":"a","replica":1}]}""", "{}", SpecRules.UnknownField, "/template_spec/modules/0/replica", "'replica'", "Did you mean 'replicas'?")]
    [InlineData("""{"cloud":"local","modules":[{"name":"service","image":"a","prefix":"x"}]}""", "{}", SpecRules.UnknownField, "/template_spec/modules/0/prefix", "'prefix'", "")]
    [InlineData("""{"cloud":"local","modules":[{"name":"service","image":"a","replicas":"3"}]}""", "{}", SpecRules.WrongType, "/template_spec/modules/0/replicas", "must be a whole number; it is '3'", "without quotes")]
    [InlineData("""{"cloud":"local","modules":[{"name":"service","image":"a","replicas":1.5}]}""", "{}", SpecRules.WrongType, "/template_spec/modules/0/replicas", "it is '1.5'", "")]
    [InlineData("""{"cloud":"local","modules":[{"name":"service","image":"a","replicas":1e400}]}""", "{}", SpecRules.WrongType, "/template_spec/modules/0/replicas", "it is '1e400'", "")]
    [InlineData("""{"cloud":"local","modules":[{"name":"service","image":"a","replicas":9007199254740993}]}""", "{}", SpecRules.WrongType, "/template_spec/modules/0/replicas", "it is '9007199254740993'", "Give one that a double keeps")]
    [InlineData("""{"cloud":"local","modules":[{"name":"service","image":"a"}]}""", """{"replicas":1.0000000000000000001}""", SpecRules.WrongType, "/parameters/replicas", "it is '1.0000000000000000001'", "Give one that a double keeps")]
    [InlineData("""{"cloud":"local","modules":[{"name":"service","image":"a","replicas":101}]}""", "{}", SpecRules.NotAllowed, "/template_spec/modules/0/replicas", "from 0 to 100; it is '101'", "Number of replicas")]
    [InlineData("""{"cloud":"local","modules":[{"name":"service","image":"a","replicas":null}]}""", "{}", SpecRules.WrongType, "/template_spec/modules/0/replicas", "it is 'null'", "Leave it out")]
    [InlineData("""{"cloud":"local","modules":[{"name":"service","image":"a","apply_seconds":601}]}""", "{}", SpecRules.NotAllowed, "/template_spec/modules/0/apply_seconds", "from 0 to 600", "")]
    [InlineData("""{"cloud":"local","modules":[{"name":"service","image":"a","apply_seconds":"1; id"}]}""", "{}", SpecRules.WrongType, "/template_spec/modules/0/apply_seconds", "whole number", "")]
    [InlineData("""{"cloud":"local","modules":[{"name":"service","image":7}]}""", "{}", SpecRules.WrongType, "/template_spec/modules/0/image", "must be a string", "in quotes")]
    [InlineData("""{"cloud":"local","modules":[{"name":"service","image":"a\n"}]}""", "{}", SpecRules.NotAllowed, "/template_spec/modules/0/image", "reference to an image", "")]
    [InlineData("""{"cloud":"local","modules":[{"name":"service","image":"a","subnet_cidrs":"10.0.0.0/16"}]}""", "{}", SpecRules.WrongType, "/template_spec/modules/0/subnet_cidrs", "must be a list of strings", "brackets")]
    [InlineData("""{"cloud":"local","modules":[{"name":"service","image":"a","subnet_cidrs":["10.0.0.0/16",7]}]}""", "{}", SpecRules.WrongType, "/template_spec/modules/0/subnet_cidrs/1", "must be a string", "")]
    [InlineData("""{"cloud":"local","modules":[{"name":"service","image":"a","subnet_cidrs":[]}]}""", "{}", SpecRules.NotAllowed, "/template_spec/modules/0/subnet_cidrs", "from 1 to 100 items", "")]
    [InlineData("""{"cloud":"local","modules":[{"name":"service","image":"a","environment_variables":{"A-B":"x"}}]}""", "{}", SpecRules.NotAllowed, "/template_spec/modules/0/environment_variables", "key 'A-B'", "")]
    [InlineData("""{"cloud":"local","modules":[{"name":"network","cidr":"10.0.0.1/16"}]}""", "{}", SpecRules.NotAllowed, "/template_spec/modules/0/cidr", "the block is 10.0.0.0/16; it is '10.0.0.1/16'", "")]
    [InlineData("""{"cloud":"local","modules":[{"name":"network","cidr":"10.0.0.0/30"}]}""", "{}", SpecRules.NotAllowed, "/template_spec/modules/0/cidr", "prefix from /8 to /24", "")]
    [InlineData("""{"cloud":"local","modules":[{"name":"network","cidr":"010.0.0.0/16"}]}""", "{}", SpecRules.NotAllowed, "/template_spec/modules/0/cidr", "an IPv4 block", "")]
    [InlineData("""{"cloud":"aws","modules":[{"name":"ecs-service","container_image":"a","cpu":256,"memory":8192},{"name":"vpc","cidr":"10.0.0.0/16"}]}""", """{"aws_region":"us-east-2"}""", SpecRules.NotTogether, "/template_spec/modules/0/memory", "8192, which does not go with 'cpu' 256", "512, 1024, 2048")]
    [InlineData("""{"cloud":"aws","modules":[{"name":"ecs-service","container_image":"a","autoscaling_max_count":2,"autoscaling_min_count":3},{"name":"vpc","cidr":"10.0.0.0/16"}]}""", """{"aws_region":"us-east-2"}""", SpecRules.NotTogether, "/template_spec/modules/0/autoscaling_min_count", "at most 'autoscaling_max_count', which is 2", "")]
    [InlineData("""{"cloud":"azure","modules":[{"name":"vpc","cidr":"10.0.0.0/16","log_analytics_workspace_customer_id":"11111111-2222-3333-4444-555555555555"}],"observability":{"logging":"log-analytics"}}""", """{"azure_location":"westeurope"}""", SpecRules.NeedsModule, "/template_spec/modules/0/log_analytics_workspace_id", "Module 'vpc' with logging 'log-analytics' needs 'log_analytics_workspace_id', which module 'log-group' would give", "Add module 'log-group'")]
    [InlineData("""{"cloud":"aws","modules":[{"name":"ecs-service","container_image":"a","private_subnet_ids":["subnet-1"],"client_cidrs":["10.0.0.0/8"]}]}""", """{"aws_region":"us-east-2"}""", SpecRules.NeedsModule, "/template_spec/modules/0/vpc_id", "which module 'vpc' would give", "Add module 'vpc'")]
    // Observability and tags.
    [InlineData("""{"cloud":"local","modules":[{"name":"config"}],"observability":[]}""", "{}", SpecRules.WrongType, "/template_spec/observability", "must be an object", "")]
    [InlineData("""{"cloud":"local","modules":[{"name":"config"}],"observability":{"loging":"stdout"}}""", "{}", SpecRules.UnknownField, "/template_spec/observability/loging", "'loging'", "Did you mean 'logging'?")]
    [InlineData("""{"cloud":"local","modules":[{"name":"config"}],"observability":{"logging":"cloudwatch"}}""", "{}", SpecRules.NotAllowed, "/template_spec/observability/logging", "one of stdout, none for cloud 'local'", "")]
    [InlineData("""{"cloud":"local","modules":[{"name":"config"}],"observability":{"logging":"stdout"}}""", "{}", SpecRules.NoEffect, "/template_spec/observability/logging", "would do nothing", "Add a module")]
    [InlineData("""{"cloud":"local","modules":[{"name":"config"}],"tags":{"a":1}}""", "{}", SpecRules.WrongType, "/template_spec/tags/a", "must be a string", "")]
    [InlineData("""{"cloud":"local","modules":[{"name":"config"}],"tags":{"infra-agent:x":"y"}}""", "{}", SpecRules.Tag, "/template_spec/tags/infra-agent:x", "reserved", "")]
    [InlineData("""{"cloud":"aws","modules":[{"name":"vpc","cidr":"10.0.0.0/16"}],"tags":{"AWS:x":"y"}}""", """{"aws_region":"us-east-2"}""", SpecRules.Tag, "/template_spec/tags/AWS:x", "'aws:', which is reserved", "")]
    [InlineData("""{"cloud":"aws","modules":[{"name":"vpc","cidr":"10.0.0.0/16"}],"tags":{"a":"<b>"}}""", """{"aws_region":"us-east-2"}""", SpecRules.Tag, "/template_spec/tags/a", "letters, digits, spaces", "")]
    [InlineData("""{"cloud":"aws","modules":[{"name":"vpc","cidr":"10.0.0.0/16"}],"tags":{"Team":"a","team":"b"}}""", """{"aws_region":"us-east-2"}""", SpecRules.Tag, "/template_spec/tags/team", "case alone", "")]
    [InlineData("""{"cloud":"aws","modules":[{"name":"vpc","cidr":"10.0.0.0/16"}],"tags":{"name":"b"}}""", """{"aws_region":"us-east-2"}""", SpecRules.Tag, "/template_spec/tags/name", "set by the modules", "")]
    // Parameters.
    [InlineData("""{"cloud":"aws","modules":[{"name":"vpc","cidr":"10.0.0.0/16"}]}""", "{}", SpecRules.InputMissing, "/parameters/aws_region", "needs the parameter 'aws_region'", "")]
    [InlineData("""{"cloud":"aws","modules":[{"name":"vpc","cidr":"10.0.0.0/16"}]}""", """{"aws_region":"us-esat-2"}""", SpecRules.NotAllowed, "/parameters/aws_region", "'us-esat-2'", "Did you mean 'us-east-2'")]
    [InlineData("""{"cloud":"aws","modules":[{"name":"vpc","cidr":"10.0.0.0/16"}]}""", """{"aws_region":null}""", SpecRules.WrongType, "/parameters/aws_region", "'null'", "Leave it out")]
    [InlineData("{\"cloud\":\"local\",\"modules\":[" + Service + "]}", """{"replcias":3}""", SpecRules.UnknownParameter, "/parameters/replcias", "'replcias' is no input", "Did you mean 'replicas'")]
    [InlineData("{\"cloud\":\"local\",\"modules\":[" + Service + "]}", """{"deployment_id":"x"}""", SpecRules.UnknownParameter, "/parameters/deployment_id", "is no input", "")]
    [InlineData("{\"cloud\":\"local\",\"modules\":[" + Service + "]}", """{"replicas":3,"service.replicas":4}""", SpecRules.SaidTwice, "/parameters/service.replicas", "so does parameter 'replicas'", "Keep one")]
    [InlineData("{\"cloud\":\"local\",\"modules\":[" + Service + "]}", """{"replicas":-1}""", SpecRules.NotAllowed, "/parameters/replicas", "from 0 to 100; it is '-1'", "")]
    [InlineData("""{"cloud":"aws","modules":[{"name":"ecs-service","container_image":"a"},{"name":"vpc","cidr":"10.0.0.0/16"}]}""", """{"aws_region":"us-east-2","log_retention_days":30}""", SpecRules.AmbiguousParameter, "/parameters/log_retention_days", "'ecs-service.log_retention_days', 'vpc.log_retention_days'", "with its module")]
    public void What_is_wrong_is_named_with_its_place_and_a_way_out(string spec, string parameters, string rule, string pointer, string message, string remediation)
    {
        var outcome = Renderers.BuiltIn.Render(Requests.Local(spec, parameters));

        Assert.Null(outcome.Bundle);
        var finding = Assert.Single(outcome.Findings);
        Assert.Equal((rule, pointer, "error"), (finding.RuleId, finding.Pointer, finding.Severity));
        Assert.Contains(message, finding.Message, StringComparison.Ordinal);
        Assert.Contains(remediation, finding.Remediation, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("cdk", "'cdk' is not supported; known: docker-compose, helm, kubernetes, pulumi, terraform", "Use one of: docker-compose, helm, kubernetes, pulumi, terraform")]
    [InlineData("terrafrom", "'terrafrom'", "Did you mean 'terraform'?")]
    public void An_unknown_runtime_is_refused_with_the_known_ones(string runtime, string message, string remediation)
    {
        var finding = Assert.Single(Renderers.BuiltIn.Render(Requests.Example("local.json") with { Runtime = runtime }).Findings);

        Assert.Equal((SpecRules.UnknownRuntime, "/runtime"), (finding.RuleId, finding.Pointer));
        Assert.Contains(message, finding.Message, StringComparison.Ordinal);
        Assert.Contains(remediation, finding.Remediation, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("../x", "dev", "/deployment_id")]
    [InlineData("a.b", "dev", "/deployment_id")]
    [InlineData("a\n", "dev", "/deployment_id")]
    [InlineData("a", "../../etc", "/environment")]
    [InlineData("a", "Dev", "/environment")]
    [InlineData("a", "dev\n", "/environment")]
    public void An_id_or_environment_that_could_be_a_path_is_refused(string id, string environment, string pointer)
    {
        var outcome = Renderers.BuiltIn.Render(Requests.Example("local.json") with { DeploymentId = id, Environment = environment });

        var finding = Assert.Single(outcome.Findings);
        Assert.Equal((SpecRules.Identifier, pointer), (finding.RuleId, finding.Pointer));
    }

    [Fact]
    public void A_label_that_differs_from_a_tag_in_case_alone_is_refused_where_the_cloud_takes_them_for_one()
    {
        var command = Requests.Local("""{"cloud":"aws","modules":[{"name":"vpc","cidr":"10.0.0.0/16"}],"tags":{"team":"a"}}""", """{"aws_region":"us-east-2"}""");

        Assert.NotNull(Renderers.BuiltIn.Render(command with { Labels = new Dictionary<string, string> { ["team"] = "b" } }).Bundle);
        var finding = Assert.Single(Renderers.BuiltIn.Render(command with { Labels = new Dictionary<string, string> { ["Team"] = "b" } }).Findings);
        Assert.Equal((SpecRules.Tag, "/labels/Team"), (finding.RuleId, finding.Pointer));
    }

    [Fact]
    public void Everything_that_is_wrong_is_told_at_once()
    {
        var outcome = Renderers.BuiltIn.Render(Requests.Local(
            """{"cloud":"local","x":1,"modules":[{"name":"network","subnets":99,"y":2},{"name":"service","port":0}],"observability":{"logging":"syslog"},"tags":{"":"z"}}""",
            """{"image":"A B","nothing":1}""") with { Runtime = "pulumi", Labels = new Dictionary<string, string> { ["infra-agent:deployment"] = "me" } });

        Assert.Equal(
            [
                "/labels/infra-agent:deployment", "/parameters/image", "/parameters/nothing", "/runtime", "/template_spec/modules/0/subnets", "/template_spec/modules/0/y",
                "/template_spec/modules/1/port", "/template_spec/observability/logging", "/template_spec/tags/", "/template_spec/x"
            ],
            outcome.Findings.Select(f => f.Pointer).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Very_many_findings_are_cut_short_and_it_is_said()
    {
        var parameters = Enumerable.Range(0, 500).ToDictionary(i => string.Create(CultureInfo.InvariantCulture, $"nothing{i}"), i => i);

        var outcome = Renderers.BuiltIn.Render(Requests.Local("""{"cloud":"local","modules":[{"name":"config"}]}""", JsonSerializer.Serialize(parameters)));

        Assert.Equal(FindingList.Most + 1, outcome.Findings.Count);
        Assert.Equal("400 more findings are not listed.", outcome.Findings[^1].Message);
    }

    [Fact]
    public void A_message_shows_a_long_or_unprintable_value_in_part()
    {
        var finding = Assert.Single(Renderers.BuiltIn.Render(Requests.Local($$"""{"cloud":"\u001b[31m\u202e{{new string('x', 5000)}}","modules":[{"name":"config"}]}""")).Findings);

        Assert.Contains(@"'\u001b[31m\u202exxx", finding.Message, StringComparison.Ordinal);
        Assert.True(finding.Message.Length < 200);
    }

    [Fact]
    public void A_version_that_is_not_there_hides_nothing_else_that_is_wrong()
    {
        var outcome = Renderers.BuiltIn.Render(Requests.Local(
            """{"cloud":"local","modules":[{"name":"network","subnets":99},{"name":"config","version":"9.9.9"},{"name":"service","image":"a/b:1","replcas":3}]}""", """{"nobody_knows_this":true}"""));
        Assert.Null(outcome.Bundle);
        Assert.Equal(
            ["/parameters/nobody_knows_this", "/template_spec/modules/0/subnets", "/template_spec/modules/1/version", "/template_spec/modules/2/replcas"],
            outcome.Findings.Select(f => f.Pointer).Order(StringComparer.Ordinal));
    }
}
