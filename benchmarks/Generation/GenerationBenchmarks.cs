using BenchmarkDotNet.Attributes;
using InfraAgent.Contracts;
using InfraAgent.Generator;

namespace InfraAgent.Benchmarks.Generation;

/// <summary>Generating and writing a bundle, beside merely writing the same files.</summary>
public class GenerationBenchmarks
{
    GenerateBundle command = null!;
    BundleRenderer renderer = null!;
    IReadOnlyDictionary<string, ReadOnlyMemory<byte>> files = null!;
    string root = null!;

    [Params("example", "1000 terraform", "1000 docker-compose", "1000 helm", "1000 kubernetes")]
    public string Case { get; set; } = "";

    [GlobalSetup]
    public void Prepare()
    {
        command = Cases.Named(Case);
        renderer = Renderers.Make();
        files = Renderers.Bundle(renderer, command).Files;
        root = Directory.CreateTempSubdirectory("infra-agent-benchmark-").FullName;
    }

    // Outside of what is measured: a folder with many thousand folders in it is slower for both.
    [IterationSetup]
    public void Empty()
    {
        Directory.Delete(root, recursive: true);
        Directory.CreateDirectory(root);
    }

    [GlobalCleanup]
    public void Clean() => Directory.Delete(root, recursive: true);

    [Benchmark(Baseline = true)]
    public void Write()
    {
        for (var i = 0; i < Rounds; i++) Writing.ToNewFolder(root, files);
    }

    [Benchmark]
    public void Generate()
    {
        for (var i = 0; i < Rounds; i++) Renderers.Bundle(renderer, command);
    }

    [Benchmark]
    public void GenerateAndWrite()
    {
        for (var i = 0; i < Rounds; i++) Writing.ToNewFolder(root, Renderers.Bundle(renderer, command).Files);
    }

    /// <summary>Of what takes a millisecond, many to an iteration.</summary>
    public static int RoundsOf(string name) => name == "example" ? 20 : 1;

    int Rounds => RoundsOf(Case);
}
