using InfraAgent.Generator.Tests.Yaml;

namespace InfraAgent.Generator.Tests.Kubernetes;

static class Manifests
{
    /// <summary>Kind and name → resource, without what only says which tool it came by.</summary>
    public static SortedDictionary<string, DataMap> ByName(string manifests)
    {
        var resources = new SortedDictionary<string, DataMap>(StringComparer.Ordinal);
        foreach (var resource in YamlReading.Documents(manifests))
        {
            var metadata = (DataMap)resource["metadata"]!;
            var labels = ((DataMap)metadata["labels"]!).Without("app.kubernetes.io/managed-by").Without("helm.sh/chart");
            resources.Add($"{((DataText)resource["kind"]!).Value}/{((DataText)metadata["name"]!).Value}", resource.With("metadata", metadata.With("labels", labels)));
        }

        return resources;
    }

    public static void AssertEqual(SortedDictionary<string, DataMap> expected, SortedDictionary<string, DataMap> actual)
    {
        Assert.Equal(expected.Keys, actual.Keys);
        foreach (var (name, resource) in expected)
        {
            var steps = JsonPatchDifference.Between(resource, actual[name]);
            Assert.True(steps.Count == 0, $"{name} differs:\n{YamlWriter.Write(DataList.Of(steps.Select(s => s.ToData())))}");
        }
    }
}
