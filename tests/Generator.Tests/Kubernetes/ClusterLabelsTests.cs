namespace InfraAgent.Generator.Tests.Kubernetes;

public sealed class ClusterLabelsTests
{
    [Theory]
    [InlineData("team", "platform", "team", true)]
    [InlineData("example.com/tier", "gold", "example.com/tier", true)]
    [InlineData("cost center", "42", "cost-center", true)]
    [InlineData("cost  / center!", "42", "cost-center", true)]
    [InlineData("_x_", "", "x", true)]
    [InlineData("contact", "someone@example.com", "contact", false)]
    [InlineData("note", "-", "note", false)]
    [InlineData("no", "no", "no", true)]
    public void A_tag_is_a_label_where_it_can_be_one_and_an_annotation_otherwise(string name, string value, string key, bool label)
    {
        var findings = new FindingList();
        var read = ClusterLabels.Read(ClusterInputs.Variables((name, value)), "/template_spec/tags", findings);

        Assert.Equal(0, findings.Count);
        Assert.Equal(value, (label ? read.Labels : read.Annotations)[key]);
        Assert.Empty(label ? read.Annotations : read.Labels);
    }

    [Fact]
    public void A_long_name_is_cut_and_a_long_value_is_an_annotation()
    {
        var read = ClusterLabels.Read(ClusterInputs.Variables((new string('a', 62) + "-bc", new string('v', 64))), "", new FindingList());

        Assert.Equal((new string('a', 62), new string('v', 64)), (Assert.Single(read.Annotations).Key, Assert.Single(read.Annotations).Value));
    }

    [Theory]
    [InlineData("a b", "1", "a-b", "2", "/template_spec/tags/a-b", "would both be 'a-b'")]
    [InlineData("a", "1", "日本", "2", "/template_spec/tags/日本", "has no letter or digit")]
    [InlineData("a", "1", "app.kubernetes.io/name", "2", "/template_spec/tags/app.kubernetes.io~1name", "'kubernetes.io/' is reserved")]
    [InlineData("a", "1", "infra-agent/deployment-id", "2", "/template_spec/tags/infra-agent~1deployment-id", "'infra-agent/' is reserved")]
    public void What_can_be_no_label_is_refused_with_its_place(string one, string first, string other, string second, string pointer, string message)
    {
        var findings = new FindingList();
        ClusterLabels.Read(ClusterInputs.Variables((one, first), (other, second)), "/template_spec/tags", findings);

        var finding = Assert.Single(findings.ToList());
        Assert.Equal((SpecRules.Tag, pointer), (finding.RuleId, finding.Pointer));
        Assert.Contains(message, finding.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_tag_of_the_specification_wins_over_a_label_of_the_request()
    {
        var tags = ClusterLabels.Read(ClusterInputs.Variables(("team", "platform"), ("who", "a@b")), "", new FindingList());
        var labels = ClusterLabels.Read(ClusterInputs.Variables(("team", "other"), ("who", "c"), ("more", "d")), "", new FindingList(), over: tags);

        Assert.Equal(["more"], labels.Labels.Keys);
        Assert.Empty(labels.Annotations);
    }
}
