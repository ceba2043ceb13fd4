using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace InfraAgent.Generator.Tests;

/// <summary>What the clouds demand of names, against the names that every module of the catalog makes for deployments and instances that are hard to name:
/// long, alike, in other cases, with signs in a row. terraform itself reckons the names out, by the expressions that stand in the modules.</summary>
public sealed partial class ResourceNameTests : IDisposable
{
    const string Label = "^[a-z]([-a-z0-9]{0,61}[a-z0-9])?$";

    /// <summary>By type of resource, or the beginning of it: the attribute, and what the cloud (or its provider) takes. The first that fits counts.</summary>
    static readonly (string Type, string Attribute, string Rule)[] Rules =
    [
        ("aws_s3_bucket", "bucket", "^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$"),
        ("aws_lb_target_group", "name", "^(?!-)[A-Za-z0-9-]{1,32}(?<!-)$"),
        ("aws_lb", "name", "^(?!-|internal-)[A-Za-z0-9-]{1,32}(?<!-)$"),
        ("aws_db_instance", "identifier", "^[a-z](?!.*--)[a-z0-9-]{0,61}[a-z0-9]$"),
        ("aws_db_parameter_group", "name", "^[a-z](?!.*--)[a-z0-9-]{0,253}[a-z0-9]$"),
        ("aws_db_subnet_group", "name", "^[a-z0-9._ -]{1,255}$"),
        ("aws_elasticache_replication_group", "replication_group_id", "^[a-z](?!.*--)[a-z0-9-]{0,38}[a-z0-9]$"),
        ("aws_elasticache_parameter_group", "name", "^[a-z](?!.*--)[a-z0-9.-]{0,253}[a-z0-9]$"),
        ("aws_elasticache_subnet_group", "name", "^[a-z](?!.*--)[a-z0-9-]{0,253}[a-z0-9]$"),
        ("aws_iam_role", "name", @"^[\w+=,.@-]{1,64}$"),
        ("aws_lambda_function", "function_name", "^[A-Za-z0-9_-]{1,64}$"),
        ("aws_cloudwatch_event_rule", "name", "^[A-Za-z0-9._-]{1,64}$"),
        ("aws_sqs_queue", "name", @"^(?=.{1,80}$)[A-Za-z0-9_-]+(\.fifo)?$"),
        ("aws_eks_cluster", "name", "^[0-9A-Za-z][A-Za-z0-9_-]{0,99}$"),
        ("aws_ecs_", "name", "^[A-Za-z0-9_-]{1,255}$"),
        ("aws_cloudwatch_log_group", "name", "^[A-Za-z0-9_./#-]{1,512}$"),
        ("aws_security_group", "name", "^(?!sg-)[A-Za-z0-9 ._:/()#,@+=&;{}!$*-]{1,255}$"),
        ("aws_ecr_repository", "name", "^(?=.{2,256}$)([a-z0-9]+([._-][a-z0-9]+)*/)*[a-z0-9]+([._-][a-z0-9]+)*$"),

        ("google_storage_bucket", "name", "^[a-z0-9][a-z0-9_.-]{1,61}[a-z0-9]$"),
        ("google_service_account", "account_id", "^[a-z][-a-z0-9]{4,28}[a-z0-9]$"),
        ("google_project_iam_custom_role", "role_id", "^[A-Za-z0-9_.]{3,64}$"),
        ("google_iam_workload_identity_pool", "workload_identity_pool_id", "^(?!gcp-)[a-z0-9-]{4,32}$"),
        ("google_compute_", "name", Label),
        ("google_dns_managed_zone", "name", Label),
        ("google_sql_database_instance", "name", "^[a-z][a-z0-9-]{0,96}[a-z0-9]$"),
        ("google_memorystore_instance", "instance_id", "^[a-z][a-z0-9-]{2,61}[a-z0-9]$"),
        ("google_cloud_run_v2_", "name", "^[a-z]([-a-z0-9]{0,47}[a-z0-9])?$"),
        ("google_cloudfunctions2_function", "name", Label),
        ("google_vpc_access_connector", "name", "^[a-z][-a-z0-9]{0,23}[a-z0-9]$"),
        ("google_container_cluster", "name", "^[a-z]([-a-z0-9]{0,38}[a-z0-9])?$"),
        ("google_pubsub_", "name", "^[A-Za-z][A-Za-z0-9._~+%-]{2,254}$"),
        ("google_secret_manager_secret", "secret_id", "^[A-Za-z0-9_-]{1,255}$"),
        ("google_artifact_registry_repository", "repository_id", Label),
        ("google_logging_metric", "name", "^[A-Za-z0-9][A-Za-z0-9_.,+!*',()%/-]{0,99}$"),
        ("google_logging_project_sink", "name", "^[A-Za-z0-9][A-Za-z0-9_.-]{0,99}$"),

        ("azurerm_storage_account", "name", "^[a-z0-9]{3,24}$"),
        ("azurerm_key_vault", "name", "^[A-Za-z](?!.*--)[A-Za-z0-9-]{1,22}[A-Za-z0-9]$"),
        ("azurerm_container_registry", "name", "^[A-Za-z0-9]{5,50}$"),
        ("azurerm_postgresql_flexible_server", "name", "^[a-z0-9][a-z0-9-]{1,61}[a-z0-9]$"),
        ("azurerm_managed_redis", "name", "^(?=.{1,60}$)[A-Za-z0-9]+(-[A-Za-z0-9]+)*$"),
        ("azurerm_servicebus_namespace", "name", "^[A-Za-z][A-Za-z0-9-]{4,48}[A-Za-z0-9]$"),
        ("azurerm_container_app_environment", "name", "^[a-z](?!.*--)[a-z0-9-]{0,58}[a-z0-9]$"),
        ("azurerm_container_app", "name", "^[a-z](?!.*--)[a-z0-9-]{0,30}[a-z0-9]$"),
        ("azurerm_function_app_flex_consumption", "name", "^(?!-)[A-Za-z0-9-]{2,60}(?<!-)$"),
        ("azurerm_user_assigned_identity", "name", "^[A-Za-z0-9][A-Za-z0-9_-]{2,127}$"),
        ("azurerm_kubernetes_cluster", "name", "^[A-Za-z0-9]([A-Za-z0-9_-]{0,61}[A-Za-z0-9])?$"),
        ("azurerm_log_analytics_workspace", "name", "^[A-Za-z0-9][A-Za-z0-9-]{2,61}[A-Za-z0-9]$"),
        ("azurerm_web_application_firewall_policy", "name", "^[A-Za-z][A-Za-z0-9]{0,127}$"),
        ("azurerm_virtual_network", "name", "^[A-Za-z0-9][A-Za-z0-9_.-]{0,62}[A-Za-z0-9_]$"),
        ("azurerm_application_gateway", "name", "^[A-Za-z0-9][A-Za-z0-9_.-]{0,78}[A-Za-z0-9_]$"),
        ("azurerm_public_ip", "name", "^[A-Za-z0-9][A-Za-z0-9_.-]{0,78}[A-Za-z0-9_]$"),
        ("azurerm_nat_gateway", "name", "^[A-Za-z0-9][A-Za-z0-9_.-]{0,78}[A-Za-z0-9_]$"),
        ("azurerm_network_security_group", "name", "^[A-Za-z0-9][A-Za-z0-9_.-]{0,78}[A-Za-z0-9_]$"),
        ("azurerm_private_endpoint", "name", "^[A-Za-z0-9][A-Za-z0-9_.-]{0,62}[A-Za-z0-9_]$"),
        ("azurerm_resource_group", "name", "^[A-Za-z0-9_().-]{0,89}[A-Za-z0-9_()-]$")
    ];

    /// <summary>The longest that the modules take for what callers name; a longer one is refused (checked below). Where each is no choice of a caller's, what it is at most.</summary>
    static readonly Dictionary<string, string> Inputs = new(StringComparer.Ordinal)
    {
        ["var.region"] = "northamerica-northeast1", ["var.location"] = "germanywestcentral", ["var.project"] = "project-of-30-characters-000000", ["var.engine"] = "valkey", ["var.engine_version"] = "17.5",
        ["data.aws_caller_identity.current.account_id"] = "123456789012", ["data.aws_region.current.region"] = "ap-northeast-1", ["data.google_project.current.number"] = "123456789012",
        ["data.azurerm_client_config.current.subscription_id"] = "00000000-0000-0000-0000-000000000000", ["each.key"] = "unhealthy", ["each.value"] = "unhealthy", ["count.index"] = "99",
        ["var.host"] = "www.example.com", ["local.suffix"] = ".fifo"
    };

    readonly TempFolder folder = new();

    public void Dispose() => folder.Dispose();

    [TerraformFact]
    public async Task Every_name_of_every_module_is_one_that_its_cloud_takes_and_no_two_are_the_same()
    {
        var deployments = Deployments();
        var names = new List<(string What, string Expression, string Rule)>();
        foreach (var module in from cloud in (string[])["aws", "azure", "gcp"] from name in Renderers.Catalog.Modules(cloud) from version in Renderers.Catalog.Versions(cloud, name)
                 select Renderers.Catalog.Module(cloud, name, version.Text)!) names.AddRange(Names(module));
        var code = new StringBuilder("variable \"deployments\" {\n  type = any\n}\n\nlocals {\n  prefixes = [for d in var.deployments : ").Append(Prefix()).Append("]\n}\n");
        foreach (var (i, name) in names.Index()) code.Append(CultureInfo.InvariantCulture, $"\noutput \"n{i}\" {{\n  value = [for p in local.prefixes : {name.Expression}]\n}}\n");
        await File.WriteAllTextAsync(Path.Combine(folder.Path, "main.tf"), code.ToString());
        await File.WriteAllTextAsync(Path.Combine(folder.Path, "d.tfvars.json"), JsonSerializer.Serialize(new { deployments = deployments.Select(d => new { id = d.Id, environment = d.Environment, instance = d.Instance }) }));

        await Terraform.Succeed(folder.Path, "init", "-input=false", "-no-color");
        await Terraform.Succeed(folder.Path, "apply", "-auto-approve", "-input=false", "-no-color", "-var-file=d.tfvars.json");
        var outputs = JsonDocument.Parse(await Terraform.Succeed(folder.Path, "output", "-json")).RootElement;

        var wrong = new List<string>();
        foreach (var (i, (what, _, rule)) in names.Index())
        {
            string[] made = [.. outputs.GetProperty($"n{i}").GetProperty("value").EnumerateArray().Select(n => n.GetString()!)];
            Assert.Equal(deployments.Count, made.Length);
            if (made.FirstOrDefault(n => !Regex.IsMatch(n, rule)) is { } bad) wrong.Add($"{what}: {bad} ({bad.Length}) is not {rule}");
            if (made.GroupBy(n => n, StringComparer.OrdinalIgnoreCase).FirstOrDefault(g => g.Count() > 1) is { } same) wrong.Add($"{what}: {same.Key} is there {same.Count()} times");
        }

        Console.WriteLine($"{names.Count} names of resources for {deployments.Count} deployments and instances each.");
        Assert.True(wrong.Count == 0, string.Join("\n", wrong));
        Assert.InRange(names.Count, 100, 1000);
    }

    static List<(string Id, string Environment, string? Instance)> Deployments()
    {
        var all = new HashSet<(string, string, string?)>();
        string[] ids =
        [
            "a", "0", "9-9", "Shop", "shop", "SHOP", "shop_eu", "shop-eu", "shop--eu", "shop__eu", "shop-_eu", "a-", "a--", "a_", "a------------------b", "orders", "orders-web", "internal-shop", "gcp-shop", "sg-shop",
            "x" + new string('-', 61) + "x", new string('a', 63), new string('A', 63), new string('a', 62) + "b", "b" + new string('a', 62), "seventeen-letters", "eighteen-letters-x", "seventeen-letter-x-and-more", "2025-114"
        ];
        foreach (var id in ids)
        {
            foreach (var environment in (string[])["dev", "prod", "environment-of-32-characters-000"])
            {
                all.Add((id, environment, null));
                foreach (var instance in (string[])["orders", "orders-web", "w", "a-very-long-name-of-an-instance", "a-very-long-name-of-an-instancf"]) all.Add((id, environment, instance));
            }
        }

        return [.. all];
    }

    // As it stands in bundles.
    static string Prefix()
    {
        var main = Renderers.Bundle(Requests.Local("""{"cloud":"local","modules":[{"name":"config","as":"x"}]}""")).Text("main.tf");
        var (own, instance) = (OwnName().Match(main).Groups[1].Value, InstanceName().Match(main).Groups[1].Value);
        Assert.True(own.Length > 0 && instance.Length > 0, main);
        string Of(string expression) => expression.Replace("var.deployment_id", "d.id", StringComparison.Ordinal).Replace("var.environment", "d.environment", StringComparison.Ordinal)
            .Replace("${instance}", "${d.instance}", StringComparison.Ordinal);
        return $"d.instance == null ? {Of(own)} : {Of(instance)}";
    }

    static IEnumerable<(string What, string Expression, string Rule)> Names(ModuleDefinition module)
    {
        var code = string.Concat(module.Files.Where(f => f.Key is not ("variables.tf" or "outputs.tf" or "versions.tf")).Select(f => Encoding.UTF8.GetString(f.Value)));
        var known = LocalsBlock().Matches(code).SelectMany(b => Assignment().Matches(b.Value)).GroupBy(a => a.Groups[1].Value, a => a.Groups[2].Value).ToDictionary(g => "local." + g.Key, g => g.First());
        foreach (Match resource in Resource().Matches(code))
        {
            foreach (Match set in Assignment().Matches(resource.Groups[3].Value)) known.TryAdd($"{resource.Groups[1].Value}.{resource.Groups[2].Value}.{set.Groups[1].Value}", set.Groups[2].Value);
        }

        foreach (Match resource in Resource().Matches(code))
        {
            var type = resource.Groups[1].Value;
            if (type.EndsWith("_iam_member", StringComparison.Ordinal)) continue;
            if (Rules.FirstOrDefault(r => type == r.Type || (r.Type[^1] == '_' && type.StartsWith(r.Type, StringComparison.Ordinal))) is not { Attribute: { } attribute } rule) continue;
            if (Assignment().Matches(resource.Groups[3].Value).FirstOrDefault(a => a.Groups[1].Value == attribute) is not { } name) continue;
            var expression = Written(name.Groups[2].Value);
            // Named by a caller as a whole, or by what it belongs to.
            if (expression.Contains("(p)", StringComparison.Ordinal) && !expression.Contains('?', StringComparison.Ordinal)) yield return ($"{module.Name} {module.Version} {type}.{resource.Groups[2].Value}", expression, rule.Rule);
        }

        // Of a resource that is there once or not at all, the one that is there.
        string Written(string expression, int depth = 0) => depth > 5 ? expression : Reference().Replace(expression, r =>
        {
            var (name, index) = (r.Groups[1].Value + r.Groups[4].Value, r.Groups[3].Value);
            if (name == "var.prefix") return "(p)";
            if (Inputs.TryGetValue(name, out var value)) return $"\"{value}\"";
            if (known.TryGetValue(name, out var other)) return $"({Written(other, depth + 1)})";
            if (!name.StartsWith("var.", StringComparison.Ordinal)) return "\"?\"";
            var input = module.Inputs[name[4..]];
            return input.Default is HclNull ? "null" : input.Type is InputType.TextList ? $"[\"{Longest(input)}\"]{index}" : $"\"{Longest(input)}\"";
        });
    }

    static string Longest(InputDefinition input)
    {
        if (input.Enum.Count > 0) return input.Enum.Select(InputCheck.Show).MaxBy(e => e.Length)!;
        var longest = Enumerable.Range(1, 300).Select(n => new string('a', n)).LastOrDefault(t => InputCheck.Explain(input, new HclText(t)) is null);
        // The names of hosts, which names have only a hash of.
        return longest ?? "www.example.com";
    }

    [GeneratedRegex(@"(?<![\w.])((?:var|local|data|each|count|[a-z]+_[a-z0-9_]+)(\.[a-z0-9_]+)+)(\[[^\]]*\])?(\.[a-z_]+)?")]
    private static partial Regex Reference();

    [GeneratedRegex(@"^resource ""(\w+)"" ""(\w+)"" \{\n(.*?)^\}", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Resource();

    [GeneratedRegex(@"^locals \{\n.*?^\}", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex LocalsBlock();

    [GeneratedRegex(@"^  (\w+) += ([^{\n]*(?:\{[^}\n]*\}[^{\n]*)*)$", RegexOptions.Multiline)]
    private static partial Regex Assignment();

    [GeneratedRegex(@"^  name += (.*)$", RegexOptions.Multiline)]
    private static partial Regex OwnName();

    [GeneratedRegex(@"=>\s*(""\$\{trim.*)$", RegexOptions.Multiline)]
    private static partial Regex InstanceName();
}
