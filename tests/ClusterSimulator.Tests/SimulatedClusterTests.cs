using System.Text.Json.Nodes;
using InfraAgent.TestBed;

namespace InfraAgent.ClusterSimulator.Tests;

/// <summary>What the tests with kubectl and helm do not show.</summary>
public sealed class SimulatedClusterTests : IAsyncLifetime
{
    SimulatedCluster cluster = null!;
    ClusterClient client = null!;

    public async Task InitializeAsync()
    {
        cluster = await SimulatedCluster.StartAsync(new SimulatedClusterOptions { DeadlineScale = 0.1 });
        client = new ClusterClient(cluster);
        await Eventually.True(() => cluster.Objects("Namespace").Any(n => Name(n) == "default"), "the namespace default is there");
    }

    public async Task DisposeAsync()
    {
        client.Dispose();
        await cluster.DisposeAsync();
    }

    [Fact]
    public async Task Two_managers_of_one_field_are_in_conflict_until_one_of_them_forces_it()
    {
        const string Path = "/api/v1/namespaces/default/configmaps/shared";
        static string Map(string value) => $$"""{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"shared"},"data":{"a":"{{value}}"} }""";

        await client.ApplyAsync(Path, Map("1"), "first");
        var refused = await client.SendAsync("PATCH", Path + "?fieldManager=second", Map("2"), "application/apply-patch+yaml");
        await client.ApplyAsync(Path, Map("2"), "second", force: true);
        // The first one has lost the field, so leaving it out takes nothing away.
        await client.ApplyAsync(Path, """{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"shared"}}""", "first");

        Assert.Equal(409, refused.Code);
        Assert.Equal("FieldManagerConflict", refused.Body["details"]!["causes"]![0]!["reason"]!.GetValue<string>());
        Assert.Equal("2", (await client.SendAsync("GET", Path)).Body["data"]!["a"]!.GetValue<string>());
    }

    [Fact]
    public async Task Requests_from_outside_are_split_by_the_weight_of_a_canary()
    {
        await client.RunAsync("stable", "app:1");
        await client.RunAsync("canary", "app:2");
        foreach (var (name, annotations) in new[] { ("stable", "{}"), ("canary", """{"nginx.ingress.kubernetes.io/canary":"true","nginx.ingress.kubernetes.io/canary-weight":"25"}""") })
        {
            await client.ApplyAsync("/apis/networking.k8s.io/v1/namespaces/default/ingresses/" + name, $$"""
                {"apiVersion":"networking.k8s.io/v1","kind":"Ingress","metadata":{"name":"{{name}}","annotations":{{annotations}} },
                 "spec":{"rules":[{"host":"shop.example.com","http":{"paths":[{"path":"/","pathType":"Prefix","backend":{"service":{"name":"{{name}}","port":{"number":80} } } }]} }]} }
                """);
        }

        await Eventually.True(() => cluster.Objects("Deployment").All(d => d["status"]?["readyReplicas"]?.GetValue<int>() == 1), "both are ready");
        using var outside = new HttpClient { BaseAddress = cluster.Ingress, DefaultRequestHeaders = { Host = "shop.example.com" } };
        var images = new List<string>();
        for (var i = 0; i < 200; i++) images.Add(JsonNode.Parse(await outside.GetStringAsync(new Uri("/", UriKind.Relative)))!["image"]!.GetValue<string>());

        Assert.InRange(images.Count(i => i == "app:2"), 25, 75);
        Assert.Equal(200, images.Count(i => i is "app:1" or "app:2"));
    }

    [Fact]
    public async Task A_deployment_whose_image_cannot_be_pulled_tells_that_it_does_not_get_on_and_keeps_what_runs()
    {
        await client.RunAsync("web", "app:1", replicas: 2);
        await Eventually.True(() => Status()?["readyReplicas"]?.GetValue<int>() == 2, "the first release is ready");
        await client.RunAsync("web", "app:bad", replicas: 2);

        await Eventually.True(() => Status()!["conditions"]!.AsArray().Any(c => c!["reason"]!.GetValue<string>() == "ProgressDeadlineExceeded"), "it tells that it is late");
        Assert.Equal(2, Status()!["readyReplicas"]!.GetValue<int>());

        JsonNode? Status() => cluster.Objects("Deployment").Single()["status"];
    }

    [Fact]
    public async Task A_kind_is_served_once_it_is_defined_and_gone_with_its_definition()
    {
        const string Path = "/apis/example.com/v1/namespaces/default/widgets/one";
        const string Definitions = "/apis/apiextensions.k8s.io/v1/customresourcedefinitions";
        const string Widget = """{"apiVersion":"example.com/v1","kind":"Widget","metadata":{"name":"one"},"spec":{"anything":[1,2]}}""";

        Assert.Equal(404, (await client.SendAsync("GET", Path)).Code);
        await client.SendAsync("POST", Definitions, """
            {"metadata":{"name":"widgets.example.com"},"spec":{"group":"example.com","scope":"Namespaced","names":{"plural":"widgets","kind":"Widget"},"versions":[{"name":"v1","served":true,"storage":true}]}}
            """);
        await client.ApplyAsync(Path, Widget);
        Assert.Equal(2, (await client.SendAsync("GET", Path)).Body["spec"]!["anything"]!.AsArray().Count);
        Assert.Equal(200, (await client.SendAsync("DELETE", Definitions + "/widgets.example.com")).Code);
        Assert.Equal(404, (await client.SendAsync("GET", Path)).Code);
    }

    [Fact]
    public async Task A_watch_gives_what_there_is_a_bookmark_and_then_every_change()
    {
        static string Map(string value) => $$"""{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"seen","labels":{"of":"test"} },"data":{"a":"{{value}}"} }""";
        const string All = "/api/v1/namespaces/default/configmaps";
        await client.ApplyAsync(All + "/seen", Map("1"));

        using var response = await client.WatchAsync(All + "?watch=true&sendInitialEvents=true&resourceVersionMatch=NotOlderThan&allowWatchBookmarks=true&labelSelector=of%3Dtest");
        using var lines = new StreamReader(await response.Content.ReadAsStreamAsync());
        async Task<JsonNode> Next() => JsonNode.Parse((await lines.ReadLineAsync())!)!;

        Assert.Equal("ADDED", (await Next())["type"]!.GetValue<string>());
        Assert.Equal("true", (await Next())["object"]!["metadata"]!["annotations"]!["k8s.io/initial-events-end"]!.GetValue<string>());
        await client.ApplyAsync(All + "/seen", Map("2"));
        Assert.Equal("2", (await Next())["object"]!["data"]!["a"]!.GetValue<string>());
        await client.SendAsync("PATCH", All + "/seen", """{"metadata":{"labels":null}}""", "application/merge-patch+json");
        Assert.Equal("DELETED", (await Next())["type"]!.GetValue<string>());
    }

    static string Name(JsonObject value) => value["metadata"]!["name"]!.GetValue<string>();
}
