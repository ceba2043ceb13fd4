namespace InfraAgent.Generator;

/// <summary>What services beside a module that makes workloads are told of it. <c>Variables</c>: name → template, as of an output, and its line;
/// <c>Secrets</c>: name → input that holds the reference.</summary>
public sealed record ModuleConnection(IReadOnlyDictionary<string, (string Template, long Line)> Variables, IReadOnlyDictionary<string, string> Secrets);
