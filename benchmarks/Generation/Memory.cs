using InfraAgent.Generator;

namespace InfraAgent.Benchmarks.Generation;

/// <summary>What a bundle costs in memory, by the number of its services.</summary>
static class Memory
{
    // A specification has at most a thousand.
    static readonly int[] Counts = [100, 200, 500, 1000];

    public static void Print(BundleRenderer renderer)
    {
        Console.WriteLine();
        Console.WriteLine("Bytes allocated for each service, and how that is to the first column (1.00: memory grows linearly)");
        Console.WriteLine($"  {"",-15}{string.Concat(Counts.Select(c => $"{c,18}"))}");
        foreach (var runtime in (string[])["terraform", "docker-compose", "helm", "kubernetes"])
        {
            var each = Counts.Select(c => (double)Allocated(renderer, c, runtime) / c).ToArray();
            Console.WriteLine($"  {runtime,-15}{string.Concat(each.Select(e => $"{e,11:0} {e / each[0],6:0.00}"))}");
        }
    }

    static long Allocated(BundleRenderer renderer, int count, string runtime)
    {
        var command = Cases.Services(count, runtime);
        Renderers.Bundle(renderer, command);
        var before = GC.GetAllocatedBytesForCurrentThread();
        Renderers.Bundle(renderer, command);
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }
}
