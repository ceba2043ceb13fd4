using System.Text.RegularExpressions;

namespace InfraAgent.Generator;

/// <summary>Reads <c>volumes</c>.</summary>
static partial class VolumeReader
{
    const string Example = "[{\"name\": \"data\", \"mount\": \"/data\", \"size\": \"1Gi\"}]";
    public static readonly IReadOnlyList<string> Fields = ["mount", "name", "read_only", "size"];

    public static IReadOnlyList<WorkloadVolume> Read(SpecFields service, string what, FindingList findings)
    {
        var volumes = new List<WorkloadVolume>();
        foreach (var node in service.List("volumes", 50, Example))
        {
            if (Volume(node, what, findings) is not { } volume) continue;
            if (volumes.Any(v => v.Name == volume.Name))
                findings.Add(SpecRules.SaidTwice, node.PlaceOf("name"), $"{what} has two volumes of the name '{volume.Name}'.", "Give each a name of its own.");
            else if (volumes.Any(v => v.Mount == volume.Mount))
                findings.Add(SpecRules.SaidTwice, node.PlaceOf("mount"), $"{what} has two volumes at {CarriableText.Show(volume.Mount)}.", "Give each a folder of its own.");
            else
                volumes.Add(volume);
        }

        return volumes;
    }

    static WorkloadVolume? Volume(SpecNode node, string what, FindingList findings)
    {
        if (SpecFields.Open(node, $"{what}, a volume,", Fields, Example, findings) is not { } fields) return null;
        foreach (var field in (string[])["name", "mount"])
        {
            if (!fields.Has(field)) findings.Add(SpecRules.Missing, node.PlaceOf(field), $"{what}, a volume, has no '{field}'.", $"Write {Example}.");
        }

        var (name, mount) = (fields.Text("name"), fields.Text("mount"));
        if (name is not null && !ModuleListReader.InstanceName().IsMatch(name))
            findings.Add(SpecRules.NotAllowed, node.PlaceOf("name"), $"{what}, 'name' of a volume, must be lower-case letters, digits and '-', at most 40, a letter first; it is {CarriableText.Show(name)}.", "Choose another name, such as data.");
        if (mount is not null && (mount.Length > 255 || !Folder().IsMatch(mount) || mount.Split('/').Any(p => p is "." or "..")))
            findings.Add(SpecRules.NotAllowed, node.PlaceOf("mount"), $"{what}, 'mount', must be an absolute path of letters, digits and . _ - without '..'; it is {CarriableText.Show(mount)}.", "Write /var/lib/data.");

        int? size = null;
        if (node["size"] is { } sizeNode)
        {
            size = Quantity.MemoryMiB(sizeNode.Json);
            if (size is null) findings.Add(SpecRules.NotAllowed, sizeNode.Place, $"{what}, 'size' of a volume, must be whole MiB, such as \"512Mi\" or \"10Gi\"; it is {sizeNode.Show()}.", "Give another value.");
        }

        return name is null || mount is null ? null : new WorkloadVolume(name, mount, size, fields.Flag("read_only") ?? false);
    }

    [GeneratedRegex(@"\A(/[A-Za-z0-9._-]+)+\z", RegexOptions.NonBacktracking)]
    private static partial Regex Folder();
}
