using InfraAgent.Policy.Assertions;
using InfraAgent.Policy.Bundles;
using YamlDotNet.Core;

namespace InfraAgent.Policy.Tests;

/// <summary>Manifests that anybody may send.</summary>
public sealed class RenderedSubjectsTests
{
    static string[] Read(string text, string runtime = "kubernetes") => [.. RenderedSubjects.Read(runtime, text).Select(s => $"{s.Type} {s.Address}")];

    [Fact]
    public void What_makes_pods_is_judged_as_itself_as_a_pod_and_by_its_containers() =>
        Assert.Equal(
            ["CronJob CronJob/jobs/nightly", "Pod CronJob/jobs/nightly", "Container CronJob/jobs/nightly, container wait", "Container CronJob/jobs/nightly, container run"],
            Read("""
                kind: CronJob
                metadata: {name: nightly, namespace: jobs}
                spec: {jobTemplate: {spec: {template: {spec: {initContainers: [{name: wait}], containers: [{name: run}]}}}}}
                """));

    [Fact]
    public void A_list_is_what_is_in_it() =>
        Assert.Equal(["Service Service/a", "ConfigMap ConfigMap/b"],
            Read("{kind: List, items: [{kind: Service, metadata: {name: a}}, {kind: ConfigMapList, items: [{kind: ConfigMap, metadata: {name: b}}]}]}"));

    [Theory]
    [InlineData("# nothing\n---\n---\nnull\n")]
    [InlineData("services: null\n", "docker-compose")]
    [InlineData("services: [a, b]\n", "docker-compose")]
    public void Where_nothing_is_nothing_is_judged(string text, string runtime = "kubernetes") => Assert.Empty(Read(text, runtime));

    [Theory]
    [InlineData("spec: {template: text}")]
    [InlineData("spec: [1]")]
    [InlineData("spec: {template: {spec: {containers: {a: b}}}}")]
    [InlineData("spec: {template: {spec: {containers: [1, null, [x]]}}}")]
    [InlineData("metadata: {namespace: [x]}\n")]
    public void Other_shapes_than_the_expected_break_nothing(string rest)
    {
        var text = rest.StartsWith("metadata", StringComparison.Ordinal) ? "kind: Odd\nmetadata: {name: a, namespace: [x]}\n" : $"kind: Odd\nmetadata: {{name: a}}\n{rest}\n";

        Assert.Equal("Odd Odd/a", Read(text)[0]);
    }

    [Theory]
    [InlineData("a: [", "")]
    [InlineData("kind: [\nmetadata: { name: shop }\n", "what follows is no YAML")]
    [InlineData("- a\n", "a document must be a mapping")]
    [InlineData("just text\n", "a document must be a mapping")]
    [InlineData("metadata: {name: a}\n", "it has no 'kind'")]
    [InlineData("kind: [a]\nmetadata: {name: a}\n", "it has no 'kind'")]
    [InlineData("kind: Service\n", "this Service has no 'metadata.name'")]
    [InlineData("kind: Service\nmetadata: text\n", "this Service has no 'metadata.name'")]
    [InlineData("kind: List\nitems: [1]\n", "an item of this List is no object")]
    [InlineData("kind: Service\n? [a]\n: b\n", "a name must be a text")]
    public void What_is_no_manifest_is_refused_with_why(string text, string why) =>
        Assert.Contains(why, Assert.ThrowsAny<YamlException>(() => Read(text)).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("[", 100_000)]
    [InlineData("{a: ", 100_000)]
    [InlineData("- ", 2_000)]
    public void Depth_is_bounded_before_it_costs_the_stack(string open, int times) =>
        Assert.Contains("nested deeper than 100 levels", Assert.ThrowsAny<YamlException>(() => Read("a: " + (open == "- " ? "\n  " : "") + string.Concat(Enumerable.Repeat(open, times)))).Message, StringComparison.Ordinal);

    [Fact]
    public void Levels_behind_aliases_are_levels()
    {
        static string Chain(int links, int levels) => "kind: Deep\nmetadata: {name: a}\n" + string.Concat(Enumerable.Range(0, links).Select(i =>
            $"a{i}: &a{i} {string.Concat(Enumerable.Repeat("[", levels))}{(i == 0 ? "x" : $"*a{i - 1}")}{string.Concat(Enumerable.Repeat("]", levels))}\n"));

        Assert.Equal(["Deep Deep/a"], Read(Chain(3, 30)));
        Assert.Contains("nested deeper than 100 levels", Assert.ThrowsAny<YamlException>(() => Read(Chain(200, 90))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Aliases_of_aliases_are_counted_each_time()
    {
        var bomb = "kind: Bomb\nmetadata: {name: a}\na0: &a0 [x, x, x, x, x, x, x, x, x, x]\n"
            + string.Concat(Enumerable.Range(1, 9).Select(i => $"a{i}: &a{i} [{string.Join(", ", Enumerable.Repeat($"*a{i - 1}", 10))}]\n"));

        Assert.Contains("those behind aliases counted each time", Assert.ThrowsAny<YamlException>(() => Read(bomb)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Containers_by_the_thousand_in_one_pod_are_refused_before_they_fill_the_memory()
    {
        var containers = string.Concat(Enumerable.Range(0, 20_000).Select(i => $"  - {{ name: c{i}, image: 'registry.example/app:1.2' }}\n"));

        var refused = Assert.ThrowsAny<YamlException>(() => Read($"kind: Pod\nmetadata: {{ name: x }}\nspec:\n  containers:\n{containers}"));

        Assert.Contains("more containers in their pods than are looked at", refused.Message, StringComparison.Ordinal);
    }
}
