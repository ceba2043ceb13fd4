using System.Text.Json;
using InfraAgent.Contracts;
using Microsoft.Extensions.Options;

namespace InfraAgent.Runtimes.Checks;

/// <summary>
/// What kubectl or helm renders by the schemas of Kubernetes: <c>STATIC041</c> an object is not as its schema says, or has a field that it does not know. Schemas come from a folder, never from
/// the network. Kinds that the folder has no schema of, such as those of operators, are named and not judged.
/// </summary>
public sealed class KubeconformCheck(IOptions<ToolOptions> options) : AddedCheck(options)
{
    const string Layout = "{{ .NormalizedKubernetesVersion }}-standalone{{ .StrictSuffix }}/{{ .ResourceKind }}{{ .KindSuffix }}.json";
    const int MostNamed = 10;

    public override string Name => "kubeconform";

    public override bool Concerns(string runtime) => runtime is "kubernetes" or "helm";

    private protected override string Executable(ToolOptions options) => options.Kubeconform;

    private protected override string HowToGet => "kubeconform is not installed. Who wants its findings installs it (https://github.com/yannh/kubeconform) where policy is judged, in PATH or named by Tools:Kubeconform.";

    private protected override IReadOnlyList<string> VersionArguments => ["-v"];

    private protected override string? Setting(ToolOptions options) => options.KubeconformSchemas;

    private protected override string? Needless(ToolOptions options, string? rendered) =>
        options.KubeconformSchemas is not { Length: > 0 } ? "It would take its schemas from the network. Name a folder with them by Tools:KubeconformSchemas, laid out as https://github.com/yannh/kubernetes-json-schema."
        : rendered is null ? "Nothing was rendered that it could look at."
        : null;

    private protected override async Task<CheckResult> AskAsync(Func<IReadOnlyList<string>, Task<ToolAnswer>> ask, ToolOptions options, Workspace workspace, string? rendered, CancellationToken cancel)
    {
        var schemas = Path.GetFullPath(options.KubeconformSchemas!);
        if (!Directory.Exists(schemas)) throw new NoAnswerException($"Tools:KubeconformSchemas is '{options.KubeconformSchemas}', which is not a folder.");
        var file = Path.Combine(AgentFolder.Make(workspace.Directory, Name), "rendered.yaml");
        await File.WriteAllTextAsync(file, rendered, cancel);
        // The layout is said in full: a folder whose name ends with "json" would be taken for one.
        var answer = await ask(["-output", "json", "-summary", "-verbose", "-strict", "-ignore-missing-schemas", "-schema-location", Path.Combine(schemas, Layout), file]);
        return Read(answer);
    }

    CheckResult Read(ToolAnswer answer)
    {
        var json = Json(answer);
        if (Items(json, "resources") is not { } resources || Member(json, "summary").ValueKind != JsonValueKind.Object) throw Failed(answer, answer.Said.Length > 0 ? answer.Said : "its answer has no 'resources' or 'summary'.");
        var invalid = resources.Where(r => Is(r, "invalid")).Select(Found).ToList();
        var valid = resources.Count(r => Is(r, "valid"));
        var skipped = resources.Where(r => Is(r, "skipped")).Select(NameOf).Distinct().ToList();
        if (invalid.Count > 0) return Judged(invalid);
        if (resources.FirstOrDefault(r => Is(r, "error")) is { ValueKind: JsonValueKind.Object } error) throw Failed(answer, $"{NameOf(error)}: {Text(error, "msg")}");
        // Zero is passed; and what is not in the list was not looked at.
        if (answer.ExitCode != 0 || Number(Member(json, "summary"), "valid") != valid) throw Failed(answer);
        if (valid == 0) throw Failed(answer, "the folder of Tools:KubeconformSchemas has no schema for anything that is rendered; is there a 'master-standalone-strict' in it?");
        return Judged([], skipped.Count == 0 ? null : $"not looked at, for want of a schema: {string.Join(", ", skipped.Take(MostNamed))}{(skipped.Count > MostNamed ? $" and {skipped.Count - MostNamed} more" : "")}");
    }

    static Finding Found(JsonElement resource)
    {
        var wrong = (Items(resource, "validationErrors") ?? []).Select(e => $"{Text(e, "path")}: {Text(e, "msg")}").ToList();
        return new Finding
        {
            RuleId = "STATIC041", Resource = Text(resource, "name") is { Length: > 0 } ? NameOf(resource) : null,
            Message = Cut($"{NameOf(resource)} is not as Kubernetes has it: {(wrong.Count > 0 ? string.Join("; ", wrong) : Text(resource, "msg"))}"),
        };
    }

    // "statusValid"; "VALID" before version 0.5.
    static bool Is(JsonElement resource, string status) =>
        Text(resource, "status") is { } said && (said.StartsWith("status", StringComparison.Ordinal) ? said["status".Length..] : said).Equals(status, StringComparison.OrdinalIgnoreCase);

    static string NameOf(JsonElement resource) => Text(resource, "name") is { Length: > 0 } name ? $"{Text(resource, "kind")}/{name}" : Text(resource, "kind") is { Length: > 0 } kind ? kind : "a document";
}
