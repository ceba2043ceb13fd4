namespace InfraAgent.Policy.Assertions;

/// <summary>The resources of one plan or bundle, and which of them take something from which.</summary>
sealed class SubjectIndex
{
    readonly Dictionary<string, List<Subject>> made, takers;
    readonly Dictionary<(ConnectionCondition Condition, string Declaration), Truth> beside = [];

    public static SubjectIndex Empty { get; } = new([]);

    public SubjectIndex(IReadOnlyCollection<Subject> subjects)
    {
        made = Grouped(subjects.Select(s => (s.Declaration, s)));
        takers = Grouped(subjects.SelectMany(s => s.References.Select(r => (r, s))));
    }

    /// <summary>Those that it takes something from, and those that take something from it.</summary>
    public IEnumerable<Subject> Connected(Subject subject) =>
        subject.References.SelectMany(r => made.GetValueOrDefault(r) ?? []).Concat(takers.GetValueOrDefault(subject.Declaration) ?? []);

    /// <summary>What a condition says of those that a resource is connected with. Those of one declaration are connected with the same, so that it is asked once for all of them, however many there are.</summary>
    public Truth Beside(ConnectionCondition condition, Subject subject, Func<IEnumerable<Subject>, Truth> judge)
    {
        // Shared by all judgements, and without anything that could be connected.
        if (this == Empty) return judge([]);
        if (!beside.TryGetValue((condition, subject.Declaration), out var truth)) beside[(condition, subject.Declaration)] = truth = judge(Connected(subject));
        return truth;
    }

    static Dictionary<string, List<Subject>> Grouped(IEnumerable<(string Key, Subject Subject)> pairs)
    {
        var groups = new Dictionary<string, List<Subject>>(StringComparer.Ordinal);
        foreach (var (key, subject) in pairs)
        {
            if (!groups.TryGetValue(key, out var list)) groups[key] = list = [];
            list.Add(subject);
        }

        return groups;
    }
}
