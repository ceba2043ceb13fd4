using System.Globalization;
using System.Text.Json;

namespace InfraAgent.Runtimes.Rego;

/// <summary><c>conftest test</c>: a file for each document. It can forbid functions only by a list of all that its version has, which it does not tell, so
/// policies are not kept from the network here.</summary>
sealed class ConftestTool : RegoTool
{
    static readonly string[] Outcomes = ["failures", "warnings", "exceptions", "skipped"];

    public static ConftestTool Instance { get; } = new();

    public override string Name => "conftest";

    public override async Task<IReadOnlyList<RegoMessage>> AskAsync(RegoQuestion question, CancellationToken cancel)
    {
        var files = new List<string>();
        foreach (var (i, document) in question.Documents.Index())
        {
            files.Add($"document-{i.ToString("D5", CultureInfo.InvariantCulture)}.json");
            await File.WriteAllBytesAsync(Path.Combine(question.Folder, files[i]), document, cancel);
        }

        string[] version = question.Policy.Version is { } named ? ["--rego-version", named] : [];
        var output = await question.RunAsync(
            ["test", "--no-color", "--output", "json", .. version, "--namespace", question.Policy.Package, "--policy", question.Policy.Directory, "--data", question.Policy.Directory, .. files], cancel);
        return Read(question, files, output);
    }

    List<RegoMessage> Read(RegoQuestion question, List<string> files, ToolAnswer output)
    {
        // One also means that something was found: it is the answer that tells a failure from that.
        var answer = output.ExitCode is 0 or 1 ? Json(output) : throw Failed(output);
        if (answer.ValueKind != JsonValueKind.Array) throw Failed(output, "its answer is no list.");
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var messages = new List<RegoMessage>();
        foreach (var result in answer.EnumerateArray())
        {
            var document = Text(result, "filename") is { } name ? files.IndexOf(Path.GetFileName(name)) : -1;
            if (document < 0 || !seen.Add(files[document])) throw Failed(output, "its answer names a document that it was not asked about, or one twice.");
            var passed = result.TryGetProperty("successes", out var count) && count.ValueKind == JsonValueKind.Number && count.TryGetInt32(out var number) ? number : 0;
            if (passed == 0 && Outcomes.All(o => !Items(result, o).Any())) throw NoRules(question.Policy);
            foreach (var failure in Items(result, "failures")) messages.Add(Message(output, failure, document, warns: false));
            foreach (var warning in Items(result, "warnings")) messages.Add(Message(output, warning, document, warns: true));
        }
        if (seen.Count != files.Count) throw Failed(output, $"its answer has {seen.Count} of {files.Count} documents.");
        if (output.ExitCode == 1 && messages.All(m => m.Warns)) throw Failed(output);
        return messages;
    }

    RegoMessage Message(ToolAnswer output, JsonElement item, int document, bool warns) =>
        new(document, Text(item, "msg") ?? throw Failed(output, "its answer has a message without 'msg'."), item.TryGetProperty("metadata", out var fields) ? fields : default, warns);
}
