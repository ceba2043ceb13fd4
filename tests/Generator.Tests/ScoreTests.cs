namespace InfraAgent.Generator.Tests;

public sealed class ScoreTests
{
    [Fact]
    public void A_score_file_is_one_more_service()
    {
        var input = Workloads.Input("""
            {"cloud":"kubernetes","services":[{"name":"api","image":"a"}],"score":{"apiVersion":"score.dev/v1b1","metadata":{"name":"web"},
             "service":{"ports":{"www":{"port":80,"targetPort":8080,"protocol":"TCP"}}},
             "containers":{"main":{"image":"shop/web:1","command":["/web"],"args":["-v"],
              "variables":{"SELF":"${metadata.name}","COST":"5 $$","HOST":"https://${resources.name.host}/","API_LOGIN":"${resources.env.API_LOGIN}"},
              "resources":{"requests":{"cpu":"250m","memory":"64Mi"},"limits":{"memory":"128Mi"}},
              "readinessProbe":{"httpGet":{"path":"/ready","port":80}},
              "volumes":{"/data":{"source":"${resources.data}","readOnly":true}}}},
             "resources":{"data":{"type":"volume","params":{"size":"5Gi"}},"name":{"type":"dns","params":{"host":"shop.example.com"}},"env":{"type":"environment"},
              "route":{"type":"route","params":{"host":"${resources.name.host}","path":"/shop","port":80}}}}}
            """);

        var web = input.Workloads.Of("web");
        Assert.Equal(["api", "web"], input.Workloads.Select(w => w.Name));
        Assert.Equal("/template_spec/score", input.Places["web"]);
        Assert.Equal(["/web", "-v", "shop/web:1"], [.. web.Command, .. web.Arguments, web.Image]);
        Assert.Equal([new WorkloadPort("www", 80, 8080)], web.Ports);
        Assert.Equal(["COST=5 $", "HOST=https://shop.example.com/", "SELF=web"], web.Variables.Select(v => $"{v.Key}={v.Value}"));
        Assert.Equal("env://API_LOGIN", web.Secrets["API_LOGIN"].Uri);
        Assert.Equal(new WorkloadResources { CpuMillis = 250, MemoryMiB = 64, MemoryLimitMiB = 128 }, web.Resources);
        Assert.Equal(("/ready", "www"), (web.Health!.Path, web.Health.Port));
        Assert.Equal([new WorkloadVolume("data", "/data", 5120, true)], web.Volumes);
        Assert.Equal(new Exposure("shop.example.com", "/shop", "www", false), web.Exposure);
    }

    [Fact]
    public void An_environment_overrides_it_like_any_other()
    {
        var web = Workloads.Input("""
            {"cloud":"kubernetes","score":{"apiVersion":"score.dev/v1b1","metadata":{"name":"web"},"containers":{"main":{"image":"a"}}},
             "environments":{"prod":{"services":[{"name":"web","replicas":3}]}}}
            """, environment: "prod").Workloads.Of("web");

        Assert.Equal(3, web.Replicas);
    }

    [Theory]
    [InlineData("""{"metadata":{"name":"web"},"containers":{"main":{"image":"a"}}}""", "/apiVersion", "score.dev/v1b1")]
    [InlineData("""{"apiVersion":"score.dev/v1b1","containers":{"main":{"image":"a"}}}""", "/metadata", "no name")]
    [InlineData("""{"apiVersion":"score.dev/v1b1","metadata":{"name":"web"}}""", "/containers", "no container")]
    [InlineData("""{"apiVersion":"score.dev/v1b1","metadata":{"name":"web"},"containers":{"a":{"image":"a"},"b":{"image":"b"}}}""", "/containers/b", "several containers")]
    [InlineData("""{"apiVersion":"score.dev/v1b1","metadata":{"name":"web"},"containers":{"a":{"image":"a","files":{}}}}""", "/containers/a/files", "'files'")]
    [InlineData("""{"apiVersion":"score.dev/v1b1","metadata":{"name":"web"},"containers":{"a":{"image":"."}}}""", "/containers/a/image", "reference to an image")]
    [InlineData("""{"apiVersion":"score.dev/v1b1","metadata":{"name":"web"},"containers":{"a":{"image":"a","variables":{"X":"${resources.db.host}"}}}}""", "/containers/a/variables/X", "${resources.db.host}")]
    [InlineData("""{"apiVersion":"score.dev/v1b1","metadata":{"name":"web"},"containers":{"a":{"image":"a"}},"resources":{"db":{"type":"postgres"}}}""", "/resources/db/type", "'postgres'; understood: dns")]
    [InlineData("""{"apiVersion":"score.dev/v1b1","metadata":{"name":"web"},"containers":{"a":{"image":"a"}},"resources":{"v":{"type":"volume"}}}""", "/resources/v", "would do nothing")]
    [InlineData("""{"apiVersion":"score.dev/v1b1","metadata":{"name":"web"},"containers":{"a":{"image":"a"}},"resources":{"d":{"type":"dns"}}}""", "/resources/d", "host of a dns resource is not known")]
    [InlineData("""{"apiVersion":"score.dev/v1b1","metadata":{"name":"web"},"containers":{"a":{"image":"a","volumes":[{"source":"data","target":"/d"}]}}}""", "/containers/a/volumes/0/source", "type 'volume'")]
    [InlineData("""{"apiVersion":"score.dev/v1b1","metadata":{"name":"web"},"service":{"ports":{"www":{"port":0}}},"containers":{"a":{"image":"a"}}}""", "/service/ports/www/port", "from 1 to 65535")]
    [InlineData("""{"apiVersion":"score.dev/v1b1","metadata":{"name":"web"},"containers":{"a":{"image":"a","livenessProbe":{"exec":{"command":["a"]}},"readinessProbe":{"exec":{"command":["b"]}}}}}""", "/containers/a/livenessProbe", "one check")]
    public void What_has_no_counterpart_is_refused_where_the_file_has_it(string score, string pointer, string message)
    {
        var outcome = Workloads.Render($$"""{"cloud":"kubernetes","score":{{score}}}""");

        Assert.Null(outcome.Bundle);
        Assert.Contains(outcome.Findings, f => f.Pointer == "/template_spec/score" + pointer && f.Message.Contains(message, StringComparison.Ordinal));
    }
}
