namespace InfraAgent.Generator;

/// <summary>Puts what others need before them, and leaves everything else where it was.</summary>
static class PulumiOrder
{
    public static IReadOnlyList<PulumiResource> Sort(IReadOnlyList<PulumiResource> resources, IReadOnlyList<PulumiFunction> functions)
    {
        var byName = resources.ToDictionary(r => r.Name, StringComparer.Ordinal);
        var calls = functions.ToDictionary(f => f.Name, f => PulumiResource.References(f.Arguments).Select(r => r.Root).ToArray(), StringComparer.Ordinal);
        var (ordered, seen) = (new List<PulumiResource>(), new HashSet<string>(StringComparer.Ordinal));
        void Add(PulumiResource resource)
        {
            if (!seen.Add(resource.Name)) return;
            foreach (var need in resource.Needs.SelectMany(n => calls.GetValueOrDefault(n) ?? [n]))
            {
                if (byName.TryGetValue(need, out var needed)) Add(needed);
            }

            ordered.Add(resource);
        }

        // Sections stay together, in an order in which none needs a later one.
        var sections = resources.Select(r => r.Section).Distinct().ToList();
        var needs = resources.GroupBy(r => r.Section, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.SelectMany(r => r.Needs).SelectMany(n => calls.GetValueOrDefault(n) ?? [n])
            .Select(n => byName.GetValueOrDefault(n)?.Section).Where(s => s is not null && s != g.Key).ToHashSet(StringComparer.Ordinal), StringComparer.Ordinal);
        while (sections.Count > 0)
        {
            var next = sections.FirstOrDefault(s => !needs[s].Any(n => sections.Contains(n!))) ?? sections[0];
            sections.Remove(next);
            foreach (var resource in resources.Where(r => r.Section == next)) Add(resource);
        }

        return ordered;
    }
}
