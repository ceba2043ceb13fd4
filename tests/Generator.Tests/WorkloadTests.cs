namespace InfraAgent.Generator.Tests;

public sealed class WorkloadTests
{
    [Fact]
    public void A_service_that_says_everything_is_read_as_it_says()
    {
        var web = Workloads.Input("""
            {"cloud":"kubernetes","modules":[{"name":"postgres","as":"orders-db","password":"vault://kv/orders#password"}],
             "services":[{"name":"api","image":"a/api:1","ports":[{"name":"grpc","port":9000,"target":9001}]},
             {"name":"web","image":"ghcr.io/shop/web:1.2","command":["/bin/web"],"args":["--verbose"],
              "ports":[8080,{"name":"metrics","port":9090},{"name":"dns","port":53,"protocol":"udp"}],
              "env":{"LEVEL":"info","SIZE":10,"RATIO":0.5,"ON":true,"DB":{"ref":"orders-db.host"},"DB_PORT":{"ref":"orders-db.port"},"API":{"ref":"api.host"},"API_PORT":{"ref":"api.port"}},
              "secrets":{"TOKEN":"vault://kv/web#token"},
              "resources":{"cpu":"500m","memory":"256Mi","limits":{"cpu":1.5,"memory":"1Gi"}},
              "scaling":{"min":2,"max":10,"target_cpu":70,"target_rps":100},
              "health":{"path":"/healthz","port":"metrics","interval":5,"timeout":1,"retries":2,"start_period":30},
              "volumes":[{"name":"cache","mount":"/var/cache"},{"name":"data","mount":"/data","size":"10Gi","read_only":true}],
              "depends_on":["api","orders-db"],"exposure":{"host":"shop.example.com","path":"/shop","port":8080,"tls":"shop-cert"},"user":1000,"read_only_root_filesystem":false}]}
            """).Workloads.Of("web");

        Assert.Equal("ghcr.io/shop/web:1.2", web.Image);
        Assert.Equal(["/bin/web", "--verbose"], web.Command.Concat(web.Arguments));
        Assert.Equal([new("tcp-8080", 8080, 8080), new("metrics", 9090, 9090), new WorkloadPort("dns", 53, 53, "udp")], web.Ports);
        Assert.Equal(["API=api", "API_PORT=9000", "DB=orders-db", "DB_PORT=5432", "LEVEL=info", "ON=true", "RATIO=0.5", "SIZE=10"], web.Variables.Where(v => !v.Key.StartsWith("DATABASE_", StringComparison.Ordinal)).Select(v => $"{v.Key}={v.Value}"));
        Assert.Empty(web.References);
        Assert.Equal("vault://kv/web#token", web.Secrets["TOKEN"].Uri);
        Assert.Equal(new WorkloadResources { CpuMillis = 500, MemoryMiB = 256, CpuLimitMillis = 1500, MemoryLimitMiB = 1024 }, web.Resources);
        Assert.Equal((null, new WorkloadScaling(2, 10, 70, 100)), (web.Replicas, web.Scaling));
        Assert.Equal(("/healthz", "metrics", 5, 1, 2, 30), (web.Health!.Path, web.Health.Port, web.Health.IntervalSeconds, web.Health.TimeoutSeconds, web.Health.Retries, web.Health.StartSeconds));
        Assert.Equal([new("cache", "/var/cache"), new WorkloadVolume("data", "/data", 10240, true)], web.Volumes);
        Assert.Equal(["api", "orders-db"], web.DependsOn);
        Assert.Equal(new Exposure("shop.example.com", "/shop", "tcp-8080", true, "shop-cert"), web.Exposure);
        Assert.Equal((1000, false), (web.RunAsUser, web.ReadOnlyRootFilesystem));
    }

    [Fact]
    public void A_service_that_says_little_has_defaults_that_are_safe()
    {
        var web = Workloads.Input("""{"cloud":"kubernetes","services":[{"name":"web","image":"a"}]}""").Workloads.Of("web");

        Assert.Equal((1, null, null, true), (web.Replicas, web.Scaling, web.RunAsUser, web.ReadOnlyRootFilesystem));
        Assert.Equal(new WorkloadResources { CpuMillis = 100, MemoryMiB = 128 }, web.Resources);
    }

    [Fact]
    public void A_limit_below_the_default_lowers_what_is_asked_for()
    {
        var web = Workloads.Input("""{"cloud":"kubernetes","services":[{"name":"web","image":"a","resources":{"limits":{"cpu":"50m","memory":"64Mi"}}}]}""").Workloads.Of("web");

        Assert.Equal(new WorkloadResources { CpuMillis = 50, MemoryMiB = 64, CpuLimitMillis = 50, MemoryLimitMiB = 64 }, web.Resources);
    }

    [Theory]
    [InlineData("kubernetes")]
    [InlineData("local")]
    public void A_database_is_a_workload_with_a_volume_a_check_and_its_password_as_a_reference(string cloud)
    {
        var database = Workloads.Input($$"""{"cloud":"{{cloud}}","modules":[{"name":"postgres","as":"orders-db","database":"orders","password":"env://ORDERS_PASSWORD","size":"20Gi","memory":"1Gi"}]}""").Workloads.Of("orders-db");

        Assert.Equal("postgres/1.0.0", database.MadeBy);
        Assert.Equal("env://ORDERS_PASSWORD", database.Secrets["POSTGRES_PASSWORD"].Uri);
        Assert.Equal("orders", database.Variables["POSTGRES_DB"]);
        Assert.Equal(20 * 1024, database.Volumes.Single(v => v.SizeMiB is not null).SizeMiB);
        Assert.Equal(["pg_isready", "-q", "-h", "127.0.0.1", "-U", "app", "-d", "orders"], database.Health!.Command);
        Assert.Equal((70, 1024, 1024), (database.RunAsUser, database.Resources.MemoryMiB, database.Resources.MemoryLimitMiB));
    }

    [Theory]
    [InlineData("kubernetes")]
    [InlineData("local")]
    public void A_cache_has_room_for_its_process_beside_its_data(string cloud)
    {
        var cache = Workloads.Input($$"""{"cloud":"{{cloud}}","modules":[{"name":"redis","password":"env://P","max_memory_mib":512,"eviction":"allkeys-lru"}]}""").Workloads.Of("redis");

        Assert.Equal(["--dir", "/data", "--appendonly", "yes", "--maxmemory", "512mb", "--maxmemory-policy", "allkeys-lru"], cache.Arguments);
        Assert.Equal(640, cache.Resources.MemoryMiB);
        Assert.Equal("env://P", cache.Secrets["REDIS_PASSWORD"].Uri);
    }

    [Theory]
    [InlineData("kubernetes")]
    [InlineData("local")]
    public void A_service_beside_modules_is_told_where_they_are_and_handed_their_secrets(string cloud)
    {
        var app = Workloads.Input($$"""
            {"cloud":"{{cloud}}","modules":[{"name":"postgres","as":"orders-db","database":"orders","password":"vault://kv/db#password"},{"name":"redis","password":"vault://kv/redis#password"},
             {"name":"queue","password":"vault://kv/queue#password"},{"name":"bucket","access_key":"vault://kv/s3#id","secret_key":"vault://kv/s3#secret"}],
             "services":[{"name":"app","image":"a","env":{"CACHE_HOST":"mine","QUEUE_PASSWORD":{"ref":"queue.username"} },"secrets":{"DATABASE_USER":"vault://kv/db#user"} } ]}
            """).Workloads.Of("app");

        Assert.Equal(["BUCKET_ENDPOINT=http://bucket:7070", "BUCKET_NAME=app", "BUCKET_PATH_STYLE=true", "BUCKET_REGION=us-east-1",
            "CACHE_AUTH=password", "CACHE_CLUSTER=false", "CACHE_HOST=mine", "CACHE_NAME=redis", "CACHE_PORT=6379", "CACHE_TLS=false", "CACHE_USER=default",
            "DATABASE_HOST=orders-db", "DATABASE_NAME=orders", "DATABASE_PORT=5432", "DATABASE_SSLMODE=disable",
            "QUEUE_HOST=queue", "QUEUE_PASSWORD=app", "QUEUE_PORT=5672", "QUEUE_URL=amqp://queue:5672", "QUEUE_USER=app"], app.Variables.Select(v => $"{v.Key}={v.Value}"));
        Assert.Equal(["BUCKET_ACCESS_KEY_ID=vault://kv/s3#id", "BUCKET_SECRET_ACCESS_KEY=vault://kv/s3#secret", "CACHE_PASSWORD=vault://kv/redis#password", "DATABASE_PASSWORD=vault://kv/db#password",
            "DATABASE_USER=vault://kv/db#user"], app.Secrets.Select(s => $"{s.Key}={s.Value}"));
        Assert.Equal(["bucket", "orders-db", "queue", "redis"], app.DependsOn.Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("""{"name":"a","image":"a"},{"name":"b","image":"b"}""", "", "")]
    [InlineData("""{"name":"a","image":"a","depends_on":["one"]},{"name":"b","image":"b"}""", "one", "")]
    [InlineData("""{"name":"a","image":"a","depends_on":["one"]},{"name":"b","image":"b","env":{"X":{"ref":"two.host"}}}""", "one", "two")]
    [InlineData("""{"name":"a","image":"a","depends_on":["one","two"]},{"name":"b","image":"b","depends_on":["two"]}""", "", "two")]
    public void Of_several_databases_a_service_is_told_of_the_one_that_it_names(string services, string a, string b)
    {
        var workloads = Workloads.Input($$"""{"cloud":"kubernetes","modules":[{"name":"postgres","as":"one","password":"vault://kv/1"},{"name":"postgres","as":"two","password":"vault://kv/2"}],"services":[{{services}}]}""").Workloads;

        Assert.Equal((a, b), (workloads.Of("a").Variables.GetValueOrDefault("DATABASE_HOST", ""), workloads.Of("b").Variables.GetValueOrDefault("DATABASE_HOST", "")));
    }

    [Theory]
    [InlineData("kubernetes", "tracing", "otlp")]
    [InlineData("local", "tracing", "otlp")]
    [InlineData("local", "metrics", "prometheus")]
    public void What_observability_asks_for_needs_a_collector_that_services_are_told_of(string cloud, string kind, string asked)
    {
        RenderOutcome Render(string modules) => new BundleRenderer(Renderers.Catalog, "0", [new KubernetesWriter(), new ComposeWriter()]).Render(
            Requests.Local($$"""{"cloud":"{{cloud}}","modules":[{{modules}}],"services":[{"name":"web","image":"a"}],"observability":{"{{kind}}":"{{asked}}"} }""") with { Runtime = cloud == "local" ? "docker-compose" : "kubernetes" });

        var finding = Assert.Single(Render("").Findings);
        Assert.Equal((SpecRules.NoEffect, "/template_spec/observability/" + kind), (finding.RuleId, finding.Pointer));
        Assert.Contains("'collector'", finding.Remediation, StringComparison.Ordinal);
        Assert.NotNull(Render("""{"name":"collector","endpoint":"https://otlp.example.com"}""").Bundle);
    }

    [Fact]
    public void A_collector_sends_a_token_only_where_there_is_one_and_services_say_who_they_are()
    {
        const string spec = """{"cloud":"kubernetes","modules":[{"name":"collector","endpoint":"https://otlp.example.com","endpoint_port":8443TOKEN}],"services":[{"name":"web","image":"a","egress":[443,25]}]}""";
        var without = Workloads.Input(spec.Replace("TOKEN", "", StringComparison.Ordinal)).Workloads;
        var with = Workloads.Input(spec.Replace("TOKEN", ",\"token\":\"vault://kv/otlp#token\"", StringComparison.Ordinal)).Workloads;

        using var plain = System.Text.Json.JsonDocument.Parse(without.Of("collector").Variables["COLLECTOR_CONFIG"]);
        Assert.False(plain.RootElement.GetProperty("exporters").GetProperty("otlphttp").TryGetProperty("headers", out _));
        using var bearer = System.Text.Json.JsonDocument.Parse(with.Of("collector").Variables["COLLECTOR_CONFIG"]);
        Assert.Equal("Bearer ${env:BACKEND_TOKEN}", bearer.RootElement.GetProperty("exporters").GetProperty("otlphttp").GetProperty("headers").GetProperty("authorization").GetString());
        Assert.Equal(("vault://kv/otlp#token", 8443), (with.Of("collector").Secrets["BACKEND_TOKEN"].Uri, Assert.Single(with.Of("collector").Egress)));
        Assert.Equal(("http://collector:4318", "web"), (without.Of("web").Variables["OTEL_EXPORTER_OTLP_ENDPOINT"], without.Of("web").Variables["OTEL_SERVICE_NAME"]));
        Assert.Equal([25, 443], without.Of("web").Egress);
    }

    [Fact]
    public void A_secret_that_a_cluster_cannot_read_is_told_once_where_the_module_says_it()
    {
        var outcome = new BundleRenderer(Renderers.Catalog, "0", [new KubernetesWriter()]).Render(
            Requests.Local("""{"cloud":"kubernetes","modules":[{"name":"redis","password":"env://P"}],"services":[{"name":"web","image":"a"}]}""") with { Runtime = "kubernetes" });

        Assert.Equal("/template_spec/modules/0", Assert.Single(outcome.Findings).Pointer);
    }

    [Fact]
    public void Who_says_who_uses_a_database_has_said_who_does_not()
    {
        var workloads = Workloads.Input("""{"cloud":"kubernetes","modules":[{"name":"postgres","password":"vault://kv/1"}],"services":[{"name":"api","image":"a","depends_on":["postgres"]},{"name":"web","image":"a"}]}""").Workloads;

        Assert.True(workloads.Of("api").Secrets.ContainsKey("DATABASE_PASSWORD"));
        Assert.Equal((0, 0, 0), (workloads.Of("web").Variables.Count, workloads.Of("web").Secrets.Count, workloads.Of("web").DependsOn.Count));
    }

    [Theory]
    [InlineData("kubernetes", "load-balancer", "bucket, collector, postgres, queue, redis", "'exposure' of a service makes an Ingress")]
    [InlineData("kubernetes", "secret", "bucket, collector, postgres, queue, redis", "makes an ExternalSecret")]
    [InlineData("local", "log-group", "bucket, collector, postgres, queue, redis", "standard output")]
    public void A_module_that_another_cloud_has_is_refused_with_what_does_the_same_here(string cloud, string module, string known, string instead)
    {
        var finding = Assert.Single(Workloads.Render($$"""{"cloud":"{{cloud}}","modules":[{"name":"{{module}}"} ]}""").Findings);

        Assert.Equal((SpecRules.UnknownModule, "/template_spec/modules/0/name"), (finding.RuleId, finding.Pointer));
        Assert.Contains($"known: {known}.", finding.Message, StringComparison.Ordinal);
        Assert.Contains(instead, finding.Remediation, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_module_of_another_cloud_is_there_or_has_something_instead()
    {
        foreach (var (cloud, runtime) in new[] { ("kubernetes", "kubernetes"), ("kubernetes", "helm"), ("local", "docker-compose") })
        {
            var there = Renderers.Catalog.Modules(cloud).Where(m => Renderers.Catalog.Module(cloud, m)!.GoesWith(runtime)).Concat(Renderers.Catalog.Cloud(cloud)!.Instead.Keys);
            Assert.Empty(Renderers.Catalog.Modules("aws").Except(there).Except(["kubernetes-cluster"]));
        }
    }

    [Fact]
    public void No_text_of_a_caller_changes_the_structure_of_what_a_module_makes()
    {
        var catalog = CatalogLoader.Load([CatalogFolder.BuiltIn(), new CatalogFolder("mine", new Dictionary<string, string>
        {
            ["kubernetes/echo/module.yaml"] = "name: echo\nversions: [\"1.0.0\"]\ndescription: x\ninputs:\n  text: { description: x, type: string }\n  texts: { description: x, type: list(string), max_items: 1000 }\n  map: { description: x, type: map(string), max_items: 1000 }\n",
            ["kubernetes/echo/workload.yaml.scriban"] = "image: a\ncommand: [{{ input.text }}]\nargs: {{ input.texts }}\nenv: {{ input.map }}\n"
        })]);
        Assert.Empty(catalog.Problems);
        foreach (var text in HostileText.All)
        {
            var recorder = new Workloads.Recorder("kubernetes");
            var json = System.Text.Json.JsonSerializer.Serialize(text);
            var outcome = new BundleRenderer(catalog, "0", [recorder]).Render(
                Requests.Local($$$"""{"cloud":"kubernetes","modules":[{"name":"echo","text":{{{json}}},"texts":["a",{{{json}}}],"map":{"K":{{{json}}}}}]}""") with { Runtime = "kubernetes" });

            Assert.True(outcome.Bundle is not null, string.Join('\n', outcome.Findings));
            var workload = Assert.Single(recorder.Input!.Workloads);
            Assert.Equal([text], workload.Command);
            Assert.Equal(["a", text], workload.Arguments);
            Assert.Equal(text, Assert.Single(workload.Variables).Value);
        }
    }

    [Fact]
    public void What_a_writer_cannot_express_refuses_the_request()
    {
        var outcome = Workloads.Render("""{"cloud":"kubernetes","services":[{"name":"web","image":"cannot/be:written"}]}""");

        Assert.Null(outcome.Bundle);
        Assert.Equal("/template_spec/services/0", Assert.Single(outcome.Findings).Pointer);
    }

    [Fact]
    public void A_bundle_of_a_writer_is_sealed_like_any_other()
    {
        var bundle = Workloads.Render("""{"cloud":"kubernetes","services":[{"name":"web","image":"a"}]}""").Bundle!;

        Assert.Equal(["base.txt", "bundle.json", "env/dev.txt", "parameters/dev.json", "secrets.manifest.json"], bundle.Files.Keys);
        Assert.Equal(("base.txt", "bundle.json"), (bundle.Entrypoints["iac"], bundle.Entrypoints["manifest"]));
        Assert.Equal(Digests.OfFiles([KeyValuePair.Create("base.txt", Digests.Of(bundle.Files["base.txt"].Span))]), bundle.CodeDigest);
        Assert.Contains("\"runtime\": \"kubernetes\"", bundle.Text("bundle.json"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("aws", "kubernetes", "goes with terraform", "kubernetes")]
    [InlineData("kubernetes", "terraform", "goes with kubernetes, helm", "aws, azure, ")]
    [InlineData("local", "kubernetes", "goes with terraform, docker-compose", "kubernetes")]
    public void A_runtime_that_does_not_go_with_the_cloud_is_refused_with_those_that_do(string cloud, string runtime, string message, string remediation)
    {
        var findings = new BundleRenderer(Renderers.Catalog, "0", [new Workloads.Recorder("kubernetes")])
            .Render(Requests.Local($$"""{"cloud":"{{cloud}}","services":[{"name":"web","image":"a"}]}""") with { Runtime = runtime }).Findings;

        var finding = Assert.Single(findings, f => f.Pointer == "/runtime");
        Assert.Equal(SpecRules.RuntimeAndCloud, finding.RuleId);
        Assert.Contains(message, finding.Message, StringComparison.Ordinal);
        Assert.Contains(remediation, finding.Remediation, StringComparison.Ordinal);
    }
}
