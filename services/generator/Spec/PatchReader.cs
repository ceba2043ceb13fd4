using System.Text.Json;
using System.Text.RegularExpressions;
using InfraAgent.Contracts;

namespace InfraAgent.Generator;

/// <summary>Reads <c>patches</c>: their shape. Whether a path is there is for the writer of the runtime to say.</summary>
sealed partial class PatchReader(FindingList findings)
{
    const string Example = "[{\"target\": {\"kind\": \"Deployment\", \"name\": \"web\"}, \"ops\": [{\"op\": \"add\", \"path\": \"/spec/minReadySeconds\", \"value\": 5}]}]";
    public static readonly IReadOnlyList<string> Fields = ["ops", "target"];
    public static readonly IReadOnlyList<string> TargetFields = ["kind", "name"];
    public static readonly IReadOnlyList<string> OperationFields = ["from", "op", "path", "value"];
    public static readonly IReadOnlyList<string> Operations = ["add", "copy", "move", "remove", "replace", "test"];

    public IReadOnlyList<ResourcePatch> Read(SpecNode root)
    {
        if (root["patches"] is null) return [];
        // The whole is opened elsewhere already: here only its one list is asked for.
        var fields = SpecFields.Open(root, "template_spec", [.. root.Members.Keys], "an object", findings)!;
        return [.. fields.List("patches", 200, Example).Select(Patch).Where(p => p is not null).Select(p => p!)];
    }

    ResourcePatch? Patch(SpecNode node)
    {
        if (SpecFields.Open(node, "The patch", Fields, Example, findings) is not { } fields) return null;
        foreach (var field in Fields.Where(f => !fields.Has(f))) findings.Add(SpecRules.Missing, node.PlaceOf(field), $"The patch has no '{field}'.", $"Write {Example}.");
        if (node["target"] is not { } targetNode || SpecFields.Open(targetNode, "The patch's 'target'", TargetFields, "{\"kind\": \"Deployment\", \"name\": \"web\"}", findings) is not { } target) return null;

        if (!target.Has("kind")) findings.Add(SpecRules.Missing, targetNode.PlaceOf("kind"), "The patch's 'target' has no 'kind'.", "Say which objects are meant: \"kind\": \"Deployment\".");
        var (kind, name) = (target.Text("kind"), target.Text("name"));
        foreach (var (field, text) in new[] { ("kind", kind), ("name", name) })
        {
            if (text is not null && !Word().IsMatch(text))
                findings.Add(SpecRules.NotAllowed, targetNode.PlaceOf(field), $"The patch's '{field}' must be letters, digits and . - _; it is {CarriableText.Show(text)}.", "Name the objects as they are in the bundle.");
        }

        var operations = fields.List("ops", 100, Example).Select(Operation).ToArray();
        if (node["ops"] is { Items.Count: 0, Kind: JsonValueKind.Array } empty) findings.Add(SpecRules.NotAllowed, empty.Place, "The patch has no operation in 'ops'.", $"Write {Example}.");
        return kind is null || operations.Contains(null) ? null : new ResourcePatch(kind, name, operations!, node.Place);
    }

    PatchOperation? Operation(SpecNode node)
    {
        if (SpecFields.Open(node, "The operation", OperationFields, "{\"op\": \"remove\", \"path\": \"/spec/replicas\"}", findings) is not { } fields) return null;
        if (!fields.Has("op")) findings.Add(SpecRules.Missing, node.PlaceOf("op"), "The operation has no 'op'.", $"Use one of: {string.Join(", ", Operations)}.");
        if (fields.Text("op") is not { } op) return null;
        if (!Operations.Contains(op))
        {
            findings.Add(SpecRules.NotAllowed, node.PlaceOf("op"), $"'op' must be one of {string.Join(", ", Operations)}; it is {CarriableText.Show(op)}.", Nearest.Advise(op, Operations, "Use one of them."));
            return null;
        }

        var needed = op switch { "add" or "replace" or "test" => "value", "copy" or "move" => "from", _ => null };
        foreach (var field in (string[])["value", "from"])
        {
            if (field == needed && !fields.Has(field)) findings.Add(SpecRules.Missing, node.PlaceOf(field), $"The operation '{op}' needs '{field}'.", $"Give the '{field}'.");
            if (field != needed && fields.Has(field)) findings.Add(SpecRules.UnknownField, node.PlaceOf(field), $"The operation '{op}' has no '{field}'.", "Leave it out.");
        }

        var (path, from) = (Path(fields, "path", op), needed == "from" ? Path(fields, "from", op) : null);
        return path is null ? null : new PatchOperation(op, path, from, needed == "value" ? node["value"]?.Json : null);
    }

    string? Path(SpecFields fields, string field, string op)
    {
        if (!fields.Has(field))
        {
            if (field == "path") findings.Add(SpecRules.Missing, fields.Node.PlaceOf(field), $"The operation '{op}' has no 'path'.", "Write a JSON Pointer such as /spec/replicas.");
            return null;
        }

        if (fields.Text(field) is not { } path) return null;
        if (path.Length <= 1024 && JsonPointer().IsMatch(path)) return path;
        findings.Add(SpecRules.NotAllowed, fields.Node.PlaceOf(field), $"'{field}' must be a JSON Pointer; it is {CarriableText.Show(path)}.", "Write /spec/replicas; ~ is written ~0 and / within a name ~1.");
        return null;
    }

    [GeneratedRegex(@"\A[A-Za-z0-9]([A-Za-z0-9._-]{0,251}[A-Za-z0-9])?\z", RegexOptions.NonBacktracking)]
    private static partial Regex Word();

    [GeneratedRegex(@"\A(/([^~/]|~0|~1)*)+\z", RegexOptions.NonBacktracking)]
    private static partial Regex JsonPointer();
}
