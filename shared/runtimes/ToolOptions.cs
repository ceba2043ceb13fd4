using System.ComponentModel.DataAnnotations;

namespace InfraAgent.Runtimes;

/// <summary>Section <c>Tools</c> of the configuration.</summary>
public sealed record ToolOptions
{
    public const string Section = "Tools";

    /// <summary>Terraform's or OpenTofu's binary: a name looked up in PATH or a path.</summary>
    [Required]
    public string Terraform { get; init; } = "terraform";

    /// <summary>Helm's binary, likewise.</summary>
    [Required]
    public string Helm { get; init; } = "helm";

    /// <summary>kubectl's binary, likewise.</summary>
    [Required]
    public string Kubectl { get; init; } = "kubectl";

    /// <summary>The binary of Docker Compose; where it is not there, <c>docker compose</c> is tried.</summary>
    [Required]
    public string DockerCompose { get; init; } = "docker-compose";

    /// <summary>tflint's binary. Where it is not there, its check is listed as not run, and nothing waits for it.</summary>
    [Required]
    public string Tflint { get; init; } = "tflint";

    /// <summary>kubeconform's binary, likewise.</summary>
    [Required]
    public string Kubeconform { get; init; } = "kubeconform";

    /// <summary>A folder with schemas for <see cref="Kubeconform"/>, which is not asked without: it would take them from the network.</summary>
    public string? KubeconformSchemas { get; init; }

    /// <summary>The binary of the Open Policy Agent, which judges by policies written in Rego.</summary>
    [Required]
    public string Opa { get; init; } = "opa";

    /// <summary>conftest's binary, which does so where <see cref="Opa"/> is not there.</summary>
    [Required]
    public string Conftest { get; init; } = "conftest";

    /// <summary>infracost's binary, which then says what plans cost. Not looked for where nobody names it: it asks a pricing service. Its key is the service's, never a tool's setting.</summary>
    public string? Infracost { get; init; }

    /// <summary>Where providers come from instead of the registry: a folder (filesystem mirror) or an https URL (network mirror).</summary>
    public string? ProviderMirror { get; init; }

    /// <summary>Names of the service's own environment variables that tools may see beside the few that every tool gets.</summary>
    public IReadOnlyList<string> PassThrough { get; init; } = [];

    /// <summary>How long a tool may take to stop after it was interrupted; then it is killed.</summary>
    [Range(typeof(TimeSpan), "00:00:00.001", "01:00:00")]
    public TimeSpan Grace { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Limit of a command that only reads files and ought to take a moment (version, fmt, validate, show).</summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan QuickLimit { get; init; } = TimeSpan.FromMinutes(5);
}
