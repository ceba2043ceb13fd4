using System.Text.Json;

namespace InfraAgent.Generator;

/// <summary>The fields of services that parameters can set: what differs between deployments of the same code.</summary>
sealed class ServiceParameters(IReadOnlyList<ServiceSpec> services)
{
    public static readonly IReadOnlyList<string> Fields =
    [
        "exposure.host", "image", "replicas", "resources.cpu", "resources.limits.cpu", "resources.limits.memory", "resources.memory", "scaling.max", "scaling.min",
        "scaling.target_cpu", "scaling.target_rps"
    ];

    static readonly string[] ImageAlone = ["image", "container_image"];

    readonly Dictionary<string, ServiceSpec> byName = services.ToDictionary(s => s.Name, StringComparer.Ordinal);

    public IEnumerable<(ServiceSpec Service, IReadOnlyList<string> Path, string FullName)> Find(string parameter)
    {
        if (ImageAlone.Contains(parameter) && services is [var only]) yield return (only, ["image"], $"{only.Name}.image");
        var dot = parameter.IndexOf('.', StringComparison.Ordinal);
        if (dot < 0 || !byName.TryGetValue(parameter[..dot], out var service)) yield break;

        var path = parameter[(dot + 1)..].Split('.');
        // Of the environment, what the specification names: a misspelt variable would go unnoticed otherwise.
        if (path is ["env", var variable] ? service.Node["env"]?[variable] is not null : Fields.Contains(string.Join('.', path)) && ParentIsThere(service.Node, path))
            yield return (service, path, parameter);
    }

    /// <summary>All names, for those who look for the right one.</summary>
    public IEnumerable<string> Known() => services.SelectMany(Known);

    /// <summary>The same in ordinal order, made one by one: with a dot behind it, no service's name begins with another's.</summary>
    public IEnumerable<string> KnownInOrder() => services.OrderBy(s => s.Name + ".", StringComparer.Ordinal).SelectMany(s => Known(s).Order(StringComparer.Ordinal));

    static IEnumerable<string> Known(ServiceSpec service) => Fields.Where(f => ParentIsThere(service.Node, f.Split('.')))
        .Concat((service.Node["env"]?.Members.Keys ?? Enumerable.Empty<string>()).Select(v => "env." + v)).Select(f => $"{service.Name}.{f}");

    /// <summary>The services with the fields set.</summary>
    public static IReadOnlyList<ServiceSpec> Apply(IReadOnlyList<ServiceSpec> services, IReadOnlyList<BoundField> fields)
    {
        var byService = fields.ToLookup(f => f.Service, StringComparer.Ordinal);
        return fields.Count == 0 ? services : [.. services.Select(s => s with { Node = byService[s.Name].Aggregate(s.Node, (node, field) => Set(node, field.Path, field.Value)) })];
    }

    static SpecNode Set(SpecNode node, IReadOnlyList<string> path, SpecNode value) =>
        node.With(path[0], path.Count == 1 ? value : Set(node[path[0]]!, [.. path.Skip(1)], value));

    static bool ParentIsThere(SpecNode node, string[] path)
    {
        for (var i = 0; i < path.Length - 1; i++)
        {
            if (node[path[i]] is not { Kind: JsonValueKind.Object } next) return false;
            node = next;
        }

        return true;
    }
}
