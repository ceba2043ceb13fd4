using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Loggers;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.NoEmit;
using InfraAgent.Benchmarks.Generation;

// What generating costs, beside what merely writing the same files does.
//   benchmarks/generation.sh                    everything
//   benchmarks/generation.sh ratios | memory    one of the two
//   benchmarks/generation.sh times CASE…        milliseconds of the processor to write the files of a bundle, to generate them, to do both, how the last is to the first, and megabytes
//                                               that generating allocates; in seconds and for other programs to read
const int Iterations = 9;
switch (args)
{
    case ["times", .. var cases]:
        Times(cases);
        return 0;
    case [] or ["ratios"] or ["memory"]:
        Console.WriteLine($"{Environment.ProcessorCount} cores, load {Load()}");
        if (args is not ["memory"]) Ratios();
        if (args is not ["ratios"]) Memory.Print(Renderers.Make());
        Console.WriteLine($"load at the end: {Load()}");
        return 0;
    default:
        Console.Error.WriteLine("Nothing, 'ratios', 'memory' or 'times CASE…'.");
        return 64;
}

static void Ratios()
{
    var config = ManualConfig.CreateEmpty()
        // In this process: warm is what is measured, and nothing else is built.
        .AddJob(Job.Default.WithToolchain(new InProcessNoEmitToolchain(TimeSpan.FromMinutes(10), logOutput: false)).WithWarmupCount(3).WithIterationCount(Iterations).WithInvocationCount(1).WithUnrollFactor(1))
        .AddColumnProvider(DefaultColumnProviders.Instance)
        .AddLogger(NullLogger.Instance)
        .WithArtifactsPath(Path.Combine(Path.GetTempPath(), "infra-agent-benchmark-results"))
        .WithOptions(ConfigOptions.DisableLogFile | ConfigOptions.DisableOptimizationsValidator);
    var summary = BenchmarkRunner.Run<GenerationBenchmarks>(config);

    Console.WriteLine();
    Console.WriteLine($"Median of {Iterations}, in milliseconds: writing the files, generating them in memory, generating and writing them, and how the last is to the first");
    foreach (var of in summary.Reports.GroupBy(r => (string)r.BenchmarkCase.Parameters["Case"]))
    {
        double Median(string method) => of.Single(r => r.BenchmarkCase.Descriptor.WorkloadMethod.Name == method).ResultStatistics!.Median / 1e6 / GenerationBenchmarks.RoundsOf(of.Key);
        var (write, both) = (Median(nameof(GenerationBenchmarks.Write)), Median(nameof(GenerationBenchmarks.GenerateAndWrite)));
        Console.WriteLine($"  {of.Key,-22} {write,9:0.000} {Median(nameof(GenerationBenchmarks.Generate)),9:0.000} {both,9:0.000} {both / write,7:0.00}x");
    }
}

static void Times(IEnumerable<string> cases)
{
    var renderer = Renderers.Make();
    foreach (var name in cases)
    {
        var command = Cases.Named(name);
        var root = Directory.CreateTempSubdirectory("infra-agent-benchmark-").FullName;
        // Some seconds for each, of which the second half counts: by then it is compiled.
        var rounds = Renderers.Bundle(renderer, command).Files.Count > 1000 ? 12 : name.StartsWith("1000 ", StringComparison.Ordinal) ? 40 : 400;
        var (writing, generating, both) = (new double[rounds], new double[rounds], new double[rounds]);
        var allocated = 0L;
        for (var i = 0; i < rounds; i++)
        {
            var (started, before) = (Environment.CpuUsage.TotalTime, GC.GetAllocatedBytesForCurrentThread());
            var files = Renderers.Bundle(renderer, command).Files;
            allocated = GC.GetAllocatedBytesForCurrentThread() - before;
            var generated = Environment.CpuUsage.TotalTime;
            var folder = Writing.ToNewFolder(root, files);
            var written = Environment.CpuUsage.TotalTime;
            (generating[i], writing[i], both[i]) = ((generated - started).TotalMilliseconds, (written - generated).TotalMilliseconds, (written - started).TotalMilliseconds);
            Directory.Delete(folder, recursive: true);
        }

        Directory.Delete(root, recursive: true);
        // Of the processor, all threads of this process together, and the best of the rounds: what else the machine does must not count.
        double Best(double[] times) => times[(rounds / 2)..].Min();
        Console.WriteLine($"{name.Replace(' ', '-')} {Best(writing):0.000} {Best(generating):0.000} {Best(both):0.000} {Best(both) / Best(writing):0.0} {allocated / 1e6:0.0}");
    }
}

static string Load() => File.Exists("/proc/loadavg") ? File.ReadAllText("/proc/loadavg").Split(' ')[0] : "unknown";
