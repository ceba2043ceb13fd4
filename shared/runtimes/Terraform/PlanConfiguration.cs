using System.Text.Json;

namespace InfraAgent.Runtimes.Terraform;

/// <summary>The code that a plan was made of, as its <c>configuration</c> tells. Paths of modules and addresses of resources are without instance keys: <c>module.net.</c>, <c>module.net.aws_vpc.this</c>.</summary>
sealed class PlanConfiguration
{
    readonly Dictionary<string, PlanModule> modules = new(StringComparer.Ordinal);
    readonly Dictionary<string, (PlanModule Module, JsonElement Code)> resources = new(StringComparer.Ordinal);

    public PlanConfiguration(JsonElement plan)
    {
        if (plan.TryGetProperty("configuration", out var configuration) && configuration.TryGetProperty("root_module", out var root))
            Add(new PlanModule("", root, default, null));
    }

    /// <summary>By address, with the module that each is written in.</summary>
    public IReadOnlyDictionary<string, (PlanModule Module, JsonElement Code)> Resources => resources;

    /// <summary>The module that another calls by this name.</summary>
    public PlanModule? Called(PlanModule by, string name) => modules.GetValueOrDefault($"{by.Path}module.{name}.");

    /// <summary><c>module.a["x"].aws_b.c[0]</c> is made by <c>module.a.aws_b.c</c>.</summary>
    public static string WithoutKeys(string address)
    {
        if (!address.Contains('[', StringComparison.Ordinal)) return address;
        var text = new System.Text.StringBuilder(address.Length);
        var quoted = false;
        var within = false;
        for (var i = 0; i < address.Length; i++)
        {
            var c = address[i];
            if (quoted && c == '\\') i++;
            else if (c == '"' && within) quoted = !quoted;
            else if (c == '[' && !quoted) within = true;
            else if (c == ']' && !quoted) within = false;
            else if (!within) text.Append(c);
        }
        return text.ToString();
    }

    void Add(PlanModule module)
    {
        modules[module.Path] = module;
        foreach (var resource in PlanJson.Items(module.Code, "resources"))
            if (PlanJson.Text(resource, "address") is { } address) resources[module.Path + address] = (module, resource);
        foreach (var call in PlanJson.Members(module.Code, "module_calls"))
            if (call.Value.TryGetProperty("module", out var code)) Add(new PlanModule($"{module.Path}module.{call.Name}.", code, call.Value, module));
    }
}

/// <param name="Path">Empty for the root.</param>
/// <param name="Call">The block that calls it, which gives it its variables; undefined for the root.</param>
sealed record PlanModule(string Path, JsonElement Code, JsonElement Call, PlanModule? Parent);
