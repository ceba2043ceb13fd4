using System.Globalization;

namespace InfraAgent.Generator.Tests.Kubernetes;

public sealed class ClusterBundleTests
{
    public static TheoryData<string, bool> Bundles
    {
        get
        {
            var bundles = new TheoryData<string, bool>();
            foreach (var name in ClusterInputs.All.Keys)
            {
                bundles.Add(name, true);
                bundles.Add(name, false);
            }

            return bundles;
        }
    }

    [Theory]
    [MemberData(nameof(Bundles))]
    public void Code_is_the_same_for_every_deployment_environment_label_and_value(string name, bool helm)
    {
        var input = ClusterInputs.All[name];
        var other = input with
        {
            Workloads = [.. input.Workloads.Select(w => w with { Image = "other.example.com/x:9", Variables = ClusterInputs.Variables(("OTHER", "x")) })],
            Command = input.Command with { DeploymentId = "Other_One", Environment = "prod2", Labels = new Dictionary<string, string> { ["a"] = "b" }, RequestDigest = "sha256:1" }
        };

        var (one, two) = (Write(helm, input), Write(helm, other));

        Assert.NotEmpty(one.Code);
        Assert.Equal(one.Code.Order(StringComparer.Ordinal), two.Code.Order(StringComparer.Ordinal));
        Assert.All(one.Code, path => Assert.True(one.Files[path].Span.SequenceEqual(two.Files[path].Span), path));
        Assert.All(one.Code, path => Assert.DoesNotContain(ClusterName.Of(input.Command.DeploymentId), one.Text(path), StringComparison.Ordinal));
        Assert.All(one.Entrypoints.Values, path => Assert.Contains(path, one.Files.Keys));
    }

    [Theory]
    [MemberData(nameof(Bundles))]
    public async Task The_same_input_gives_the_same_bytes_in_any_culture_and_thread(string name, bool helm)
    {
        var expected = Write(helm, ClusterInputs.All[name]);

        var others = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() =>
        {
            CultureInfo.CurrentCulture = StrangeCulture.Make();
            return Write(helm, ClusterInputs.All[name]);
        })));

        foreach (var other in others)
        {
            Assert.Equal(expected.Files.Keys, other.Files.Keys);
            Assert.All(expected.Files, f => Assert.True(f.Value.Span.SequenceEqual(other.Files[f.Key].Span), f.Key));
        }
    }

    [Fact]
    public void A_change_of_a_variable_rolls_the_pods_and_a_change_of_a_label_does_not()
    {
        var web = ClusterInputs.Web();
        var one = Write(false, ClusterInputs.Of([web]));
        var other = Write(false, ClusterInputs.Of([web with { Variables = ClusterInputs.Variables(("LOG_LEVEL", "debug")) }]));
        var labelled = ClusterInputs.Of([web]);
        labelled = labelled with { Command = labelled.Command with { Labels = new Dictionary<string, string> { ["owner"] = "x" } } };

        Assert.NotEqual(one.Text("base/web-deployment.yaml"), other.Text("base/web-deployment.yaml"));
        Assert.Equal(one.Text("base/web-deployment.yaml"), Write(false, labelled).Text("base/web-deployment.yaml"));
        Assert.DoesNotContain("owner: x\n    includeTemplates", Write(false, labelled).Text("overlays/dev/kustomization.yaml"), StringComparison.Ordinal);
    }

    [Fact]
    public void An_image_that_not_all_its_users_change_alike_is_patched_and_not_replaced_by_name()
    {
        var text = Write(false, ClusterInputs.All["override"]).Text("overlays/prod/kustomization.yaml");

        Assert.DoesNotContain("name: ghcr.io/example/other", text, StringComparison.Ordinal);
        Assert.DoesNotContain("name: ghcr.io/example/web", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a.b/c:1", "axb/c:1")]
    [InlineData("a.b/c:1@sha256:0000000000000000000000000000000000000000000000000000000000000000", "x/y:1")]
    public void An_image_whose_name_would_match_another_one_or_that_kustomize_splits_otherwise_is_patched(string image, string other)
    {
        var web = ClusterInputs.Web();
        var text = Write(false, ClusterInputs.Of(
            [web with { Image = "a.b/c:2" }, web with { Name = "x", Image = other }],
            [web with { Image = image }, web with { Name = "x", Image = other }])).Text("overlays/dev/kustomization.yaml");

        Assert.DoesNotContain("images:", text, StringComparison.Ordinal);
        Assert.Contains("web-deployment-patch.yaml", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("plain text", "plain text")]
    [InlineData("$(HOME)", "$$(HOME)")]
    [InlineData("$$", "$$$$")]
    [InlineData("$$$(x)", "$$$$$$(x)")]
    [InlineData("$HOME ${x} $", "$HOME ${x} $")]
    public void The_clusters_own_expansion_of_commands_is_escaped(string text, string written)
    {
        Assert.Equal([written], ClusterWorkload.Of(ClusterInputs.Web() with { Command = [text] }, metrics: false).Command);
    }

    [Theory]
    [InlineData(500, "500m")]
    [InlineData(2000, "2")]
    public void Cpu_is_written_as_the_api_server_writes_it(int millis, string text) => Assert.Equal(text, Quantity.Cpu(millis));

    [Theory]
    [InlineData(128, "128Mi")]
    [InlineData(1536, "1536Mi")]
    [InlineData(2048, "2Gi")]
    [InlineData(1048576, "1Ti")]
    public void Memory_is_written_as_the_api_server_writes_it(int mebibytes, string text) => Assert.Equal(text, Quantity.MiB(mebibytes));

    static WrittenBundle Write(bool helm, BundleInput input) => ClusterInputs.Write(helm ? new HelmWriter() : new KubernetesWriter(), input);
}
