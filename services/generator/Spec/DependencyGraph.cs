namespace InfraAgent.Generator;

/// <summary>Who needs whom: <c>From</c> waits for <c>To</c>. <c>Asked</c>: by the caller; what only the catalog wires was its author's decision.</summary>
sealed record Dependency(string From, string To, string Place, bool Asked = true);

/// <summary>Finds instances that would wait for themselves.</summary>
static class DependencyGraph
{
    public static void RefuseCycles(IReadOnlyCollection<Dependency> dependencies, FindingList findings)
    {
        var circular = Circular(dependencies);
        var next = circular.ToLookup(d => d.From, d => d.To, StringComparer.Ordinal);
        var told = new HashSet<string>(StringComparer.Ordinal);
        foreach (var dependency in circular.Where(d => d.Asked))
        {
            if (told.Contains(dependency.From) || Path(next, dependency.To, dependency.From) is not { } path) continue;
            told.UnionWith(path);
            findings.Add(SpecRules.Cycle, dependency.Place, $"There is a cycle: {string.Join(" -> ", path.Prepend(dependency.From))}. None of them could be built first.",
                "Take one of these references away, or give one value itself.");
        }
    }

    // What is left when everything that waits for nothing, or that nothing waits for, is taken away again and again.
    static List<Dependency> Circular(IReadOnlyCollection<Dependency> dependencies)
    {
        var left = dependencies.ToList();
        for (var before = -1; before != left.Count;)
        {
            before = left.Count;
            left = WithoutEnds(left, d => d.From, d => d.To);
            left = WithoutEnds(left, d => d.To, d => d.From);
        }

        return left;
    }

    // Kahn's algorithm: takes away all edges of what nothing leads to, in one sweep however long the chains are.
    static List<Dependency> WithoutEnds(List<Dependency> edges, Func<Dependency, string> from, Func<Dependency, string> to)
    {
        var incoming = edges.GroupBy(to, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.Count(), StringComparer.Ordinal);
        var outgoing = edges.ToLookup(from, StringComparer.Ordinal);
        var ends = new Queue<string>(outgoing.Select(g => g.Key).Where(n => !incoming.ContainsKey(n)));
        var gone = new HashSet<string>(StringComparer.Ordinal);
        while (ends.TryDequeue(out var end))
        {
            gone.Add(end);
            foreach (var target in outgoing[end].Select(to))
            {
                if (--incoming[target] == 0) ends.Enqueue(target);
            }
        }

        return [.. edges.Where(e => !gone.Contains(from(e)))];
    }

    // The shortest way, from and to included.
    static List<string>? Path(ILookup<string, string> next, string from, string to)
    {
        var cameFrom = new Dictionary<string, string?>(StringComparer.Ordinal) { [from] = null };
        var queue = new Queue<string>([from]);
        while (queue.TryDequeue(out var at))
        {
            if (at == to)
            {
                var path = new List<string>();
                for (string? step = at; step is not null; step = cameFrom[step]) path.Insert(0, step);
                return path;
            }

            foreach (var step in next[at])
            {
                if (cameFrom.TryAdd(step, at)) queue.Enqueue(step);
            }
        }

        return null;
    }
}
