using System.Text.Json;

namespace InfraAgent.Generator;

/// <summary>Builds services with the cloud's own module for them. What that module cannot express is refused, never left out.</summary>
sealed class TerraformServices(ModuleDefinition definition, WorkloadMapping mapping, Lazy<VariableNames> variables, FindingList findings)
{
    // The last is for networks that are closed, and these are not.
    static readonly string[] Elsewhere = ["depends_on", "name", "egress"];

    readonly HashSet<string> taken = mapping.Inputs.Values.Select(f => f.Field).ToHashSet(StringComparer.Ordinal);
    readonly HashSet<string> covered = mapping.Inputs.Values.SelectMany(f => WorkloadFields.Covers(f.Field)).ToHashSet(StringComparer.Ordinal);
    // What another input allows is chosen when that one is known.
    readonly KeyValuePair<string, MappedField>[] inOrder = [.. mapping.Inputs.OrderBy(m => definition.Inputs[m.Key].AllowedBy is null ? 0 : 1)];

    /// <param name="service">As it runs, with parameters; <paramref name="said"/>: as the specification has it, null where that is not complete.</param>
    public (ModuleSpec Module, IReadOnlyList<BoundParameter> Bound) Build(ServiceSpec service, Workload workload, Workload? said, IReadOnlyList<BoundField> fields)
    {
        CheckExpressible(service, workload);
        var inputs = new SortedDictionary<string, HclValue>(StringComparer.Ordinal);
        var module = new ModuleSpec(service.Name, definition, service.Node) { Inputs = inputs, DependsOn = workload.DependsOn, IsService = true };
        var bound = new List<BoundParameter>();
        foreach (var (name, field) in inOrder)
        {
            var input = definition.Inputs[name];
            if (Take(input, field, workload, inputs, service) is not { } value) continue;
            inputs.Add(name, value);
            // Without parameters it runs as it was said.
            if (ReferenceEquals(said, workload) && fields.Count == 0) continue;
            var setters = fields.Where(f => WorkloadFields.Takes(field.Field, f.Field)).ToArray();
            var before = said is null ? null : Convert(input, field, said, inputs);
            if (setters.Length == 0 && (said is null || Same(before, value))) continue;
            bound.Add(Bind(module, input, value, before, setters, fields));
        }

        return (module, bound);
    }

    BoundParameter Bind(ModuleSpec module, InputDefinition input, HclValue value, HclValue? before, BoundField[] setters, IReadOnlyList<BoundField> all)
    {
        var parameter = setters.Length > 0 ? setters[0].Parameter : all[0].Parameter;
        var variable = variables.Value.Of(module, input);
        if (value is not HclMap map) return new BoundParameter(parameter, variable, input, module, value) { Fallback = before };

        // Of a map, only the entries that parameters set are variable: the others may be other modules' outputs.
        var set = setters.Select(f => f.Path[^1]).ToHashSet(StringComparer.Ordinal);
        return new BoundParameter(parameter, variable, input, module, Entries(map, set.Contains))
        {
            Fallback = before is HclMap said && set.All(k => said.Items.TryGetValue(k, out var entry) && entry is HclText) ? Entries(said, set.Contains) : null,
            Beside = Entries(map, k => !set.Contains(k))
        };
    }

    static HclMap Entries(HclMap map, Func<string, bool> which) => HclMap.Of(map.Items.Where(i => which(i.Key)));

    HclValue? Take(InputDefinition input, MappedField field, Workload workload, SortedDictionary<string, HclValue> others, ServiceSpec service)
    {
        if (Convert(input, field, workload, others) is not { } value) return null;
        if (InputCheck.Explain(input, value) is not { } wrong) return value;
        if (field.Field == "secrets") return CheckStores(input, (HclMap)value, service);
        findings.Add(SpecRules.NotAllowed, WorkloadFields.PlaceOf(service.Node, field.Field), $"Service '{service.Name}', '{field.Field}', becomes the input '{input.Name}' of module '{definition.Name}', which {wrong}.", "Give another value.");
        return null;
    }

    // A cloud reads its own store of secrets, and the input's pattern says which that is.
    HclValue? CheckStores(InputDefinition input, HclMap secrets, ServiceSpec service)
    {
        foreach (var (name, reference) in secrets.Items.Where(s => InputCheck.Explain(input, HclMap.Of([s])) is not null))
        {
            findings.Add(SpecRules.NotExpressible, service.Node["secrets"]!.PlaceOf(name),
                $"Service '{service.Name}' has the secret {name} in {InputCheck.Show(reference)}, which module '{definition.Name}' cannot read: it takes {input.Pattern?.Meaning ?? "others"}.",
                "Keep the secret in that store, and name it there.");
        }

        return null;
    }

    static HclValue? Convert(InputDefinition input, MappedField field, Workload workload, SortedDictionary<string, HclValue> others)
    {
        var value = WorkloadFields.Read(workload, field.Field);
        if (value is not HclNumber number) return value;
        number = field.PerCore is { } core ? new HclNumber(number.Value * core / 1000) : field.PerGiB is { } gib ? new HclNumber(number.Value * gib / 1024) : number;
        if (input.Type == InputType.Integer) number = new HclNumber(Math.Ceiling(number.Value));
        return RoundUp(input, number, others);
    }

    // Clouds sell certain sizes: the next one that is large enough.
    static HclNumber RoundUp(InputDefinition input, HclNumber number, SortedDictionary<string, HclValue> others)
    {
        var sizes = input.Enum;
        if (input.AllowedBy is { } by && others.TryGetValue(by.Input, out var key) && by.Allowed.TryGetValue(InputCheck.Show(key), out var allowed)) sizes = allowed;
        return sizes.OfType<HclNumber>().Where(s => s.Value >= number.Value).MinBy(s => s.Value) ?? number;
    }

    void CheckExpressible(ServiceSpec service, Workload workload)
    {
        foreach (var (path, node) in Leaves(service.Node, ""))
        {
            var expressed = path switch
            {
                "health.port" => covered.Contains("ports") && workload.Health?.Path is not null,
                "exposure.port" => covered.Contains("ports"),
                _ => covered.Contains(path)
            };
            if (!expressed) Refuse(service, node.Place, $"'{path}'");
            else if (path == "volumes") CheckVolumes(service, workload, taken);
            else if (path == "exposure.tls" && node.Kind == JsonValueKind.String) Refuse(service, node.Place, "the name of a certificate's secret");
        }

        if (!covered.Contains("ports")) return;
        var port = WorkloadFields.Port(workload);
        foreach (var (i, node) in (service.Node["ports"]?.Items ?? []).Index())
        {
            if (i >= workload.Ports.Count) break;
            if (workload.Ports[i] != port) Refuse(service, node.Place, $"a further port ('{workload.Ports[i].Name}')");
            else if (port.Port != port.Target) Refuse(service, node.Place, "a port that differs from its 'target'");
        }
    }

    void CheckVolumes(ServiceSpec service, Workload workload, HashSet<string> taken)
    {
        foreach (var node in service.Node["volumes"]!.Items)
        {
            if (node["name"] is not { Kind: JsonValueKind.String } name || workload.Volumes.FirstOrDefault(v => name.Json.ValueEquals(v.Name)) is not { } volume) continue;
            if (volume.ReadOnly) Refuse(service, node.PlaceOf("read_only"), $"a volume that is only read ('{volume.Name}')");
            var kept = volume.SizeMiB is not null;
            if (!taken.Contains(kept ? "volumes.kept" : "volumes.scratch")) Refuse(service, node.Place, kept ? $"a volume that is kept ('{volume.Name}')" : $"scratch space ('{volume.Name}')");
            else if (kept && (workload.Scaling?.Max ?? workload.Replicas) > 1) Refuse(service, node.Place, $"a volume that is kept for each of several replicas ('{volume.Name}')");
        }
    }

    void Refuse(ServiceSpec service, string place, string what) =>
        findings.Add(SpecRules.NotExpressible, place, $"Service '{service.Name}' has {what}, which module '{definition.Name}' cannot express: that is what services become with this cloud.",
            $"Leave it out, or use the module '{definition.Name}' itself in 'modules', with its own inputs.");

    // The fields that the caller said, as far down as a mapping can name them.
    static IEnumerable<(string Path, SpecNode Node)> Leaves(SpecNode node, string prefix)
    {
        foreach (var (name, member) in node.Members)
        {
            if (prefix.Length == 0 && Elsewhere.Contains(name)) continue;
            var path = prefix + name;
            if (member.Kind == JsonValueKind.Object && path is not ("env" or "secrets"))
            {
                foreach (var leaf in Leaves(member, path + ".")) yield return leaf;
            }
            else yield return (path, member);
        }
    }

    static bool Same(HclValue? one, HclValue other) => one is not null && HclWriter.Write(one) == HclWriter.Write(other);
}
