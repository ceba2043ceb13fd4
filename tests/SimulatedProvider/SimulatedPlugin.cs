namespace InfraAgent.SimulatedProvider;

/// <summary>A provider that is simulated: its name, and the version that it passes for.</summary>
public sealed record SimulatedPlugin(string Name, string Version)
{
    public static readonly SimulatedPlugin Aws = new("aws", "6.19.0"), Azurerm = new("azurerm", "4.51.0"), Google = new("google", "7.9.0");

    public static IReadOnlyList<SimulatedPlugin> All { get; } = [Aws, Azurerm, Google];

    /// <summary>Where Terraform looks for it.</summary>
    public string Address => $"registry.terraform.io/hashicorp/{Name}";

    /// <exception cref="ArgumentException">There is none of this name.</exception>
    public static SimulatedPlugin Named(string name) => All.FirstOrDefault(p => p.Name == name)
        ?? throw new ArgumentException($"'{name}' is not simulated; there are {string.Join(", ", All.Select(p => p.Name))}.", nameof(name));
}
