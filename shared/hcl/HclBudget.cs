using System.Runtime.CompilerServices;

namespace InfraAgent.Hcl;

/// <summary>How much work one configuration may be: code that doubles a text forty times over ends here, not the process.</summary>
sealed class HclBudget(CancellationToken cancel)
{
    public const int LongestText = 1 << 20;
    public const int LongestList = 100_000;
    // A thousand services of the catalog take four millions.
    const int MostSteps = 12_000_000;
    const int StepsBetweenLooks = 1 << 16;

    int spent;
    int nextLook = StepsBetweenLooks;

    /// <exception cref="HclTooLargeException">It is used up, or calls are nested too deep.</exception>
    public void Spend(int steps = 1)
    {
        if (steps > MostSteps - spent) throw new HclTooLargeException("Working it out takes too many steps.");
        spent += steps;
        if (spent < nextLook) return;
        nextLook = spent + StepsBetweenLooks;
        cancel.ThrowIfCancellationRequested();
    }

    public void Deeper()
    {
        Spend();
        if (!RuntimeHelpers.TryEnsureSufficientExecutionStack()) throw new HclTooLargeException("It is nested too deep.");
    }

    public void Text(long length)
    {
        if (length > LongestText) throw new HclTooLargeException($"A text is longer than {LongestText} characters.");
        Spend((int)(length >> 4) + 1);
    }

    public void List(long length)
    {
        if (length > LongestList) throw new HclTooLargeException($"A list has more than {LongestList} items.");
        Spend((int)length + 1);
    }
}

/// <summary>Code that no honest configuration has: working it out was given up.</summary>
public sealed class HclTooLargeException(string message) : Exception(message);
