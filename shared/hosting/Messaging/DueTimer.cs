using InfraAgent.Hosting.Database;

namespace InfraAgent.Hosting.Messaging;

/// <summary>Wakes the poller at the next due time known here, and at the latest after its interval.</summary>
sealed class DueTimer
{
    readonly PriorityQueue<long, long> _due = new();
    TaskCompletionSource _sooner = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public void Earlier(long due)
    {
        lock (_due)
        {
            var first = _due.Count == 0 || due < _due.Peek();
            _due.Enqueue(due, due);
            if (first) _sooner.TrySetResult();
        }
    }

    public async Task WaitAsync(DatabaseClock clock, TimeSpan interval, CancellationToken cancel)
    {
        var latest = clock.EstimatedMs + (long)interval.TotalMilliseconds;
        while (true)
        {
            Task sooner;
            long next;
            lock (_due)
            {
                var now = clock.EstimatedMs;
                var passed = false;
                while (_due.Count > 0 && _due.Peek() <= now)
                {
                    _due.Dequeue();
                    passed = true;
                }
                if (passed || now >= latest) return;
                next = _due.Count > 0 ? Math.Min(_due.Peek(), latest) : latest;
                if (_sooner.Task.IsCompleted) _sooner = new(TaskCreationOptions.RunContinuationsAsynchronously);
                sooner = _sooner.Task;
            }
            try
            {
                await sooner.WaitAsync(TimeSpan.FromMilliseconds(Math.Max(1, next - clock.EstimatedMs)), cancel);
            }
            catch (TimeoutException)
            {
                // due, or time for the regular round
            }
        }
    }
}
