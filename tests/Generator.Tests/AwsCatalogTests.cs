using System.Text.Json;
using System.Text.Json.Nodes;
using InfraAgent.Contracts;

namespace InfraAgent.Generator.Tests;

/// <summary>The AWS modules under the real terraform: as code, and in a simulated cloud from the first rollout to the destruction.</summary>
public sealed class AwsCatalogTests : IDisposable
{
    readonly Rollout rollout = new();

    public void Dispose() => rollout.Dispose();

    [TerraformFact]
    public async Task A_service_with_everything_it_uses_is_built_wired_by_name_and_destroyed()
    {
        var command = Requests.Catalog("aws-ecs-service");
        await rollout.Apply(command);

        var container = Container();
        Assert.Equal("db-shop-", container["environment"]!.AsArray().Single(v => (string)v!["name"]! == "DATABASE_HOST")!["value"]!.GetValue<string>()[..8]);
        var secrets = container["secrets"]!.AsArray().ToDictionary(s => (string)s!["name"]!, s => (string)s!["valueFrom"]!);
        Assert.Matches("^arn:aws:secretsmanager:eu-central-1:123456789012:secret:rds!db-[^:]+:password::$", secrets["DATABASE_PASSWORD"]);
        var allowed = rollout.Objects("aws_iam_role_policy").Where(p => (string)p["name"]! == "read-secrets").ToList();
        Assert.Equal(2, allowed.Count);
        Assert.Equal(["DATABASE_PASSWORD", "PAYMENT_TOKEN", "SIGNING_KEY"], secrets.Keys.Order(StringComparer.Ordinal));
        Assert.All(allowed, p => Assert.All(secrets.Values, s => Assert.Contains($"\"{string.Join(':', s.Split(':').Take(7))}\"", (string)p["policy"]!, StringComparison.Ordinal)));
        var database = Assert.Single(rollout.Objects("aws_db_instance"));
        var service = rollout.Objects("aws_security_group").Single(g => ((string)g["name"]!).EndsWith("-service", StringComparison.Ordinal))["id"];
        Assert.Contains(rollout.Objects("aws_vpc_security_group_ingress_rule"), r =>
            (string)r["security_group_id"]! == (string)database["vpc_security_group_ids"]![0]! && (string?)r["referenced_security_group_id"] == (string)service! && (int)r["from_port"]! == 5432);

        await rollout.HasNothingToDo(command);
        await rollout.DestroyToNothing(command);
    }

    [TerraformFact]
    public async Task Services_of_the_specification_get_their_secrets_host_volumes_and_the_database_beside_them()
    {
        var command = Requests.Catalog("aws-services");
        await rollout.Apply(command);

        var tasks = rollout.Objects("aws_ecs_task_definition").ToDictionary(t => ((string)t["family"]!).Split('-')[0], t => t);
        var containers = tasks.ToDictionary(t => t.Key, t => JsonNode.Parse((string)t.Value["container_definitions"]!)![0]!);
        var web = containers["web"];
        Assert.Equal(("""["/app/web"]""", """["--listen",":8080"]""", "10001"), (web["entryPoint"]!.ToJsonString(), web["command"]!.ToJsonString(), (string)web["user"]!));
        var secrets = web["secrets"]!.AsArray().ToDictionary(s => (string)s!["name"]!, s => (string)s!["valueFrom"]!);
        Assert.Matches("^arn:aws:secretsmanager:eu-central-1:123456789012:secret:prod/shop/payment-[0-9a-f]{6}:token::$", secrets["PAYMENT_TOKEN"]);
        Assert.Matches("^arn:aws:secretsmanager:eu-central-1:123456789012:secret:prod/shop/signing-key-[0-9a-f]{6}$", secrets["SIGNING_KEY"]);
        Assert.All(containers.Values, c => Assert.Contains(c["environment"]!.AsArray(), v => (string)v!["name"]! == "DATABASE_HOST"));
        Assert.All(containers.Values, c => Assert.Contains(c["secrets"]!.AsArray(), v => (string)v!["name"]! == "DATABASE_PASSWORD"));
        Assert.Equal(["/tmp", "/var/cache/web"], web["mountPoints"]!.AsArray().Select(m => (string)m!["containerPath"]!).Order(StringComparer.Ordinal));
        Assert.Equal("""["CMD","/app/worker","ping"]""", containers["worker"]["healthCheck"]!["command"]!.ToJsonString());

        // ECS may read what it hands over; the container only what may change while it runs.
        var readers = rollout.Objects("aws_iam_role_policy").Where(p => (string)p["name"]! == "read-secrets" && ((string)p["role"]!).StartsWith("web-", StringComparison.Ordinal))
            .ToDictionary(p => ((string)p["role"]!).Split('-')[^1], p => (string)p["policy"]!);
        Assert.Contains("secret:prod/shop/signing-key-", readers["execution"], StringComparison.Ordinal);
        Assert.DoesNotContain("secret:prod/shop/", readers["task"], StringComparison.Ordinal);

        var rule = Assert.Single(rollout.Objects("aws_lb_listener_rule"));
        Assert.Equal(["/store", "/store/*"], rule["condition"]!.AsArray().SelectMany(c => c!["path_pattern"]!.AsArray()).SelectMany(p => p!["values"]!.AsArray()).Select(v => (string)v!).Order(StringComparer.Ordinal));
        Assert.Equal("shop.example.com", (string)Assert.Single(rollout.Objects("aws_acm_certificate"))["domain_name"]!);
        Assert.Equal(["A", "CNAME"], rollout.Objects("aws_route53_record").Select(r => (string)r["type"]!).Order(StringComparer.Ordinal));
        Assert.Equal(2, rollout.Objects("aws_lb").Count);

        Assert.Equal(rollout.Objects("aws_efs_access_point")[0]["id"]!.ToString(), (string)tasks["files"]["volume"]!.AsArray()
            .Single(v => (string)v!["name"]! == "data")!["efs_volume_configuration"]![0]!["authorization_config"]![0]!["access_point_id"]!);
        var files = rollout.Objects("aws_ecs_service").Single(s => ((string)s["name"]!).StartsWith("files-", StringComparison.Ordinal));
        Assert.Equal((0, 100), ((int)files["deployment_minimum_healthy_percent"]!, (int)files["deployment_maximum_percent"]!));
        await rollout.HasNothingToDo(command);
    }

    [TerraformFact]
    public async Task Upgrading_a_service_makes_nothing_anew()
    {
        var command = Requests.Catalog("aws-ecs-service");
        await rollout.Apply(command);
        Directory.Delete(Path.Combine(rollout.Path, "modules"), recursive: true);
        rollout.Write(command with { TemplateSpec = JsonDocument.Parse(command.TemplateSpec.GetRawText().Replace("\"1.5.0\"", "\"1.6.0\"", StringComparison.Ordinal)).RootElement });

        await Terraform.Succeed(rollout.Path, "init", "-input=false", "-no-color");
        var changes = JsonNode.Parse(await rollout.Plan(command))!["resource_changes"]!.AsArray();

        Assert.Empty(changes.Where(c => c!["change"]!["actions"]!.AsArray().Any(a => (string)a! is "delete" or "create")).Select(c => (string)c!["address"]!));
        Assert.Contains(changes, c => ((string)c!["address"]!).Contains("aws_ecs_service", StringComparison.Ordinal));
    }

    [TerraformFact]
    public async Task Upgrading_a_database_renames_it_and_never_makes_another()
    {
        var command = Requests.Catalog("aws-postgres-1.0");
        await rollout.Apply(command);
        Directory.Delete(Path.Combine(rollout.Path, "modules"), recursive: true);
        rollout.Write(Upgraded(command));

        await Terraform.Succeed(rollout.Path, "init", "-input=false", "-no-color");
        var changes = JsonNode.Parse(await rollout.Plan(command))!["resource_changes"]!.AsArray();

        var database = changes.Single(c => (string)c!["type"]! == "aws_db_instance")!;
        Assert.Equal(("module.postgres.aws_db_instance.primary", "module.postgres.aws_db_instance.this"), ((string)database["address"]!, (string?)database["previous_address"]));
        Assert.All(changes, c => Assert.DoesNotContain("delete", c!["change"]!["actions"]!.AsArray().Select(a => (string)a!)));
        Assert.DoesNotContain("create", database["change"]!["actions"]!.AsArray().Select(a => (string)a!));
    }

    [TerraformFact]
    public async Task A_restored_database_stays_when_its_snapshot_is_no_longer_named()
    {
        var spec = """{"cloud":"aws","modules":[{"name":"postgres","vpc_id":"vpc-1","subnet_ids":["subnet-1","subnet-2"]SNAPSHOT}]}""";
        var before = Requests.Local(spec.Replace("SNAPSHOT", ",\"snapshot_identifier\":\"before\"", StringComparison.Ordinal), """{"aws_region":"eu-west-1"}""");
        await rollout.Apply(before);
        rollout.Write(Requests.Local(spec.Replace("SNAPSHOT", "", StringComparison.Ordinal), """{"aws_region":"eu-west-1"}"""));

        await rollout.HasNothingToDo(before);
    }

    static GenerateBundle Upgraded(GenerateBundle command) => command with
    {
        TemplateSpec = JsonDocument.Parse(command.TemplateSpec.GetRawText().Replace("\"1.0.0\"", "\"1.1.0\"", StringComparison.Ordinal)).RootElement
    };

    JsonNode Container() => JsonNode.Parse((string)Assert.Single(rollout.Objects("aws_ecs_task_definition"))["container_definitions"]!)![0]!;
}
