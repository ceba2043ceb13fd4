using System.Security.Cryptography;
using System.Text.Json;
using InfraAgent.Benchmarks.Policy;
using InfraAgent.Hosting;
using InfraAgent.Policy;
using InfraAgent.Policy.Cost;
using InfraAgent.Policy.Plans;
using InfraAgent.Policy.Rego;
using InfraAgent.Policy.Rules;
using InfraAgent.Policy.Waivers;
using InfraAgent.Runtimes.Terraform;

// What judging a plan of ten thousand resources by all shipped rules costs, beside merely parsing it.
//   benchmarks/policy.sh [PLAN]     PLAN: where the plan is kept from one run to the next, since terraform takes minutes to make it
const int Resources = 10_000;
const int Rounds = 41;

var kept = args is [var given] ? given : Path.Combine(Path.GetTempPath(), "infra-agent-large-plan.json");
if (!File.Exists(kept))
{
    Console.WriteLine($"Planning with terraform, into {kept}");
    var shown = await LargePlan.MakeAsync(Resources);
    await File.WriteAllBytesAsync(kept + ".part", shown);
    File.Move(kept + ".part", kept);
}

var changes = PlanChanges.Mask(await File.ReadAllBytesAsync(kept), new Box());
var count = JsonElement.Parse(changes).GetProperty("resource_changes").GetArrayLength();

// Everything that a start of the service does, and nothing that a plan does.
var catalog = PolicyCatalog.FromTexts(("benchmark.yaml", "profiles:\n  - name: all-rules\n    title: Every shipped rule\n    rules:\n"
    + string.Concat(PolicyCatalog.Load([]).Rules.Where(r => r.Phase == Phase.Plan).Select(r => $"      {r.Id}: {{ level: advisory }}\n"))));
var profile = catalog.Find("all-rules")!;
var options = new PolicyOptions();
var choice = new ProfileChoice(catalog, options);
var authority = new WaiverAuthority(catalog, choice, TimeProvider.System);
var judge = new PlanJudge(choice, authority, null!, options, null!, null!, PriceTable.Load([]), null!);
PolicyWarmUp.Run(catalog, judge, authority);

var first = Time(Judge);
var (parsing, judging) = (new double[Rounds], new double[Rounds]);
for (var i = 0; i < Rounds; i++)
{
    parsing[i] = Time(Parse);
    judging[i] = Time(Judge);
}

// Later rounds are compiled. The best of them: caches that others emptied only ever add.
double Best(double[] times) => times[(Rounds / 2)..].Min();
var allocated = GC.GetAllocatedBytesForCurrentThread();
Judge();
allocated = GC.GetAllocatedBytesForCurrentThread() - allocated;

var (parse, warm) = (Best(parsing), Best(judging));
Console.WriteLine($"{Environment.ProcessorCount} cores, load {File.ReadAllText("/proc/loadavg").Split(' ')[0]}; {count} resources, {changes.Length / 1e6:0.0} MB, {profile.Levels.Count()} rules, best of {Rounds - Rounds / 2}, processor time");
Console.WriteLine($"  JsonDocument.Parse      {parse,8:0.0} ms");
Console.WriteLine($"  all rules, warm         {warm,8:0.0} ms  {warm / parse,5:0.00}x  (aim: 2)");
Console.WriteLine($"  all rules, first call   {first,8:0.0} ms  {first / parse,5:0.00}x  (aim: 10)");
Console.WriteLine($"  allocated               {allocated / 1e6,8:0.0} MB");
return 0;

void Parse() => JsonDocument.Parse(changes).Dispose();

void Judge() => judge.Judge("prod", destroy: false, profile, changes, RegoFindings.NotAsked, new Judgement(authority.SetFor(profile, "prod", null)), CostQuestion.Plain with { Region = "us-east-2" }, budget: null);

// Of the processor, all threads of this process together: what else the machine does must not count.
static double Time(Action action)
{
    var started = Environment.CpuUsage.TotalTime;
    action();
    return (Environment.CpuUsage.TotalTime - started).TotalMilliseconds;
}

/// <summary>Masks secrets, and is asked for nothing else.</summary>
sealed class Box : ISecretBox
{
    public byte[] Seal(ReadOnlySpan<byte> plain, string purpose) => throw new NotSupportedException();

    public byte[] Open(ReadOnlySpan<byte> box, string purpose) => throw new NotSupportedException();

    public byte[] Sign(ReadOnlySpan<byte> data, string purpose) => HMACSHA256.HashData(new byte[32], data);

    public bool Verify(ReadOnlySpan<byte> data, ReadOnlySpan<byte> signature, string purpose) => throw new NotSupportedException();
}
