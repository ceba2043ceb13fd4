namespace InfraAgent.Generator.Tests.Compose;

public sealed class ComposeFindingsTests
{
    [Theory]
    [InlineData("""{"name":"web","image":"a","scaling":{"min":1,"max":3}}""", SpecRules.NoEffect, "/template_spec/services/0/scaling", "no autoscaler")]
    [InlineData("""{"name":"web","image":"a","ports":[{"port":80,"target":8080}]}""", SpecRules.NotAllowed, "/template_spec/services/0/ports", "reached at port 80 and listens on 8080")]
    [InlineData("""{"name":"web","image":"a","replicas":2,"volumes":[{"name":"data","mount":"/data","size":"1Gi"}]}""", SpecRules.NotTogether, "/template_spec/services/0/volumes", "'data'")]
    [InlineData("""{"name":"web","image":"a","ports":[80],"replicas":2,"exposure":{"host":"a.b"}}""", SpecRules.NotTogether, "/template_spec/services/0/replicas", "one container")]
    [InlineData("""{"name":"web","image":"a","ports":[80],"exposure":{"host":"a.b","tls":true}}""", SpecRules.NoEffect, "/template_spec/services/0/exposure", "TLS")]
    [InlineData("""{"name":"web","image":"a","ports":[80],"exposure":{"host":"a.b","path":"/api"}}""", SpecRules.NoEffect, "/template_spec/services/0/exposure", "'/api'")]
    [InlineData("""{"name":"web","image":"a","ports":[80],"exposure":{"host":"a.b"}},{"name":"x","image":"a","ports":[80],"exposure":{"host":"c.d"}}""", SpecRules.SaidTwice, "/template_spec/services/1/exposure", "and so is 'web'")]
    public void What_a_project_cannot_do_is_refused_with_its_place(string services, string rule, string pointer, string message) =>
        Refused($$"""{"cloud":"local","services":[{{services}}]}""", rule, pointer, message);

    [Theory]
    [InlineData("metrics", "prometheus")]
    [InlineData("tracing", "otlp")]
    public void Observability_that_nobody_would_serve_is_refused(string kind, string word) =>
        Refused($$$"""{"cloud":"local","services":[{"name":"web","image":"a"}],"observability":{"{{{kind}}}":"{{{word}}}"}}""", SpecRules.NoEffect, "/template_spec/observability/" + kind, "would do nothing under Compose");

    [Theory]
    [InlineData("""{"target":{"kind":"Deployment"},"ops":[{"op":"remove","path":"/restart"}]}""", "/target/kind", "'Deployment'")]
    [InlineData("""{"target":{"kind":"Service","name":"wbe"},"ops":[{"op":"remove","path":"/restart"}]}""", "/target", "Service 'wbe'")]
    [InlineData("""{"target":{"kind":"Volume"},"ops":[{"op":"remove","path":"/labels"}]}""", "/target", "any Volume")]
    [InlineData("""{"target":{"kind":"Service"},"ops":[{"op":"test","path":"/restart","value":"unless-stopped"},{"op":"remove","path":"/nothing"}]}""", "/ops/1", "'/nothing' is not there")]
    public void A_patch_that_cannot_be_applied_is_refused_with_its_place(string patch, string place, string message) =>
        Refused($$"""{"cloud":"local","services":[{"name":"web","image":"a"}],"patches":[{{patch}}]}""", SpecRules.NotAllowed, "/template_spec/patches/0" + place, message);

    [Fact]
    public void An_override_makes_a_specification_of_a_cluster_fit()
    {
        const string spec = """
            {"cloud":"local","services":[{"name":"web","image":"a","ports":[{"name":"http","port":80,"target":8080}],"scaling":{"min":2,"max":3},"exposure":{"host":"a.b","tls":true}}],
             "environments":{"dev":{"services":[{"name":"web","ports":[{"name":"http","port":8080}],"scaling":null,"replicas":1,"exposure":{"tls":false}}]}}}
            """;

        Assert.NotNull(Render(spec).Bundle);
    }

    static void Refused(string spec, string rule, string pointer, string message)
    {
        var finding = Assert.Single(Render(spec).Findings);
        Assert.Equal((rule, pointer), (finding.RuleId, finding.Pointer));
        Assert.Contains(message, finding.Message, StringComparison.Ordinal);
        Assert.NotEmpty(finding.Remediation!);
    }

    static RenderOutcome Render(string spec) => Renderers.BuiltIn.Render(Requests.Local(spec) with { Runtime = "docker-compose" });
}
