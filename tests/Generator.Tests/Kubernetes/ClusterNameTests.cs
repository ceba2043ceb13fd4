using System.Text.RegularExpressions;

namespace InfraAgent.Generator.Tests.Kubernetes;

public sealed partial class ClusterNameTests
{
    [Theory]
    [InlineData("shop", "ia-shop")]
    [InlineData("infra-2025-114", "ia-infra-2025-114")]
    [InlineData("0", "ia-0")]
    [InlineData("kube-system", "ia-kube-system")]
    public void An_id_that_is_a_name_keeps_it_with_the_agents_mark(string id, string name) => Assert.Equal(name, ClusterName.Of(id));

    [Theory]
    [InlineData("Shop", "ia-shop-")]
    [InlineData("shop_eu", "ia-shop-eu-")]
    [InlineData("shop-", "ia-shop-")]
    [InlineData("a__b--c", "ia-a-b-c-")]
    public void Any_other_id_is_told_apart_by_its_hash(string id, string start)
    {
        var name = ClusterName.Of(id);

        Assert.StartsWith(start, name, StringComparison.Ordinal);
        Assert.Equal(start.Length + 16, name.Length);
    }

    [Fact]
    public void Two_ids_never_get_one_name()
    {
        const string letters = "aAbB-_1";
        var random = new Random(63);
        var ids = new HashSet<string>(["x"]);
        while (ids.Count < 20_000) ids.Add("a" + new string([.. Enumerable.Range(0, random.Next(0, 63)).Select(_ => letters[random.Next(letters.Length)])]));
        // An id that spells another one's name is the one to fear.
        ids.UnionWith(ids.Select(i => ClusterName.Of(i)["ia-".Length..]).ToArray());

        var names = ids.Select(i => ClusterName.Of(i)).ToArray();

        Assert.Equal(ids.Count, names.Distinct().Count());
        Assert.All(names, n => Assert.Matches(Release(), n));
        Assert.All(names, n => Assert.True(n.Length <= 53, n));
    }

    [Fact]
    public void An_id_under_one_prefix_never_gets_the_name_of_one_under_another_or_under_none()
    {
        string?[] prefixes = [null, "a", "a-b", "b", "acme-prod1"];
        string[] ids = ["x", "ia-x", "b-ia-x", "a-ia-x", "b", "X", new('x', 63), new string('x', 40) + "-ia", "a-b-ia-ia-x"];

        var names = prefixes.SelectMany(p => ids.Select(i => ClusterName.Of(i, p))).ToArray();

        Assert.Equal("acme-prod1-ia-x", ClusterName.Of("x", "acme-prod1"));
        Assert.Equal(names.Length, names.Distinct().Count());
        Assert.All(names, n => Assert.Matches(Release(), n));
        Assert.All(names, n => Assert.True(n.Length <= 53, n));
    }

    [GeneratedRegex(@"\A[a-z0-9]([-a-z0-9]*[a-z0-9])?\z")]
    private static partial Regex Release();
}
