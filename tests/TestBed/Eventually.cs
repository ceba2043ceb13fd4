using System.Diagnostics;

namespace InfraAgent.TestBed;

/// <summary>Waits for what will be so. The limit only keeps a broken test from hanging.</summary>
public static class Eventually
{
    static readonly TimeSpan Limit = TimeSpan.FromMinutes(5);

    public static async Task True(Func<Task<bool>> condition, string what, TimeSpan? limit = null)
    {
        var started = Stopwatch.GetTimestamp();
        while (!await condition())
        {
            if (Stopwatch.GetElapsedTime(started) > (limit ?? Limit)) throw new TimeoutException($"Still not so: {what}.");
            await Task.Delay(25);
        }
    }

    public static Task True(Func<bool> condition, string what, TimeSpan? limit = null) => True(() => Task.FromResult(condition()), what, limit);

    public static Task Equal<T>(T expected, Func<Task<T>> actual, string what, TimeSpan? limit = null)
    {
        var last = default(T);
        return Wait();

        async Task Wait()
        {
            try
            {
                await True(async () => EqualityComparer<T>.Default.Equals(expected, last = await actual()), what, limit);
            }
            catch (TimeoutException)
            {
                throw new TimeoutException($"{what}: expected {expected}, still {last}.");
            }
        }
    }
}
