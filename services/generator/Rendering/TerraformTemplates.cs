namespace InfraAgent.Generator;

/// <summary>The templates that every Terraform bundle shares, parsed once.</summary>
static class TerraformTemplates
{
    public static CodeTemplate Main { get; } = Load("main.tf");
    public static CodeTemplate Variables { get; } = Load("variables.tf");
    public static CodeTemplate Outputs { get; } = Load("outputs.tf");
    public static CodeTemplate Versions { get; } = Load("versions.tf");
    public static CodeTemplate Readme { get; } = Load("README.md");

    static CodeTemplate Load(string name)
    {
        var resource = $"Templates/terraform/{name}.scriban";
        return CodeTemplate.Parse(resource, CatalogFolder.ReadResource(typeof(TerraformTemplates).Assembly, resource));
    }
}
