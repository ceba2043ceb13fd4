using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace InfraAgent.Hosting.Telemetry;

/// <summary>The agent's own spans and metrics. Count an outcome in the place that records it first, after its transaction has been committed,
/// never where it is merely repeated.</summary>
public sealed class AgentTelemetry
{
    /// <summary>Name of the source of spans and of the meter.</summary>
    public const string Name = "InfraAgent";

    internal const string ApplyDuration = "infra_apply_duration_seconds";
    internal const string ApplyDurationHelp = "Time from the start of an apply to its outcome.";

    internal static IReadOnlyList<double> ApplyBounds { get; } = [0.5, 1, 2.5, 5, 10, 30, 60, 120, 300, 600, 1200, 1800, 3600, 7200];

    static readonly ActivitySource Source = new(Name);

    readonly Histogram<double> applyDuration;
    readonly Counter<long> driftDetected;
    readonly Counter<long> policyViolations;

    public AgentTelemetry(IMeterFactory meters)
    {
        // The exporter appends a unit or "_total" only where the name does not end with it already, so these are the names on /metrics.
        var meter = meters.Create(Name);
        applyDuration = meter.CreateHistogram(
            ApplyDuration, "s", ApplyDurationHelp,
            advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = ApplyBounds });
        driftDetected = meter.CreateCounter<long>("infra_drift_detected_total", null, "Scans that found drift.");
        policyViolations = meter.CreateCounter<long>("infra_policy_violations_total", null, "Findings of policy rules.");
    }

    /// <summary>Span <c>infra.generate</c>; null when nobody listens.</summary>
    public static Activity? Generate(string deploymentId, string environment, string runtime) => Start("infra.generate", deploymentId, environment, runtime);

    /// <summary>Span <c>infra.plan</c>.</summary>
    public static Activity? Plan(string deploymentId, string environment, string runtime) => Start("infra.plan", deploymentId, environment, runtime);

    /// <summary>Span <c>infra.apply</c>.</summary>
    public static Activity? Apply(string deploymentId, string environment, string runtime) => Start("infra.apply", deploymentId, environment, runtime);

    /// <summary>Span <c>infra.drift_scan</c>.</summary>
    public static Activity? DriftScan(string deploymentId, string environment, string runtime) => Start("infra.drift_scan", deploymentId, environment, runtime);

    /// <summary><c>infra_apply_duration_seconds</c>. <paramref name="outcome"/> is a status word: <c>succeeded</c>, <c>failed</c>, <c>cancelled</c>, <c>lost</c>.</summary>
    public void ApplyFinished(string environment, string runtime, string outcome, TimeSpan duration) =>
        applyDuration.Record(duration.TotalSeconds, new TagList { { "environment", environment }, { "runtime", runtime }, { "outcome", outcome } });

    /// <summary><c>infra_drift_detected_total</c>.</summary>
    public void DriftDetected(string environment, string runtime) =>
        driftDetected.Add(1, new TagList { { "environment", environment }, { "runtime", runtime } });

    /// <summary><c>infra_policy_violations_total</c>, one per finding. The labels come from rules and registries, never from what a caller wrote.</summary>
    public void PolicyViolation(string rule, string severity, string profile, string environment) =>
        policyViolations.Add(1, new TagList { { "rule", rule }, { "severity", severity }, { "profile", profile }, { "environment", environment } });

    /// <summary>The counters exist for these environments, and have counted nothing. Labels that only an occurrence gives a value (the rule, the
    /// profile, the runtime) are left out, so that nothing is claimed of one that never occurs.</summary>
    public void CountFromZero(IEnumerable<string> environments)
    {
        foreach (var environment in environments.DefaultIfEmpty(""))
        {
            var labels = environment.Length > 0 ? new TagList { { "environment", environment } } : new TagList();
            driftDetected.Add(0, labels);
            policyViolations.Add(0, labels);
        }
    }

    static Activity? Start(string name, string deploymentId, string environment, string runtime)
    {
        var activity = Source.StartActivity(name);
        activity?.SetTag("deployment_id", deploymentId).SetTag("environment", environment).SetTag("runtime", runtime);
        return activity;
    }
}
