using System.Globalization;
using System.Text.Json;

namespace InfraAgent.Generator.Tests;

/// <summary>What each cloud can store as a tag or label, on its edge and one step beyond. An apply would find it only half-way.</summary>
public sealed class TagTests
{
    public static TheoryData<string, int, int, int> Sizes => new() { { "aws", 20, 128, 256 }, { "azure", 20, 128, 256 }, { "gcp", 30, 63, 63 }, { "kubernetes", 40, 63, 63 } };

    [Theory]
    [MemberData(nameof(Sizes))]
    public void What_fits_passes_and_one_more_is_refused_with_its_place(string cloud, int items, int key, int value)
    {
        var most = Enumerable.Range(0, items).ToDictionary(i => string.Create(CultureInfo.InvariantCulture, $"k{i}").PadRight(key, 'x'), _ => new string('v', value));
        Assert.Empty(Found(cloud, most));

        Assert.Equal(("/template_spec/tags", $"There can be at most {items} of them; there are {items + 1}."), Assert.Single(Found(cloud, new(most) { ["one-more"] = "v" })));
        var (pointer, message) = Assert.Single(Found(cloud, new() { ["k" + new string('x', key)] = "v" }));
        Assert.Equal("/template_spec/tags/k" + new string('x', key), pointer);
        Assert.EndsWith($" must have from 1 to {key} characters.", message, StringComparison.Ordinal);
        Assert.Equal(("/template_spec/tags/k", $"The value of 'k' must have at most {value} characters; it has {value + 1}."), Assert.Single(Found(cloud, new() { ["k"] = new string('v', value + 1) })));
        Assert.Equal("/template_spec/tags/", Assert.Single(Found(cloud, new() { [""] = "v" })).Pointer);
    }

    // Tags of the specification and labels of the deployment come together on a resource, with two of the agent's own and at most two of a module's.
    [Theory]
    [InlineData("aws", 50)]
    [InlineData("azure", 50)]
    [InlineData("gcp", 64)]
    public void As_many_tags_and_labels_as_are_allowed_fit_on_one_resource(string cloud, int room) =>
        Assert.InRange(2 * Renderers.Catalog.Cloud(cloud)!.Tags.MaxItems + 4, 1, room);

    [Theory]
    [InlineData("aws", "a<b", "v", false)]
    [InlineData("aws", "a?b", "v", false)]
    [InlineData("aws", "Team:Name/x=1@y+z-._ é", "v é", true)]
    [InlineData("aws", "k", "a*b", false)]
    [InlineData("aws", "AWS:x", "v", false)]
    [InlineData("aws", "name", "v", false)]
    [InlineData("azure", "a<b", "v", false)]
    [InlineData("azure", "a>b", "v", false)]
    [InlineData("azure", "a%b", "v", false)]
    [InlineData("azure", "a&b", "v", false)]
    [InlineData("azure", "a\\b", "v", false)]
    [InlineData("azure", "a?b", "v", false)]
    [InlineData("azure", "a/b", "v", false)]
    [InlineData("azure", "Cost center: é", "<anything> %&\\?/", true)]
    [InlineData("azure", "Microsoft.x", "v", false)]
    [InlineData("azure", "WindowsTeam", "v", false)]
    [InlineData("azure", "azureTeam", "v", false)]
    [InlineData("azure", "hidden-title", "v", false)]
    [InlineData("azure", "Module", "v", false)]
    [InlineData("gcp", "Team", "v", false)]
    [InlineData("gcp", "team", "Core", false)]
    [InlineData("gcp", "1team", "v", false)]
    [InlineData("gcp", "cost.center", "v", false)]
    [InlineData("gcp", "team", "a b", false)]
    [InlineData("gcp", "goog-x", "v", false)]
    [InlineData("gcp", "module_version", "v", false)]
    [InlineData("gcp", "cost-center_1", "a-b_1", true)]
    [InlineData("gcp", "team", "", true)]
    [InlineData("kubernetes", "team", "a b", false)]
    [InlineData("kubernetes", "team", "-a", false)]
    [InlineData("kubernetes", "team", "a.", false)]
    [InlineData("kubernetes", "team", "Core_1.x", true)]
    [InlineData("kubernetes", "app.kubernetes.io", "v", false)]
    [InlineData("aws", "infra-agent:deployment", "v", false)]
    [InlineData("azure", "Infra-Agent:x", "v", false)]
    [InlineData("gcp", "infra-agent-x", "v", false)]
    [InlineData("kubernetes", "infra-agent:x", "v", false)]
    public void Signs_and_words_that_a_cloud_keeps_for_itself_are_refused(string cloud, string name, string value, bool allowed)
    {
        var found = Found(cloud, new() { [name] = value });

        if (allowed) Assert.Empty(found);
        else Assert.Equal(Pointer.Member("/template_spec/tags", name), Assert.Single(found).Pointer);
    }

    [Theory]
    [InlineData("aws")]
    [InlineData("azure")]
    public void Two_names_that_a_cloud_takes_for_one_are_a_collision(string cloud)
    {
        Assert.Equal(("/template_spec/tags/team", "Tag 'team' differs from 'Team' in case alone."), Assert.Single(Found(cloud, new() { ["Team"] = "a", ["team"] = "b" })));

        var command = Of(cloud, new() { ["Team"] = "a" }) with { Labels = new Dictionary<string, string> { ["team"] = "b" } };
        Assert.Equal(("/labels/team", "Tag 'team' differs from 'Team' in case alone."), Assert.Single(Found(command)));
    }

    static (string Pointer, string Message)[] Found(string cloud, Dictionary<string, string> tags) => Found(Of(cloud, tags));

    static (string Pointer, string Message)[] Found(Contracts.GenerateBundle command) =>
        [.. Renderers.BuiltIn.Render(command).Findings.Where(f => f.RuleId == SpecRules.Tag).Select(f => (f.Pointer!, f.Message))];

    static Contracts.GenerateBundle Of(string cloud, Dictionary<string, string> tags) => Requests.FromBody(JsonSerializer.Serialize(new
    {
        deployment_id = "d", environment = "dev", runtime = cloud == "kubernetes" ? "kubernetes" : "terraform",
        template_spec = new { cloud, services = new[] { new { name = "web", image = "ghcr.io/shop/web:1" } }, tags }
    }));
}
