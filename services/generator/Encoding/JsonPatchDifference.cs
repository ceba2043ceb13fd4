namespace InfraAgent.Generator;

/// <summary>The JSON Patch that makes one value of another: member by member in maps; lists of the same length item by item, others whole,
/// since a patch that counts in a list that has changed says nothing to a reader.</summary>
public static class JsonPatchDifference
{
    public static IReadOnlyList<JsonPatchStep> Between(DataValue from, DataValue to)
    {
        var steps = new List<JsonPatchStep>();
        Compare(from, to, "", steps);
        return steps;
    }

    static void Compare(DataValue from, DataValue to, string path, List<JsonPatchStep> steps)
    {
        switch (from, to)
        {
            case (DataMap a, DataMap b):
                foreach (var (key, value) in a.Items)
                {
                    // Looked at before the pointer is made: most of two versions of a resource is the same.
                    if (b[key] is not { } other) steps.Add(new JsonPatchStep("remove", Pointer.Member(path, key)));
                    else if (!value.Equals(other)) Compare(value, other, Pointer.Member(path, key), steps);
                }

                foreach (var (key, value) in b.Items)
                {
                    if (a[key] is null) steps.Add(new JsonPatchStep("add", Pointer.Member(path, key), value));
                }

                break;
            case (DataList a, DataList b) when a.Items.Count == b.Items.Count:
                for (var i = 0; i < a.Items.Count; i++)
                {
                    if (!a.Items[i].Equals(b.Items[i])) Compare(a.Items[i], b.Items[i], Pointer.Item(path, i), steps);
                }

                break;
            default:
                if (!from.Equals(to)) steps.Add(new JsonPatchStep("replace", path, to));
                break;
        }
    }
}
