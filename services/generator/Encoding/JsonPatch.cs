using System.Globalization;

namespace InfraAgent.Generator;

/// <summary>One step of a JSON Patch (RFC 6902). <c>Op</c>: <c>add</c>, <c>remove</c>, <c>replace</c>, <c>move</c>, <c>copy</c> or <c>test</c>.</summary>
public sealed record JsonPatchStep(string Op, string Path, DataValue? Value = null, string? From = null)
{
    public DataMap ToData() => DataMap.Of(("op", Op), ("path", Path), ("from", From is null ? null : (DataValue)From), ("value", Value));
}

/// <summary>What a patch gave: the value, or which step failed and why. Exactly one of the two.</summary>
public sealed record JsonPatchOutcome(DataValue? Value, int Step, string? Problem);

/// <summary>Applies JSON Patches (RFC 6902), all steps or none. Values do not change: what is patched is a copy along the path.</summary>
public static class JsonPatch
{
    const int MostValues = 100_000;
    const int Deepest = 100;

    public static IReadOnlyList<string> Operations { get; } = ["add", "copy", "move", "remove", "replace", "test"];

    public static JsonPatchOutcome Apply(DataValue value, IReadOnlyList<JsonPatchStep> steps)
    {
        for (var i = 0; i < steps.Count; i++)
        {
            try
            {
                value = Apply(value, steps[i]);
            }
            catch (PatchProblem problem)
            {
                return new JsonPatchOutcome(null, i, problem.Message);
            }
        }

        return new JsonPatchOutcome(value, steps.Count, null);
    }

    /// <summary>What stands at the pointer; null when nothing does.</summary>
    public static DataValue? Find(DataValue value, string pointer)
    {
        try
        {
            return Find(value, Parts(pointer, "pointer"));
        }
        catch (PatchProblem)
        {
            return null;
        }
    }

    static DataValue Apply(DataValue root, JsonPatchStep step)
    {
        var path = Parts(step.Path, "path");
        switch (step.Op)
        {
            case "add": return Add(root, path, 0, Value(step));
            case "remove": return Remove(root, path);
            case "replace":
                Find(root, path);
                return path.Length == 0 ? Value(step) : Add(Remove(root, path), path, 0, Value(step), Position(root, path));
            case "copy":
                var copied = Add(root, path, 0, Find(root, From(step)));
                // A few copies of a thing into itself are more than any memory holds once they are written.
                var left = MostValues;
                return Fits(copied, Deepest, ref left) ? copied
                    : throw new PatchProblem(string.Create(CultureInfo.InvariantCulture, $"The copy makes it larger than {MostValues} values (a long text is one for each 1000 characters), or more than {Deepest} levels deep."));
            case "move":
                var from = From(step);
                if (path.Length > from.Length && path.AsSpan(0, from.Length).SequenceEqual(from)) throw new PatchProblem($"{Shown(step.From!)} cannot be moved into itself.");
                var moved = Find(root, from);
                return path.AsSpan().SequenceEqual(from) ? root : Add(Remove(root, from), path, 0, moved);
            case "test":
                if (!Find(root, path).Equals(Value(step))) throw new PatchProblem($"{Shown(step.Path)} has another value than the test expects.");
                return root;
            default:
                throw new PatchProblem($"The operation {CarriableText.Show(step.Op)} is not known; known: {string.Join(", ", Operations)}.");
        }
    }

    static bool Fits(DataValue value, int depth, ref int left)
    {
        left -= 1 + (value is DataText text ? text.Value.Length / 1000 : 0);
        if (left < 0 || depth < 0) return false;
        IEnumerable<DataValue> parts = value switch { DataMap map => map.Items.Select(i => i.Value), DataList list => list.Items, _ => [] };
        foreach (var part in parts)
        {
            if (!Fits(part, depth - 1, ref left)) return false;
        }

        return true;
    }

    static DataValue Value(JsonPatchStep step) => step.Value ?? throw new PatchProblem($"The operation '{step.Op}' needs a value.");

    static string[] From(JsonPatchStep step) => Parts(step.From ?? throw new PatchProblem($"The operation '{step.Op}' needs 'from'."), "from");

    static string[] Parts(string pointer, string what)
    {
        if (pointer.Length == 0) return [];
        if (pointer[0] != '/') throw new PatchProblem($"'{what}' must be a JSON Pointer, which begins with '/'; it is {CarriableText.Show(pointer)}.");
        var parts = pointer[1..].Split('/');
        foreach (ref var part in parts.AsSpan())
        {
            for (var i = part.IndexOf('~', StringComparison.Ordinal); i >= 0; i = part.IndexOf('~', i + 1))
            {
                if (i + 1 == part.Length || part[i + 1] is not ('0' or '1')) throw new PatchProblem($"In a JSON Pointer '~' is written ~0 and '/' within a name ~1; '{what}' is {CarriableText.Show(pointer)}.");
            }

            part = part.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal);
        }

        return parts;
    }

    static DataValue Find(DataValue value, ReadOnlySpan<string> path)
    {
        for (var i = 0; i < path.Length; i++) value = Child(value, path, i);
        return value;
    }

    static DataValue Child(DataValue value, ReadOnlySpan<string> path, int depth) => value switch
    {
        DataMap map => map[path[depth]] ?? throw Absent(path[..(depth + 1)]),
        DataList list => list.Items[Index(path[depth], list.Items.Count - 1, path[..(depth + 1)])],
        _ => throw Absent(path[..(depth + 1)])
    };

    // position: where a member that was taken out stood, so that a replaced one keeps its place.
    static DataValue Add(DataValue value, string[] path, int depth, DataValue added, int position = -1)
    {
        if (depth == path.Length) return added;
        var last = depth == path.Length - 1;
        switch (value)
        {
            case DataMap map when last && position >= 0:
                var members = map.Items.ToList();
                members.Insert(position, KeyValuePair.Create(path[depth], added));
                return new DataMap(members);
            case DataMap map:
                return map.With(path[depth], last ? added : Add(Child(value, path, depth), path, depth + 1, added, position));
            case DataList list:
                var items = list.Items.ToList();
                if (last) items.Insert(path[depth] == "-" ? items.Count : Index(path[depth], items.Count, path.AsSpan(0, depth + 1)), added);
                else items[Index(path[depth], items.Count - 1, path.AsSpan(0, depth + 1))] = Add(Child(value, path, depth), path, depth + 1, added, position);
                return new DataList(items);
            default:
                throw Absent(path.AsSpan(0, depth + 1));
        }
    }

    static DataValue Remove(DataValue root, string[] path)
    {
        if (path.Length == 0) throw new PatchProblem("The whole document cannot be removed.");
        Find(root, path);
        return Remove(root, path, 0);
    }

    static DataValue Remove(DataValue value, string[] path, int depth)
    {
        var last = depth == path.Length - 1;
        if (value is DataMap map) return last ? map.Without(path[depth]) : map.With(path[depth], Remove(Child(value, path, depth), path, depth + 1));
        var items = ((DataList)value).Items.ToList();
        var index = Index(path[depth], items.Count - 1, path.AsSpan(0, depth + 1));
        if (last) items.RemoveAt(index);
        else items[index] = Remove(items[index], path, depth + 1);
        return new DataList(items);
    }

    static int Position(DataValue root, string[] path)
    {
        if (Find(root, path.AsSpan(0, path.Length - 1)) is not DataMap map) return -1;
        for (var i = 0; i < map.Count; i++)
        {
            if (map.Items[i].Key == path[^1]) return i;
        }

        return -1;
    }

    static int Index(string part, int most, ReadOnlySpan<string> path)
    {
        var wellFormed = part.Length is > 0 and <= 9 && !part.AsSpan().ContainsAnyExceptInRange('0', '9') && (part.Length == 1 || part[0] != '0');
        var index = wellFormed ? int.Parse(part, CultureInfo.InvariantCulture) : int.MaxValue;
        return index <= most ? index : throw Absent(path);
    }

    static PatchProblem Absent(ReadOnlySpan<string> path)
    {
        var pointer = "";
        foreach (var part in path) pointer = Pointer.Member(pointer, part);
        return new PatchProblem($"{Shown(pointer)} is not there.");
    }

    static string Shown(string pointer) => CarriableText.Show(pointer);

    sealed class PatchProblem(string message) : Exception(message);
}
