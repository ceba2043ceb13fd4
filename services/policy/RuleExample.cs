using System.Text.Json;
using System.Text.Json.Serialization;
using InfraAgent.Contracts;
using InfraAgent.Policy.Cost;

namespace InfraAgent.Policy;

/// <summary>
/// An example beside a rule: a file, <c>examples/RULE.pass.json</c>, or a folder, <c>examples/RULE.fail.WORD</c>, with <c>main.tf</c> or <c>plan.json</c>, and beside it
/// what runs already (<c>before.tf</c>) and what the request says (<c>request.json</c>).
/// </summary>
sealed record RuleExample(string Path, string Rule, bool Passes)
{
    /// <summary>What is judged.</summary>
    /// <exception cref="InvalidDataException">The folder has none.</exception>
    public string Main => !Directory.Exists(Path) ? Path
        : new[] { "main.tf", "plan.json" }.Select(In).FirstOrDefault(File.Exists) ?? throw new InvalidDataException("A folder that is an example holds main.tf or plan.json.");

    /// <summary>The code of what runs already; null where nothing does.</summary>
    public string? Before => File.Exists(In("before.tf")) ? In("before.tf") : null;

    /// <exception cref="JsonException">It is none.</exception>
    public ExampleRequest Request =>
        File.Exists(In("request.json")) ? JsonSerializer.Deserialize<ExampleRequest>(File.ReadAllBytes(In("request.json")), Json.Options) ?? throw new JsonException("request.json is null.") : new();

    string In(string file) => System.IO.Path.Combine(Path, file);

    /// <summary>Files and folders that are to be examples, at any depth of a folder of rules.</summary>
    public static IEnumerable<string> Below(string folder) =>
        Directory.EnumerateFileSystemEntries(folder, "*", SearchOption.AllDirectories).Where(e => System.IO.Path.GetFileName(System.IO.Path.GetDirectoryName(e)) == "examples").Order(StringComparer.Ordinal);

    /// <summary>Null when it is not named as one.</summary>
    public static RuleExample? Named(string path) => System.IO.Path.GetFileName(path).Split('.') switch
    {
        [var id, ("pass" or "fail") and var word, .. var more] when more.Length > 0 || Directory.Exists(path) => new(path, id, word == "pass"),
        _ => null,
    };
}

/// <summary>What a body of <c>/generate</c> says beside its specification.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
sealed record ExampleRequest
{
    // Code and plans written by hand seldom say where they are.
    const string DefaultRegion = "us-east-1";

    public string Environment { get; init; } = "dev";
    public JsonElement Parameters { get; init; }
    public CostRequest? Cost { get; init; }

    public CostQuestion Question
    {
        get
        {
            var asked = CostQuestion.Of(Cost, Parameters);
            return asked with { Region = asked.Region ?? DefaultRegion };
        }
    }

    public CostFacts Facts(CostEstimate? estimate) => new(Environment, estimate, Cost?.MonthlyBudgetUsd, Granted: null);
}
