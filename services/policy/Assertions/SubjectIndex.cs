namespace InfraAgent.Policy.Assertions;

/// <summary>The resources of one plan or bundle, and which of them take something from which.</summary>
sealed class SubjectIndex
{
    readonly Dictionary<string, List<Subject>> made, takers;

    public static SubjectIndex Empty { get; } = new([]);

    public SubjectIndex(IReadOnlyCollection<Subject> subjects)
    {
        made = Grouped(subjects.Select(s => (s.Declaration, s)));
        takers = Grouped(subjects.SelectMany(s => s.References.Select(r => (r, s))));
    }

    /// <summary>Those that it takes something from, and those that take something from it.</summary>
    public IEnumerable<Subject> Connected(Subject subject) =>
        subject.References.SelectMany(r => made.GetValueOrDefault(r) ?? []).Concat(takers.GetValueOrDefault(subject.Declaration) ?? []);

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
