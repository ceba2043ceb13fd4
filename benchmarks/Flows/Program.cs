using System.Diagnostics;
using InfraAgent.Benchmarks.Flows;
using InfraAgent.TestBed;

// How many /generate flows the whole distributed agent takes, what each costs, and how far that is from what the database and the broker alone can do.
//   benchmarks/run.sh [FLOWS] [IN FLIGHT] [LONGEST WARM-UP]
const int Round = 500;
var flows = args.Length > 0 ? int.Parse(args[0]) : 1000;
var inFlight = args.Length > 1 ? int.Parse(args[1]) : 200;
var longestWarmUp = args.Length > 2 ? int.Parse(args[2]) : 6000;

if (Parts.Missing(Part.PostgreSql, Part.RabbitMq) is { } missing)
{
    Console.Error.WriteLine(missing);
    return 69;
}

await using var postgres = await PostgresServer.StartAsync(durable: true);
await using var rabbit = await RabbitMqServer.StartAsync();
using var agent = await FiveServices.StartAsync(postgres, rabbit);
Console.WriteLine($"{Environment.ProcessorCount} cores, load {Load()}; PostgreSQL with fsync, RabbitMQ quorum queues, five services (Release), one replica each");

// Pools, the verdict on this code, which then comes from the cache, and above all the runtime's compiler, which goes on for thousands of flows:
// what a flow costs is asked once it does not get cheaper any more.
var warm = 0;
for (var (last, cost) = (double.MaxValue, double.MaxValue / 2); cost < last * 0.95 && warm < longestWarmUp; warm += Round)
{
    var sofar = agent.Cpu();
    await RunAsync(Round, $"warm-{warm}");
    (last, cost) = (cost, (agent.Cpu() - sofar).TotalMilliseconds / Round);
    Console.WriteLine($"  warm-up: flows {warm + 1} to {warm + Round} took {cost:0.0} ms CPU each, load {Load()}");
}
var before = await Counters.ReadAsync(agent, rabbit);
var started = Stopwatch.GetTimestamp();
var times = await RunAsync(flows, "flow");
var seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
// The database adds a session's counts up when that is idle for a second, and the last events are still on their way.
await Task.Delay(TimeSpan.FromSeconds(3));
var used = (await Counters.ReadAsync(agent, rabbit)).Since(before);
var load = Load();

var perSecond = flows / seconds;
Array.Sort(times);
Console.WriteLine();
Console.WriteLine($"{flows} flows of /generate, cloud: local, {inFlight} in flight: {seconds:0.0} s, load {load}");
Console.WriteLine($"  {perSecond,8:0.0} flows/s        (median {times[flows / 2].TotalMilliseconds:0} ms, 99 % within {times[flows * 99 / 100].TotalMilliseconds:0} ms)");
Console.WriteLine($"  {used.Cpu.Values.Sum(c => c.TotalMilliseconds) / flows,8:0.00} ms CPU/flow    ({string.Join(", ", used.Cpu.Select(c => $"{c.Key} {c.Value.TotalMilliseconds / flows:0.00}"))})");
Console.WriteLine($"  {(double)used.Messages / flows,8:0.0} messages/flow  ({(double)used.Events / flows:0.0} of them events for subscribers)");
Console.WriteLine($"  {(double)used.Transactions / flows,8:0.0} transactions/flow");

agent.Dispose();
var transactions = await DatabaseLimit.MeasureAsync(await postgres.CreateDatabaseAsync(), TimeSpan.FromSeconds(10));
var messages = await BrokerLimit.MeasureAsync(new Uri(rabbit.NewVirtualHost()), 20_000);
Console.WriteLine();
Console.WriteLine("In the same run, with the agent stopped:");
Console.WriteLine($"  {transactions,8:0} transactions/s  pgbench, 1 update and 2 inserts, 16 clients: flows are at {perSecond / transactions:0.0%} of it, their transactions at {perSecond * used.Transactions / flows / transactions:0%}");
Console.WriteLine($"  {messages,8:0} messages/s      publish, confirm, consume, acknowledge, 600 bytes, window 64: flows are at {perSecond / messages:0.0%} of it, their messages at {perSecond * used.Messages / flows / messages:0%}");
return 0;

async Task<TimeSpan[]> RunAsync(int count, string name)
{
    var next = -1;
    var taken = new TimeSpan[count];
    await Task.WhenAll(Enumerable.Range(0, Math.Min(inFlight, count)).Select(async _ =>
    {
        int i;
        while ((i = Interlocked.Increment(ref next)) < count)
        {
            var begun = Stopwatch.GetTimestamp();
            await agent.GenerateAsync($"{name}-{i}");
            taken[i] = Stopwatch.GetElapsedTime(begun);
        }
    }));
    return taken;
}

static string Load() => File.ReadAllText("/proc/loadavg").Split(' ')[0];
