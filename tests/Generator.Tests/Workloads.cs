using System.Text;
using InfraAgent.Contracts;

namespace InfraAgent.Generator.Tests;

/// <summary>What a writer of workloads is handed, seen through writers that write down little.</summary>
static class Workloads
{
    /// <summary>The runtime follows the cloud: kubernetes for kubernetes, docker-compose for local.</summary>
    public static RenderOutcome Render(string spec, string parameters = "{}", string environment = "dev", Recorder? recorder = null)
    {
        var runtime = spec.Contains("\"cloud\":\"local\"", StringComparison.Ordinal) ? "docker-compose" : "kubernetes";
        return new BundleRenderer(Renderers.Catalog, Renderers.Version, [recorder ?? new Recorder(runtime)]).Render(Requests.Local(spec, parameters) with { Runtime = runtime, Environment = environment });
    }

    public static BundleInput Input(string spec, string parameters = "{}", string environment = "dev")
    {
        var recorder = new Recorder(spec.Contains("\"cloud\":\"local\"", StringComparison.Ordinal) ? "docker-compose" : "kubernetes");
        var outcome = Render(spec, parameters, environment, recorder);
        Assert.True(outcome.Bundle is not null, string.Join('\n', outcome.Findings));
        return recorder.Input!;
    }

    public static Workload Of(this IEnumerable<Workload> workloads, string name) => workloads.Single(w => w.Name == name);

    internal sealed class Recorder(string runtime) : IBundleWriter
    {
        public BundleInput? Input { get; private set; }

        public string Runtime => runtime;

        public WrittenBundle Write(BundleInput input, FindingList findings)
        {
            Input = input;
            foreach (var workload in input.Workloads.Where(w => w.Image == "cannot/be:written"))
                findings.Add(SpecRules.NotExpressible, input.Places[workload.Name], "This image cannot be written.", "Use another.");
            return new WrittenBundle
            {
                Files = new Dictionary<string, ReadOnlyMemory<byte>>
                {
                    ["base.txt"] = Encoding.UTF8.GetBytes(string.Join('\n', input.Base.Select(w => w.Name))),
                    ["env/dev.txt"] = Encoding.UTF8.GetBytes(string.Join('\n', input.Workloads.Select(w => $"{w.Name} {w.Replicas}")))
                },
                Entrypoints = new Dictionary<string, string> { ["iac"] = "base.txt", ["parameters"] = "env/dev.txt" },
                Code = new HashSet<string> { "base.txt" }
            };
        }
    }
}
