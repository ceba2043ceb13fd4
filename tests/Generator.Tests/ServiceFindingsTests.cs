namespace InfraAgent.Generator.Tests;

public sealed class ServiceFindingsTests
{
    [Theory]
    [InlineData("""{"image":"a"}""", SpecRules.Missing, "/name", "no 'name'", "")]
    [InlineData("""{"name":"web"}""", SpecRules.Missing, "/image", "has no 'image'", "as parameter")]
    [InlineData("""{"name":"Web","image":"a"}""", SpecRules.NotAllowed, "/name", "it is 'Web'", "")]
    [InlineData("""{"name":"web","image":"A B"}""", SpecRules.NotAllowed, "/image", "reference to an image", "")]
    [InlineData("""{"name":"web","image":"a","port":[8080]}""", SpecRules.UnknownField, "/port", "'port'; known: args, command", "Did you mean 'ports'")]
    [InlineData("""{"name":"web","image":"a","ports":8080}""", SpecRules.WrongType, "/ports", "must be a list", "[8080]")]
    [InlineData("""{"name":"web","image":"a","ports":[0]}""", SpecRules.NotAllowed, "/ports/0", "from 1 to 65535; it is '0'", "")]
    [InlineData("""{"name":"web","image":"a","ports":[80,{"port":80,"name":"x"}]}""", SpecRules.SaidTwice, "/ports/1", "port 80 twice", "")]
    [InlineData("""{"name":"web","image":"a","ports":[{"port":80,"name":"x"},{"port":81,"name":"x"}]}""", SpecRules.SaidTwice, "/ports/1", "'x'", "")]
    [InlineData("""{"name":"web","image":"a","ports":[{"name":"x"}]}""", SpecRules.Missing, "/ports/0/port", "no number", "")]
    [InlineData("""{"name":"web","image":"a","ports":[{"port":80,"protocol":"tpc"}]}""", SpecRules.NotAllowed, "/ports/0/protocol", "'tpc'", "Did you mean 'tcp'")]
    [InlineData("""{"name":"web","image":"a","ports":[{"port":80,"name":"a_b"}]}""", SpecRules.NotAllowed, "/ports/0/name", "'a_b'", "")]
    [InlineData("""{"name":"web","image":"a","env":{"A-B":"x"}}""", SpecRules.NotAllowed, "/env/A-B", "'A-B'", "")]
    [InlineData("""{"name":"web","image":"a","env":{"A":null}}""", SpecRules.WrongType, "/env/A", "it is 'null'", "")]
    [InlineData("""{"name":"web","image":"a","env":{"A":{"ref":"nothing.host"}}}""", SpecRules.UnknownReference, "/env/A/ref", "'nothing'", "")]
    [InlineData("""{"name":"web","image":"a","env":{"A":{"ref":"web.url"}}}""", SpecRules.UnknownReference, "/env/A/ref", "known: host, port", "")]
    [InlineData("""{"name":"web","image":"a","secrets":{"LOGIN":"hunter2"}}""", SpecRules.NotAllowed, "/secrets/LOGIN", "The value is not shown", "vault://")]
    [InlineData("""{"name":"web","image":"a","env":{"A":"x"},"secrets":{"A":"env://A"}}""", SpecRules.SaidTwice, "/secrets/A", "in 'env' and in 'secrets'", "")]
    [InlineData("""{"name":"web","image":"a","resources":{"cpu":"0.5.0"}}""", SpecRules.NotAllowed, "/resources/cpu", "'0.5.0'", "")]
    [InlineData("""{"name":"web","image":"a","resources":{"cpu":0.0005}}""", SpecRules.NotAllowed, "/resources/cpu", "thousandths", "")]
    [InlineData("""{"name":"web","image":"a","resources":{"memory":"1G"}}""", SpecRules.NotAllowed, "/resources/memory", "'1G'", "")]
    [InlineData("""{"name":"web","image":"a","resources":{"memory":256}}""", SpecRules.NotAllowed, "/resources/memory", "'256'", "")]
    [InlineData("""{"name":"web","image":"a","resources":{"memory":"1Gi","limits":{"memory":"512Mi"}}}""", SpecRules.NotTogether, "/resources/limits/memory", "more memory than its limit", "")]
    [InlineData("""{"name":"web","image":"a","replicas":-1}""", SpecRules.NotAllowed, "/replicas", "from 0 to 1000", "")]
    [InlineData("""{"name":"web","image":"a","replicas":2,"scaling":{"max":3}}""", SpecRules.NotTogether, "/replicas", "'replicas' and 'scaling'", "")]
    [InlineData("""{"name":"web","image":"a","scaling":{"min":2}}""", SpecRules.Missing, "/scaling/max", "no 'max'", "")]
    [InlineData("""{"name":"web","image":"a","scaling":{"min":4,"max":3}}""", SpecRules.NotTogether, "/scaling/min", "above its 'max'", "")]
    [InlineData("""{"name":"web","image":"a","scaling":{"max":3,"target_cup":3}}""", SpecRules.UnknownField, "/scaling/target_cup", "", "target_cpu")]
    [InlineData("""{"name":"web","image":"a","health":{"path":"/x"}}""", SpecRules.NotTogether, "/health", "needs a TCP port", "")]
    [InlineData("""{"name":"web","image":"a","ports":[80],"health":{"path":"x"}}""", SpecRules.NotAllowed, "/health/path", "begins with /", "")]
    [InlineData("""{"name":"web","image":"a","ports":[80],"health":{"path":"/x","port":81}}""", SpecRules.NotTogether, "/health/port", "no TCP port of the service; there are: tcp-80", "")]
    [InlineData("""{"name":"web","image":"a","ports":[80],"health":{"path":"/x","command":["a"]}}""", SpecRules.NotTogether, "/health/command", "", "one kind")]
    [InlineData("""{"name":"web","image":"a","health":{}}""", SpecRules.Missing, "/health", "nothing to look at", "")]
    [InlineData("""{"name":"web","image":"a","volumes":[{"name":"d","mount":"data"}]}""", SpecRules.NotAllowed, "/volumes/0/mount", "absolute path", "")]
    [InlineData("""{"name":"web","image":"a","volumes":[{"name":"d","mount":"/a/../b"}]}""", SpecRules.NotAllowed, "/volumes/0/mount", "without '..'", "")]
    [InlineData("""{"name":"web","image":"a","volumes":[{"name":"d","mount":"/a"},{"name":"e","mount":"/a"}]}""", SpecRules.SaidTwice, "/volumes/1/mount", "two volumes at '/a'", "")]
    [InlineData("""{"name":"web","image":"a","volumes":[{"name":"d","mount":"/a","size":"x"}]}""", SpecRules.NotAllowed, "/volumes/0/size", "10Gi", "")]
    [InlineData("""{"name":"web","image":"a","depends_on":["wbe"]}""", SpecRules.UnknownReference, "/depends_on", "'wbe'", "Did you mean 'web'")]
    [InlineData("""{"name":"web","image":"a","depends_on":["web"]}""", SpecRules.Cycle, "/depends_on", "web -> web", "")]
    [InlineData("""{"name":"web","image":"a","ports":[80],"exposure":{"path":"/"}}""", SpecRules.Missing, "/exposure/host", "no 'host'", "")]
    [InlineData("""{"name":"web","image":"a","ports":[80],"exposure":{"host":"Shop.example.com"}}""", SpecRules.NotAllowed, "/exposure/host", "DNS name", "")]
    [InlineData("""{"name":"web","image":"a","exposure":{"host":"shop.example.com"}}""", SpecRules.NotTogether, "/exposure", "needs a TCP port", "")]
    [InlineData("""{"name":"web","image":"a","ports":[80],"exposure":{"host":"a.b","tls":"Not A Name"}}""", SpecRules.NotAllowed, "/exposure/tls", "name of the certificate's secret", "")]
    [InlineData("""{"name":"web","image":"a","user":0}""", SpecRules.NotAllowed, "/user", "from 1 to", "")]
    public void What_is_wrong_with_a_service_is_named_with_its_place_and_a_way_out(string service, string rule, string pointer, string message, string remediation)
    {
        var outcome = Workloads.Render($$"""{"cloud":"kubernetes","services":[{{service}}]}""");

        Assert.Null(outcome.Bundle);
        var finding = Assert.Single(outcome.Findings);
        Assert.Equal((rule, "/template_spec/services/0" + pointer), (finding.RuleId, finding.Pointer));
        Assert.Contains(message, finding.Message, StringComparison.Ordinal);
        Assert.Contains(remediation, finding.Remediation, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", finding.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"cloud":"kubernetes","services":[]}""", SpecRules.Missing, "/template_spec/modules")]
    [InlineData("""{"cloud":"kubernetes","services":{}}""", SpecRules.WrongType, "/template_spec/services")]
    [InlineData("""{"cloud":"kubernetes","services":["web"]}""", SpecRules.WrongType, "/template_spec/services/0")]
    [InlineData("""{"cloud":"kubernetes","services":[{"name":"web","image":"a","env":{"ID":9007199254740993}}]}""", SpecRules.WrongType, "/template_spec/services/0/env/ID")]
    [InlineData("""{"cloud":"kubernetes","services":[{"name":"web","image":"a"},{"name":"web","image":"a"}]}""", SpecRules.SaidTwice, "/template_spec/services/1/name")]
    [InlineData("""{"cloud":"kubernetes","modules":[{"name":"redis","as":"web","password":"env://P"}],"services":[{"name":"web","image":"a"}]}""", SpecRules.SaidTwice, "/template_spec/services/0/name")]
    [InlineData("""{"cloud":"kubernetes","services":[{"name":"a","image":"a","depends_on":["b"]},{"name":"b","image":"a","depends_on":["c"]},{"name":"c","image":"a","depends_on":["a"]}]}""", SpecRules.Cycle, "/template_spec/services/0/depends_on")]
    [InlineData("""{"cloud":"kubernetes","modules":[{"name":"redis"}]}""", SpecRules.InputMissing, "/template_spec/modules/0/password")]
    [InlineData("""{"cloud":"kubernetes","modules":[{"name":"redis","password":"hunter2"}]}""", SecretRules.Name, "/template_spec/modules/0/password")]
    [InlineData("""{"cloud":"local","modules":[{"name":"network"}],"services":[{"name":"web","image":"a"}]}""", SpecRules.UnknownModule, "/template_spec/modules/0/name")]
    public void What_is_wrong_beside_services_is_named_too(string spec, string rule, string pointer)
    {
        var outcome = Workloads.Render(spec);

        Assert.Null(outcome.Bundle);
        var finding = Assert.Single(outcome.Findings);
        Assert.Equal((rule, pointer), (finding.RuleId, finding.Pointer));
        Assert.DoesNotContain("hunter2", finding.ToString(), StringComparison.Ordinal);
    }
}
