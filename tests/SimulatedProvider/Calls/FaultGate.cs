using System.Diagnostics;
using InfraAgent.SimulatedProvider.Wire;
using InfraAgent.SimulatedProvider.World;

namespace InfraAgent.SimulatedProvider.Calls;

/// <summary>Lets the fault rules act on a call, before and after it takes effect.</summary>
public sealed class FaultGate(FaultRules rules) : IDisposable
{
    CancellationTokenSource stop = new();

    /// <summary>Ends the waiting of all calls in flight. Later ones wait again: an attached provider outlives the run that was stopped.</summary>
    public void Stop()
    {
        // Not disposed: a call may be about to take its token.
        Interlocked.Exchange(ref stop, new()).Cancel();
    }

    /// <summary>The error with which the call ends before it takes effect; null to go on. The fault is for <see cref="After"/>.</summary>
    public async Task<(Diagnostic? Error, Fault? Fault)> BeforeAsync(string call, string type, object? value)
    {
        if (rules.For(call, type, value) is not { } fault) return (null, null);
        try
        {
            await Task.Delay(fault.LatencyMs, stop.Token);
        }
        catch (OperationCanceledException)
        {
            return (WireValues.Error($"{call} of {type} was interrupted", "Terraform asked the provider to stop."), null);
        }
        if (fault.After) return (null, fault);
        return (Strike(fault), null);
    }

    /// <summary>For calls that change nothing, where before and after are one.</summary>
    public async Task<Diagnostic?> PassAsync(string call, string type, object? value)
    {
        var (error, fault) = await BeforeAsync(call, type, value);
        return error ?? After(fault);
    }

    public static Diagnostic? After(Fault? fault) => fault is null ? null : Strike(fault);

    static Diagnostic? Strike(Fault fault)
    {
        if (fault.Crash)
        {
            // As hard as a power cut: no handler runs, nothing is flushed.
            Process.GetCurrentProcess().Kill();
            Thread.Sleep(Timeout.Infinite);
        }
        return fault.Error is { } error ? WireValues.Error(error, fault.Detail) : null;
    }

    public void Dispose() => stop.Dispose();
}
