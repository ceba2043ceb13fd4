using System.Text.Json.Nodes;
using InfraAgent.Contracts;

namespace InfraAgent.Generator.Tests;

/// <summary>The Google Cloud modules under the real terraform, in a simulated cloud from the first rollout to the destruction.</summary>
public sealed class GcpCatalogTests : IDisposable
{
    readonly Rollout rollout = new();

    public void Dispose() => rollout.Dispose();

    [TerraformFact]
    public async Task A_service_with_everything_it_uses_is_built_wired_by_name_and_destroyed()
    {
        var command = Requests.Catalog("gcp-production");
        await rollout.Apply(command);

        var service = Assert.Single(rollout.Objects("google_cloud_run_v2_service"));
        var account = (string)service["template"]![0]!["service_account"]!;
        var member = "serviceAccount:" + account;
        var variables = service["template"]![0]!["containers"]![0]!["env"]!.AsArray().ToDictionary(v => (string)v!["name"]!, v => (string?)v!["value"]);
        Assert.Matches(@"^run-shop-[0-9a-f]{10}@shop-4711\.iam\.gserviceaccount\.com$", account);

        // The database knows the service by its account, so there is no password to hand over.
        var user = rollout.Objects("google_sql_user").Single(u => (string)u["type"]! == "CLOUD_IAM_SERVICE_ACCOUNT");
        Assert.Equal(account.Replace(".gserviceaccount.com", "", StringComparison.Ordinal), variables["DATABASE_USER"]);
        Assert.Equal(variables["DATABASE_USER"], (string)user["name"]!);
        Assert.DoesNotContain("DATABASE_PASSWORD", variables.Keys);
        var database = rollout.Objects("google_sql_database_instance").Single(d => (string)d["name"]! == (string)user["instance"]!);
        Assert.Equal((string)Assert.Single(rollout.Objects("google_compute_network"))["id"]!, (string)database["settings"]![0]!["ip_configuration"]![0]!["private_network"]!);

        // What it may do is named, and no more than this database, cache, queue, bucket and secret.
        var roles = rollout.Objects("google_project_iam_member").Where(m => (string)m["member"]! == member).ToDictionary(m => (string)m["role"]!);
        Assert.Equal(["roles/cloudsql.client", "roles/cloudsql.instanceUser", "roles/cloudtrace.agent", "roles/memorystore.dbConnectionUser"], roles.Keys.Order(StringComparer.Ordinal));
        Assert.Contains((string)database["name"]!, (string)roles["roles/cloudsql.client"]["condition"]![0]!["expression"]!, StringComparison.Ordinal);
        Assert.Equal((variables["BUCKET_NAME"], "roles/storage.objectUser"), Granted("google_storage_bucket_iam_member", "bucket", member));
        Assert.Equal((variables["QUEUE_URL"], "roles/pubsub.publisher"), Granted("google_pubsub_topic_iam_member", "topic", member));
        Assert.Equal("roles/pubsub.subscriber", Granted("google_pubsub_subscription_iam_member", "subscription", member).Role);
        Assert.Equal((variables["SIGNING_KEY"], "roles/secretmanager.secretAccessor"), Granted("google_secret_manager_secret_iam_member", "secret_id", member));

        // Clients come by the balancer, over HTTPS, under a name that leads to it.
        Assert.Equal("INGRESS_TRAFFIC_INTERNAL_LOAD_BALANCER", (string)service["ingress"]!);
        Assert.Equal((string)service["name"]!, (string)Assert.Single(rollout.Objects("google_compute_region_network_endpoint_group"))["cloud_run"]![0]!["service"]!);
        Assert.Equal((string)Assert.Single(rollout.Objects("google_compute_global_address"), a => (string?)a["ip_version"] == "IPV4")["address"]!, (string)Assert.Single(rollout.Objects("google_dns_record_set"), r => (string)r["name"]! == "shop.example.com.")["rrdatas"]![0]!);
        var labels = service["effective_labels"]!;
        Assert.Equal(("shop", "4711", "cloud-run"), ((string)labels["infra-agent-deployment"]!, (string)labels["cost-center"]!, (string)labels["module"]!));

        await rollout.HasNothingToDo(command);
        await rollout.DestroyToNothing(command);
    }

    [Theory]
    [InlineData("Team", "shop", "must be made of lower-case letters, digits, '_' and '-', a letter first")]
    [InlineData("4team", "shop", "must be made of lower-case letters, digits, '_' and '-', a letter first")]
    [InlineData("team", "Shop", "must be made of lower-case letters, digits, '_' and '-'.")]
    [InlineData("infra-agent-team", "shop", "is reserved")]
    [InlineData("module", "shop", "is set by the modules themselves")]
    public void A_label_that_Google_cannot_store_is_refused(string key, string value, string why)
    {
        var finding = Assert.Single(Renderers.BuiltIn.Render(Labelled(key, value)).Findings);

        Assert.Equal((SpecRules.Tag, $"/template_spec/tags/{key}"), (finding.RuleId, finding.Pointer));
        Assert.Contains(why, finding.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_label_of_63_characters_that_begins_with_a_digit_is_taken() => Assert.Empty(Renderers.BuiltIn.Render(Labelled("cost-center", new string('4', 63))).Findings);

    [Fact]
    public void A_service_keeps_its_secrets_in_the_store_that_Google_reads()
    {
        const string spec = """{"cloud":"gcp","services":[{"name":"web","image":"europe-docker.pkg.dev/p/r/web:1","secrets":{"TOKEN":"vault://kv/web#token"}}]}""";
        var finding = Assert.Single(Renderers.BuiltIn.Render(Requests.Local(spec, """{"gcp_project":"example-web","gcp_region":"europe-west1"}""")).Findings);

        Assert.Equal((SpecRules.NotExpressible, "/template_spec/services/0/secrets/TOKEN"), (finding.RuleId, finding.Pointer));
        Assert.Contains("gcp-sm://project/name", finding.Message, StringComparison.Ordinal);
    }

    static GenerateBundle Labelled(string key, string value) =>
        Requests.Local($$"""{"cloud":"gcp","modules":[{"name":"vpc","cidr":"10.0.0.0/16"}],"tags":{"{{key}}":"{{value}}"} }""", """{"gcp_project":"example-web","gcp_region":"europe-west1"}""");

    (string Of, string Role) Granted(string type, string of, string member)
    {
        var grant = Assert.Single(rollout.Objects(type), g => (string)g["member"]! == member);
        return ((string)grant[of]!, (string)grant["role"]!);
    }
}
