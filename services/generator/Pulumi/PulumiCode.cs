using System.Text;

namespace InfraAgent.Generator;

/// <summary>A module's Terraform code as it is read for Pulumi, or why it cannot be.</summary>
sealed record PulumiCode(HclBody Body, string? Problem)
{
    static readonly HclBody Nothing = new([], []);

    public static PulumiCode Read(ModuleDefinition module, PulumiNames names)
    {
        var bodies = new List<HclBody>();
        foreach (var (name, content) in module.Files)
        {
            // What these say is said by module.yaml as well.
            if (name is "variables.tf" or "outputs.tf" or "versions.tf") continue;
            try
            {
                bodies.Add(HclParser.File(Encoding.UTF8.GetString(content)));
            }
            catch (HclException e)
            {
                return new PulumiCode(Nothing, $"{name}:{e.Line}: {e.Message}");
            }
        }

        var body = new HclBody([], [.. bodies.SelectMany(b => b.Blocks)]);
        var strange = body.Blocks.FirstOrDefault(b => b.Type switch
        {
            "resource" => names.Resource(b.Labels[0]) is null && b.Labels[0] != "terraform_data",
            "data" => names.Function(b.Labels[0]) is null,
            "locals" or "moved" => false,
            _ => true
        });
        return new PulumiCode(body, strange is null ? null : $"'{string.Join(' ', strange.Labels.Take(1).Prepend(strange.Type))}' has no name in the catalog's pulumi.yaml");
    }
}
