using MassTransit;

namespace InfraAgent.Hosting.Messaging;

/// <summary>Whether this process takes part in messaging: for readiness probes.</summary>
public sealed class BusReadiness(IBusControl bus)
{
    /// <summary>Null when every endpoint is bound and consuming, else what is missing.</summary>
    public string? Reason
    {
        get
        {
            var health = bus.CheckHealth();
            if (health.Status == BusHealthStatus.Healthy) return null;
            var missing = health.Endpoints.Where(e => e.Value.Status != BusHealthStatus.Healthy).Select(e => $"{e.Key}: {e.Value.Description}");
            return $"{health.Description} ({string.Join("; ", missing)})";
        }
    }

    public bool IsReady => bus.CheckHealth().Status == BusHealthStatus.Healthy;

    public Task WaitAsync(CancellationToken cancel) => bus.WaitForHealthStatus(BusHealthStatus.Healthy, cancel);
}
