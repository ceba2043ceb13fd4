namespace InfraAgent.Hcl;

/// <summary>
/// Which resources take attributes of which others, as the code says: through locals, through variables into modules and through outputs out of
/// them. Addresses are without keys of instances, as a declaration has none.
/// </summary>
sealed class HclReferences(HclBudget budget)
{
    /// <summary>A module as it is called, whatever its instances.</summary>
    public sealed record Place(string Path, HclFolder Folder, HclBlock? Call, Place? Outer, IReadOnlyDictionary<string, Place> Inner);

    sealed record Bound(string Name, Bound? Outer);

    readonly Dictionary<string, IReadOnlySet<string>> found = new(StringComparer.Ordinal);

    public IReadOnlySet<string> Of(Place place, HclDeclaration resource)
    {
        var address = $"{place.Path}{resource.Type}.{resource.Name}";
        if (found.TryGetValue(address, out var known)) return known;
        var into = new HashSet<string>(StringComparer.Ordinal);
        Collect(place, resource.Block.Body, null, into, isResource: true);
        into.Remove(address);
        return found[address] = into;
    }

    void Collect(Place place, HclBody body, Bound? bound, HashSet<string> into, bool isResource = false)
    {
        foreach (var (name, value) in body.Attributes)
            if (!isResource || name is not ("depends_on" or "provider")) Collect(place, value, bound, into);
        foreach (var block in body.Blocks)
        {
            if (isResource && block.Type is "lifecycle" or "provisioner" or "connection") continue;
            var iterator = block.Type == "dynamic" && block.Labels is [var label] ? block.Body["iterator"] is HclName { Name: var named } ? named : label : null;
            Collect(place, block.Body, iterator is null ? bound : new Bound(iterator, bound), into);
        }
    }

    void Collect(Place place, HclExpression expression, Bound? bound, HashSet<string> into)
    {
        budget.Deeper();
        switch (expression)
        {
            case HclMember { Of: HclMember { Of: HclName { Name: "data" }, Name: var type }, Name: var name } when !IsBound(bound, "data"):
                if (place.Folder.Data.ContainsKey($"{type}.{name}")) into.Add($"{place.Path}data.{type}.{name}");
                break;
            case HclMember { Of: HclMember { Of: HclName { Name: "module" }, Name: var call }, Name: var output } when !IsBound(bound, "module"):
                Through(place, call, output, into);
                break;
            case HclMember { Of: HclIndex { Of: HclMember { Of: HclName { Name: "module" }, Name: var call }, Key: var key }, Name: var output } when !IsBound(bound, "module"):
                Through(place, call, output, into);
                Collect(place, key, bound, into);
                break;
            case HclMember { Of: HclName { Name: var kind }, Name: var name } when !IsBound(bound, kind):
                Follow(place, kind, name, into);
                break;
            case HclMember member: Collect(place, member.Of, bound, into); break;
            case HclIndex index:
                Collect(place, index.Of, bound, into);
                Collect(place, index.Key, bound, into);
                break;
            case HclSplat splat: Collect(place, splat.Of, bound, into); break;
            case HclTemplate template: All(template.Parts); break;
            case HclCall call: All(call.Arguments); break;
            case HclItems items: All(items.Items); break;
            case HclOperation operation: All(operation.Right is { } right ? [operation.Left, right] : [operation.Left]); break;
            case HclChoice choice: All([choice.If, choice.Then, choice.Else]); break;
            case HclObject made: All(made.Members.SelectMany(m => (HclExpression[])[m.Key, m.Value])); break;
            case HclFor loop:
                Collect(place, loop.In, bound, into);
                var within = new Bound(loop.ValueName, loop.KeyName is null ? bound : new Bound(loop.KeyName, bound));
                foreach (var part in (HclExpression?[])[loop.Key, loop.Value, loop.If])
                    if (part is not null) Collect(place, part, within, into);
                break;
        }

        void All(IEnumerable<HclExpression> parts)
        {
            foreach (var part in parts) Collect(place, part, bound, into);
        }
    }

    void Follow(Place place, string kind, string name, HashSet<string> into)
    {
        switch (kind)
        {
            case "local" when place.Folder.Locals.TryGetValue(name, out var local): Add(place, local, $"{place.Path}local.{name}", into); break;
            case "var" when place is { Outer: { } outer, Call.Body: var arguments } && arguments[name] is { } given: Add(outer, given, $"{place.Path}var.{name}", into); break;
            case "module": break;
            default:
                if (place.Folder.Resources.ContainsKey($"{kind}.{name}")) into.Add($"{place.Path}{kind}.{name}");
                break;
        }
    }

    void Through(Place place, string call, string output, HashSet<string> into)
    {
        if (place.Inner.TryGetValue(call, out var inner) && inner.Folder.Outputs.TryGetValue(output, out var made) && made.Body["value"] is { } value) Add(inner, value, $"{inner.Path}output.{output}", into);
    }

    void Add(Place place, HclExpression expression, string key, HashSet<string> into)
    {
        if (!found.TryGetValue(key, out var known))
        {
            var own = new HashSet<string>(StringComparer.Ordinal);
            // What leads back to itself adds nothing.
            found[key] = own;
            Collect(place, expression, null, own);
            known = own;
        }

        into.UnionWith(known);
    }

    static bool IsBound(Bound? bound, string name)
    {
        for (; bound is not null; bound = bound.Outer)
            if (bound.Name == name) return true;
        return false;
    }
}
