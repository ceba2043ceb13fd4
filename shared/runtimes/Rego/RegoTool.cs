using System.Text.Json;

namespace InfraAgent.Runtimes.Rego;

/// <summary>One question, and the way to start the tool that answers it.</summary>
sealed record RegoQuestion(
    RegoPolicy Policy, IReadOnlyList<ReadOnlyMemory<byte>> Documents, string Folder, Func<IReadOnlyList<string>, CancellationToken, Task<ToolAnswer>> RunAsync);

/// <summary>A tool that evaluates Rego: its command line, and how its answer is to be read.</summary>
abstract class RegoTool
{
    const int LongestReason = 2000;

    public abstract string Name { get; }

    /// <exception cref="NoAnswerException">Whatever went wrong.</exception>
    public abstract Task<IReadOnlyList<RegoMessage>> AskAsync(RegoQuestion question, CancellationToken cancel);

    protected NoAnswerException Failed(ToolAnswer output, string? why = null)
    {
        var text = why ?? (output.Said.Length > 0 ? output.Said : $"It ended with exit code {output.ExitCode} and said nothing.");
        return new($"{Name}: {(text.Length > LongestReason ? text[..LongestReason] + "…" : text)}");
    }

    protected NoAnswerException NoRules(RegoPolicy policy) =>
        new($"{Name} finds no rule deny, violation or warn in the package '{policy.Package}' of the folder '{Path.GetFileName(policy.Directory)}'.");

    protected JsonElement Json(ToolAnswer output)
    {
        try
        {
            return JsonElement.Parse(output.Text);
        }
        catch (JsonException)
        {
            throw Failed(output, output.Said.Length > 0 ? output.Said : $"its answer is no JSON (exit code {output.ExitCode}).");
        }
    }

    protected static string? Text(JsonElement item, string name) =>
        item.ValueKind == JsonValueKind.Object && item.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    protected static IEnumerable<JsonElement> Items(JsonElement item, string name) =>
        item.ValueKind == JsonValueKind.Object && item.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Array ? value.EnumerateArray() : [];
}
