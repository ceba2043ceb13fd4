using System.Text.Json;
using InfraAgent.Contracts;
using InfraAgent.Policy.Assertions;
using InfraAgent.Policy.Cost;

namespace InfraAgent.Policy.Tests.Cost;

public sealed class CostEstimatorTests
{
    static readonly PriceTable Table = PriceTable.Load([]);
    static readonly CostQuestion Ireland = new("eu-west-1", new Dictionary<string, IReadOnlyDictionary<string, decimal>>());

    static Subject Of(string type, string values, string? address = null, params string[] references) =>
        new(address ?? type + ".x", address ?? type + ".x", type, JsonElement.Parse(values), references.ToHashSet());

    static CostEstimate Estimate(CostQuestion question, params Subject[] resources) => CostEstimator.Of(Table, question, resources);

    static CostQuestion Saying(string key, string name, decimal value) => Ireland with { Usage = new Dictionary<string, IReadOnlyDictionary<string, decimal>> { [key] = new Dictionary<string, decimal> { [name] = value } } };

    [Theory]
    [InlineData("data.aws_eip.x", 0)]
    [InlineData("module.a[\"b.data.c\"].module.d[0].data.aws_eip.x", 0)]
    [InlineData("module.data.aws_eip.x", 3.65)]
    [InlineData("module.data[\"b]\\\".data.\"].aws_eip.x", 3.65)]
    public void What_is_only_read_costs_nothing_and_a_module_may_be_called_data(string address, double usd) => Assert.Equal((decimal)usd, Estimate(Ireland, Of("aws_eip", "{}", address)).MonthlyUsd);

    [Fact]
    public void A_resource_costs_its_hours_and_its_use()
    {
        var estimate = Estimate(Ireland, Of("aws_nat_gateway", "{}"));

        Assert.True(estimate.Complete);
        // 730 hours and 100 GB at 0.048.
        Assert.Equal(39.84m, estimate.MonthlyUsd);
        var resource = Assert.Single(estimate.Resources);
        Assert.Equal(("aws_nat_gateway.x", 39.84m, (decimal?)null), (resource.Address, resource.MonthlyUsd, resource.NowMonthlyUsd));
        Assert.Equal(["NAT gateway 730 hour 0.048 35.04 ", "data through the NAT gateway 100 GB 0.048 4.8 monthly_gb 100 (assumed)"],
            resource.Items.Select(i => $"{i.What} {i.Quantity} {i.Unit} {i.UsdPerUnit} {i.MonthlyUsd} {i.Assumption}"));
        Assert.Equal(("https://aws.amazon.com/vpc/pricing/", new DateOnly(2025, 6, 1)), (resource.Items[0].Source, resource.Items[0].AsOf));
        Assert.Null(estimate.DifferenceUsd);
    }

    [Fact]
    public void Tasks_are_priced_by_the_definition_that_their_service_takes()
    {
        var estimate = Estimate(Ireland,
            Of("aws_ecs_service", """{"launch_type":"FARGATE","desired_count":4}""", "module.api.aws_ecs_service.this", "module.api.aws_ecs_task_definition.this"),
            Of("aws_ecs_task_definition", """{"cpu":"1024","memory":"4096","runtime_platform":[{"cpu_architecture":"ARM64"}]}""", "module.api.aws_ecs_task_definition.this"),
            Of("aws_ecs_task_definition", """{"cpu":"256","memory":"512"}""", "module.other.aws_ecs_task_definition.this"));

        Assert.Empty(estimate.Incomplete);
        Assert.Equal([("vCPUs of Fargate ARM64", 2920m, 94.55m), ("memory of Fargate ARM64", 11680m, 41.58m)], Assert.Single(estimate.Resources).Items.Select(i => (i.What, i.Quantity, i.MonthlyUsd)));
        Assert.Equal(2, estimate.Free);
    }

    [Theory]
    [InlineData("""{"engine":"postgres","instance_class":"db.t4g.medium","allocated_storage":100,"storage_type":"gp3"}""", 51.1 + 12.7)]
    [InlineData("""{"engine":"postgres","instance_class":"db.t4g.medium","allocated_storage":100,"storage_type":"gp3","multi_az":true}""", 2 * (51.1 + 12.7))]
    // Known after apply only, and known to come with the storage.
    [InlineData("""{"engine":"postgres","instance_class":"db.t4g.medium","allocated_storage":500,"storage_type":"gp3","iops":{"$unknown":true}}""", 51.1 + 63.5)]
    [InlineData("""{"engine":"postgres","instance_class":"db.t4g.medium","allocated_storage":500,"storage_type":"gp3","iops":13000}""", 51.1 + 63.5 + 22)]
    public void A_database_is_priced_by_its_attributes(string values, double usd) => Assert.Equal(((decimal)usd, true), (Estimate(Ireland, Of("aws_db_instance", values)) is var e ? e.MonthlyUsd : 0, e.Complete));

    [Fact]
    public void A_replica_has_engine_and_storage_of_its_primary()
    {
        var estimate = Estimate(Ireland,
            Of("aws_db_instance", """{"engine":"postgres","instance_class":"db.t4g.medium","allocated_storage":100,"storage_type":"gp3"}""", "aws_db_instance.primary"),
            Of("aws_db_instance", """{"engine":{"$unknown":true},"instance_class":"db.t4g.small","allocated_storage":{"$unknown":true},"storage_type":"gp3"}""", "aws_db_instance.replica", "aws_db_instance.primary"));

        Assert.Empty(estimate.Incomplete);
        Assert.Equal([("aws_db_instance.primary", 63.80m), ("aws_db_instance.replica", 38.25m)], estimate.Resources.Select(r => (r.Address, r.MonthlyUsd)));
    }

    [Theory]
    [InlineData("aws_quantum_computer", "{}", "there is no price for this type of resource")]
    [InlineData("azurerm_managed_redis", "{}", "the prices of Azure Managed Redis are not in the table")]
    [InlineData("aws_db_instance", """{"engine":"postgres","instance_class":"db.x99.huge","allocated_storage":10}""", "database: no price of postgres/db.x99.huge in the region eu-west-1 is in the table")]
    [InlineData("aws_db_instance", """{"engine":"postgres","instance_class":{"$unknown":true},"allocated_storage":10}""", "database: 'instance_class' is known after apply only")]
    [InlineData("aws_db_instance", """{"engine":"postgres","instance_class":{"$hmac":"x"},"allocated_storage":10}""", "database: 'instance_class' is hidden")]
    [InlineData("aws_db_instance", """{"engine":"postgres","instance_class":"db.t4g.micro"}""", "storage: the aws_db_instance that it goes with is not here")]
    [InlineData("aws_ecs_service", """{"launch_type":"FARGATE"}""", "the aws_ecs_task_definition that it goes with is not here")]
    [InlineData("aws_eks_node_group", """{"capacity_type":"SPOT","scaling_config":[{"desired_size":2}]}""", "spot nodes: what spot nodes cost changes by the hour")]
    [InlineData("aws_eks_node_group", """{"capacity_type":{"$unknown":true},"scaling_config":[{"desired_size":2}]}""", "whether nodes is paid for")]
    public void What_has_no_price_is_named_and_not_counted_as_nothing(string type, string values, string why)
    {
        var estimate = Estimate(Ireland, Of(type, values));

        Assert.False(estimate.Complete);
        Assert.Contains(why, Assert.Single(estimate.Incomplete).Reason);
    }

    [Theory]
    [InlineData("mars-1", "no price in the region mars-1 is in the table")]
    [InlineData(null, "its region is not known")]
    public void A_region_without_prices_makes_the_estimate_incomplete(string? region, string why)
    {
        var estimate = Estimate(Ireland with { Region = region }, Of("aws_nat_gateway", "{}"));

        Assert.Equal((0m, false), (estimate.MonthlyUsd, estimate.Complete));
        Assert.Contains(why, Assert.Single(estimate.Incomplete).Reason);
    }

    [Theory]
    [InlineData("aws_nat_gateway", """{"region":"eu-central-1"}""")]
    [InlineData("azurerm_nat_gateway", """{"location":"West Europe"}""")]
    [InlineData("google_container_cluster", """{"location":"us-central1-a","enable_autopilot":true}""")]
    public void A_resource_tells_its_own_region(string type, string values) => Assert.True(Estimate(CostQuestion.Plain, Of(type, values)).Complete);

    [Theory]
    [InlineData("\"1e30\"")]
    [InlineData("79228162514264337593543950335")]
    [InlineData("1e400")]
    [InlineData("-5")]
    [InlineData("\"many\"")]
    [InlineData("[[]]")]
    [InlineData("{\"a\":1}")]
    [InlineData("999999999999")]
    public void A_quantity_that_cannot_be_is_not_reckoned_with(string size)
    {
        var estimate = Estimate(Ireland, Of("aws_db_instance", $$"""{"engine":"postgres","instance_class":"db.t4g.micro","storage_type":"gp3","multi_az":true,"allocated_storage":{{size}}}"""));

        Assert.Contains("storage: ", Assert.Single(estimate.Incomplete).Reason);
        Assert.Equal(24.82m, estimate.MonthlyUsd);
    }

    [Theory]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("\"x\"")]
    [InlineData("{\"region\":5,\"launch_type\":[]}")]
    public void Values_of_any_shape_are_read(string values)
    {
        foreach (var type in Table.All.SelectMany(p => p.Types).Select(t => t.Replace('*', 'x')))
        {
            var estimate = Estimate(Ireland, Of(type, values));
            Assert.Equal(estimate.Incomplete.Count == 0, estimate.Complete);
        }
    }

    [Fact]
    public void What_the_request_says_stands_instead_of_what_is_assumed()
    {
        var lambda = Of("aws_lambda_function", """{"memory_size":1024}""", "module.orders_api.aws_lambda_function.this");
        foreach (var key in new[] { "aws_lambda_function", "orders-api", "module.orders_*", "module.orders_api.aws_lambda_function.this" })
            Assert.Contains("monthly_requests 5000000 (as the request says)", Estimate(Saying(key, "monthly_requests", 5_000_000), lambda).Resources[0].Items[0].Assumption);

        Assert.Contains("(assumed)", Estimate(Saying("orders", "monthly_requests", 5_000_000), lambda).Resources[0].Items[0].Assumption);
    }

    [Fact]
    public void The_narrowest_word_of_a_request_counts()
    {
        var usage = new[] { ("aws_nat_gateway", 1m), ("network", 2m), ("module.*", 3m), ("module.network.*", 4m), ("module.network.aws_nat_gateway.this", 5m) };
        for (var most = usage.Length; most > 0; most--)
        {
            var said = Ireland with { Usage = usage.Take(most).ToDictionary(u => u.Item1, IReadOnlyDictionary<string, decimal> (u) => new Dictionary<string, decimal> { ["monthly_gb"] = u.Item2 }) };
            Assert.Equal(most, Estimate(said, Of("aws_nat_gateway", "{}", "module.network.aws_nat_gateway.this")).Resources[0].Items[1].Quantity);
        }
    }

    static CostEstimate Planned(params (Subject? Before, Subject? After, bool Changes)[] changes)
    {
        var estimator = new CostEstimator(Table, Ireland, planned: true);
        foreach (var (before, after, changed) in changes) estimator.AddPlanned(before, after, changed);
        return estimator.Finish();
    }

    static Subject Database(string size, string address = "aws_db_instance.x") => Of("aws_db_instance", $$"""{"engine":"postgres","instance_class":"{{size}}","allocated_storage":100,"storage_type":"gp3"}""", address);

    [Fact]
    public void A_plan_tells_what_runs_now_and_what_it_changes()
    {
        var stays = Of("aws_nat_gateway", "{}");
        var estimate = Planned((stays, stays, false), (Database("db.t4g.micro"), Database("db.t4g.medium"), true), (Of("aws_eip", "{}"), null, true), (null, Of("aws_eks_cluster", "{}"), true));

        Assert.Equal((39.84m + 63.80m + 73, 39.84m + 25.11m + 3.65m, 63.80m - 25.11m - 3.65m + 73), (estimate.MonthlyUsd, estimate.NowMonthlyUsd!.Value, estimate.DifferenceUsd!.Value));
        Assert.Equal((true, true, true), (estimate.Complete, estimate.NowComplete, estimate.DifferenceComplete));
        Assert.Equal([("aws_eks_cluster.x", 73m, 0m), ("aws_db_instance.x", 63.80m, 25.11m), ("aws_nat_gateway.x", 39.84m, 39.84m), ("aws_eip.x", 0m, 3.65m)],
            estimate.Resources.Select(r => (r.Address, r.MonthlyUsd, r.NowMonthlyUsd!.Value)));
    }

    [Fact]
    public void What_stays_as_it_is_needs_no_price_for_the_difference()
    {
        var unknown = Of("azurerm_managed_redis", "{}");
        var estimate = Planned((unknown, unknown, false), (null, Of("aws_eip", "{}"), true));

        Assert.Equal((false, false, true, 3.65m), (estimate.Complete, estimate.NowComplete, estimate.DifferenceComplete, estimate.DifferenceUsd));
    }

    [Fact]
    public void What_goes_without_a_price_leaves_the_difference_open()
    {
        var estimate = Planned((Of("azurerm_managed_redis", "{}"), null, true), (Database("db.x99.huge", "aws_db_instance.y"), Database("db.t4g.micro", "aws_db_instance.y"), true));

        Assert.Equal((true, false, false), (estimate.Complete, estimate.NowComplete, estimate.DifferenceComplete));
        Assert.StartsWith("as it runs now: ", estimate.Incomplete[1].Reason);
    }

    [Fact]
    public void Of_thousands_of_resources_the_costliest_are_listed()
    {
        var estimator = new CostEstimator(Table, Ireland, planned: true);
        for (var i = 0; i < 5000; i++) estimator.AddPlanned(null, Of("aws_nat_gateway", "{}", $"aws_nat_gateway.n{i}"), true);
        for (var i = 0; i < 500; i++) estimator.AddPlanned(null, Of("x_unknown", "{}", $"x_unknown.u{i}"), true);
        estimator.AddPlanned(null, Of("aws_eks_cluster", "{}"), true);

        var estimate = estimator.Finish();

        Assert.Equal((5000 * 39.84m + 73, 100, 100, 5501 - 200), (estimate.MonthlyUsd, estimate.Resources.Count, estimate.Incomplete.Count, estimate.NotListed));
        Assert.Equal("aws_eks_cluster.x", estimate.Resources[0].Address);
    }

    [Fact]
    public void Thousands_that_take_something_from_thousands_are_estimated_in_a_moment()
    {
        var estimator = new CostEstimator(Table, Ireland, planned: true);
        var started = System.Diagnostics.Stopwatch.GetTimestamp();
        for (var i = 0; i < 5000; i++)
        {
            estimator.AddPlanned(null, Of("aws_ecs_service", """{"launch_type":"FARGATE","desired_count":1}""", $"aws_ecs_service.s[{i}]", "aws_ecs_task_definition.t") with { Declaration = "aws_ecs_service.s" }, true);
            estimator.AddPlanned(null, Of("aws_ecs_task_definition", """{"cpu":"256","memory":"512"}""", $"aws_ecs_task_definition.t[{i}]") with { Declaration = "aws_ecs_task_definition.t" }, true);
        }

        Assert.True(estimator.Finish().Complete);
        // One look at each pair would be 25 million for every attribute.
        Assert.InRange(System.Diagnostics.Stopwatch.GetElapsedTime(started).TotalSeconds, 0, 20);
    }
}
