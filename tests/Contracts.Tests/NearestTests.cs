using InfraAgent.Contracts;

namespace InfraAgent.Contracts.Tests;

public sealed class NearestTests
{
    static readonly string[] Fields = ["deployment_id", "environment", "runtime", "template_spec", "parameters", "policy_profile", "labels"];

    [Theory]
    [InlineData("deployment-id", "deployment_id")]
    [InlineData("deploymentId", "deployment_id")]
    [InlineData("enviroment", "environment")]
    [InlineData("rutnime", "runtime")]
    [InlineData("Labels", "labels")]
    [InlineData("template", null)]
    [InlineData("zzz", null)]
    [InlineData("", null)]
    public void A_slip_is_led_to_the_name_that_was_meant(string name, string? expected) => Assert.Equal(expected, Nearest.Of(name, Fields));

    [Fact]
    public void A_hostile_name_costs_nothing() => Assert.Null(Nearest.Of(new string('x', 1_000_000), Fields));

    [Fact]
    public void A_tie_is_answered_the_same_way_every_time() => Assert.Equal("aab", Nearest.Of("aaa", ["aac", "aab"]));
}
