using System.Text.RegularExpressions;

namespace InfraAgent.Generator;

/// <summary>One item of <c>services</c>: its name, and where it stands.</summary>
sealed record ServiceSpec(string Name, SpecNode Node);

/// <summary>Reads one service of the specification, or of a module's template, into the neutral description of what runs.</summary>
sealed partial class ServiceReader(ReferenceReader references, FindingList findings)
{
    public static readonly IReadOnlyList<string> Fields =
    [
        "args", "command", "depends_on", "egress", "env", "exposure", "health", "image", "name", "ports", "read_only_root_filesystem", "replicas", "resources", "scaling",
        "secrets", "user", "volumes"
    ];

    /// <summary>Null when it cannot be told what would run; the findings say why. Names in <c>depends_on</c> are not looked up here.</summary>
    public Workload? Read(ServiceSpec service)
    {
        var what = $"Service '{service.Name}'";
        if (SpecFields.Open(service.Node, what, Fields, "{\"name\": …, \"image\": …}", findings) is not { } fields) return null;

        var image = Image(fields, what);
        var ports = PortReader.Read(fields, what, findings);
        var (variables, linked, secrets) = new EnvironmentReader(references, findings).Read(fields, what);
        var scaling = ResourcesReader.Scaling(fields, what, findings);
        var replicas = ResourcesReader.Replicas(fields, what, findings);
        var volumes = VolumeReader.Read(fields, what, findings);
        var workload = new Workload
        {
            Name = service.Name,
            Image = image ?? "",
            Command = fields.Texts("command", 100),
            Arguments = fields.Texts("args", 500),
            Ports = ports,
            Variables = variables,
            References = linked,
            Secrets = secrets,
            Resources = ResourcesReader.Read(fields, what, findings),
            Replicas = scaling is null ? replicas : null,
            Scaling = scaling,
            Health = HealthReader.Read(fields, what, ports, findings),
            Volumes = volumes,
            DependsOn = fields.Texts("depends_on", 100),
            Exposure = ExposureReader.Read(fields, what, ports, findings),
            Egress = !fields.Has("egress") ? [] : [.. fields.List("egress", 50, "[443]").Select(n => SpecFields.Whole(n, $"{what}, 'egress', a port,", 1, 65535, findings)).OfType<int>().Distinct().Order()],
            RunAsUser = fields.Whole("user", 1, int.MaxValue),
            ReadOnlyRootFilesystem = fields.Flag("read_only_root_filesystem") ?? true
        };
        return image is null ? null : workload;
    }

    string? Image(SpecFields fields, string what)
    {
        if (!fields.Has("image"))
        {
            findings.Add(SpecRules.Missing, fields.Node.PlaceOf("image"), $"{what} has no 'image'.", "Set it in the service, or as parameter, such as ghcr.io/owner/name:tag.");
            return null;
        }

        if (fields.Text("image") is not { } image) return null;
        if (image.Length <= 512 && ImageForm().IsMatch(image)) return image;
        findings.Add(SpecRules.NotAllowed, fields.Node.PlaceOf("image"), $"{what}, 'image', must be a reference to an image such as ghcr.io/owner/name:tag; it is {fields.Node["image"]!.Show()}.", "Give another value.");
        return null;
    }

    [GeneratedRegex(@"\A([a-zA-Z0-9][a-zA-Z0-9.-]*(:[0-9]{1,5})?/)?[a-z0-9]+([._-]+[a-z0-9]+)*(/[a-z0-9]+([._-]+[a-z0-9]+)*)*(:[a-zA-Z0-9_][a-zA-Z0-9_.-]{0,127})?(@sha256:[a-f0-9]{64})?\z", RegexOptions.NonBacktracking)]
    private static partial Regex ImageForm();
}
