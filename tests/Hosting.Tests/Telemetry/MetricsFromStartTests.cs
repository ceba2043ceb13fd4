using InfraAgent.Hosting.Telemetry;

namespace InfraAgent.Hosting.Tests.Telemetry;

public sealed class MetricsFromStartTests
{
    [Fact]
    public void A_scrape_without_an_apply_gets_the_empty_histogram()
    {
        var lines = MetricsFromStart.Complete("# TYPE other counter\nother 1\n").Split('\n');

        Assert.Equal(["# TYPE other counter", "other 1", "# TYPE infra_apply_duration_seconds histogram", "# HELP infra_apply_duration_seconds Time from the start of an apply to its outcome."], lines[..4]);
        Assert.Equal("infra_apply_duration_seconds_bucket{le=\"0.5\"} 0", lines[4]);
        Assert.Equal(["infra_apply_duration_seconds_bucket{le=\"+Inf\"} 0", "infra_apply_duration_seconds_sum 0", "infra_apply_duration_seconds_count 0", ""], lines[^4..]);
    }

    [Fact]
    public void OpenMetrics_still_ends_with_its_mark_and_names_the_unit()
    {
        var text = MetricsFromStart.Complete("# TYPE other counter\nother_total 1\n# EOF\n");

        Assert.EndsWith("infra_apply_duration_seconds_count 0\n# EOF\n", text, StringComparison.Ordinal);
        Assert.Equal(text.IndexOf("# EOF", StringComparison.Ordinal), text.LastIndexOf("# EOF", StringComparison.Ordinal));
        Assert.Contains("\n# UNIT infra_apply_duration_seconds seconds\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_scrape_with_an_apply_is_left_as_it_is()
    {
        const string measured = "# TYPE infra_apply_duration_seconds histogram\ninfra_apply_duration_seconds_count{outcome=\"failed\"} 1\n";
        Assert.Equal(measured, MetricsFromStart.Complete(measured));
    }
}
