using System.Globalization;
using System.Text;
using InfraAgent.Hosting.Environments;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;

namespace InfraAgent.Hosting.Telemetry;

/// <summary>The contract's metrics are on <c>/metrics</c> before anything was measured, so that a rule over them sees a zero and its first
/// increase instead of nothing. The counters begin with a zero for every declared environment; a histogram of the SDK cannot, since whatever
/// it records it also counts, so until its first measurement its empty form is written here.</summary>
sealed class MetricsFromStart(AgentTelemetry telemetry, EnvironmentRegistry environments) : IHostedService
{
    const string EndOfOpenMetrics = "# EOF\n";

    // Started after the SDK's own service: nobody would hear it before.
    public Task StartAsync(CancellationToken cancellationToken)
    {
        telemetry.CountFromZero(environments.Declared.Select(x => x.Name));
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Around the exporter.</summary>
    public static async Task ServeAsync(HttpContext http, RequestDelegate exporter)
    {
        var answer = http.Response.Body;
        using var scrape = new MemoryStream();
        http.Response.Body = scrape;
        try
        {
            await exporter(http);
        }
        finally
        {
            http.Response.Body = answer;
        }

        if (http.Response.StatusCode != StatusCodes.Status200OK)
        {
            return;
        }

        var text = Complete(Encoding.UTF8.GetString(scrape.GetBuffer(), 0, (int)scrape.Length));
        await http.Response.WriteAsync(text, http.RequestAborted);
    }

    /// <summary>The scrape with the histogram in it: as it is when it has measurements, else with its empty form.</summary>
    internal static string Complete(string scrape)
    {
        const string name = AgentTelemetry.ApplyDuration;
        if (scrape.Contains($"# TYPE {name} ", StringComparison.Ordinal))
        {
            return scrape;
        }

        var open = scrape.EndsWith(EndOfOpenMetrics, StringComparison.Ordinal);
        var text = new StringBuilder(open ? scrape[..^EndOfOpenMetrics.Length] : scrape);
        text.Append("# TYPE ").Append(name).Append(" histogram\n");
        if (open)
        {
            text.Append("# UNIT ").Append(name).Append(" seconds\n");
        }

        text.Append("# HELP ").Append(name).Append(' ').Append(AgentTelemetry.ApplyDurationHelp).Append('\n');
        foreach (var bound in AgentTelemetry.ApplyBounds)
        {
            text.Append(CultureInfo.InvariantCulture, $"{name}_bucket{{le=\"{bound:0.0###}\"}} 0\n");
        }

        text.Append(CultureInfo.InvariantCulture, $"{name}_bucket{{le=\"+Inf\"}} 0\n{name}_sum 0\n{name}_count 0\n");
        return text.Append(open ? EndOfOpenMetrics : "").ToString();
    }
}
