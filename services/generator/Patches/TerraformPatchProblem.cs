using System.Globalization;

namespace InfraAgent.Generator;

/// <summary>Says of a step that could not be done on a resource's code what there is instead.</summary>
static class TerraformPatchProblem
{
    public static (string Problem, string? Remedy) Of(DataMap model, JsonPatchStep step, string problem)
    {
        foreach (var pointer in new[] { step.From, step.Path }.OfType<string>())
        {
            if (Missing(model, pointer, adds: pointer == step.Path && step.Op is "add" or "copy" or "move") is { } told) return told;
        }

        return step.Op == "test" && JsonPatch.Find(model, step.Path) is { } found && HasCode(found)
            ? ($"{CarriableText.Show(step.Path)} is {(found is CodeExpression code ? $"the expression {CarriableText.Show(code.Text)}" : "made of expressions")}, whose value only terraform knows, and cannot be tested.", "Test an argument whose value is written in the code.")
            : (problem, null);
    }

    // Where on the way nothing is; null where the way is there.
    static (string, string?)? Missing(DataValue value, string pointer, bool adds)
    {
        var (parts, at) = (pointer[1..].Split('/').Select(p => p.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal)).ToArray(), "");
        foreach (var (i, part) in parts.Index())
        {
            var here = at.Length == 0 ? "The resource" : CarriableText.Show(at);
            at = Pointer.Member(at, part);
            if (adds && i == parts.Length - 1 && value is DataMap) return null;
            switch (value)
            {
                case CodeExpression code:
                    return ($"{here} is the expression {CarriableText.Show(code.Text)}, which is one value: nothing within it can be patched.", "Replace it as a whole, or set the inputs that it is made of.");
                case DataMap map when map[part] is not null:
                    value = map[part]!;
                    break;
                case DataMap map:
                    string[] names = [.. map.Items.Select(m => m.Key).Order(StringComparer.Ordinal)];
                    return ($"{CarriableText.Show(at)} is not there.", names.Length == 0 ? null : Nearest.Advise(part, names, $"{here} has: {string.Join(", ", names.Take(40))}."));
                case DataList list when int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var index) && index < list.Items.Count:
                    value = list.Items[index];
                    break;
                case DataList list:
                    return adds && i == parts.Length - 1 && (part == "-" || part == list.Items.Count.ToString(CultureInfo.InvariantCulture)) ? null
                        : (string.Create(CultureInfo.InvariantCulture, $"{CarriableText.Show(at)} is not there: {here} is a list of {list.Items.Count}."), "Count from 0; '-' adds at the end. A nested block is an item of a list even where there is one.");
                default:
                    return ($"{CarriableText.Show(at)} is not there: {here} has nothing in it.", null);
            }
        }

        return null;
    }

    static bool HasCode(DataValue value) => value switch
    {
        CodeExpression => true,
        DataList list => list.Items.Any(HasCode),
        DataMap map => map.Items.Any(i => HasCode(i.Value)),
        _ => false
    };
}
