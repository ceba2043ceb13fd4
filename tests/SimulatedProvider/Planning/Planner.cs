using InfraAgent.SimulatedProvider.Schemas;
using InfraAgent.SimulatedProvider.Values;

namespace InfraAgent.SimulatedProvider.Planning;

/// <summary>
/// What a provider decides while planning: defaults, what only an apply will know, and what forces a new object. Terraform checks the
/// result strictly: what is configured must stay, what is neither configured nor computed must stay null.
/// </summary>
public sealed class Planner(CloudAccount account)
{
    /// <summary>The planned value, and the attributes whose change needs a new object. Null stands for no object.</summary>
    public (object? Planned, IReadOnlyList<string> Replacing) Plan(ObjectSchema schema, object? prior, object? proposed, object? config)
    {
        if (Cty.AsObject(proposed) is not { } wanted) return (null, []);
        var planned = Cty.CopyObject(wanted);
        foreach (var attribute in schema.Block.Attributes.Where(a => a.WriteOnly)) planned[attribute.Name] = null;
        SetKnown(schema.Block, planned, config);
        SetDefaults(schema.Block, planned);
        // An update without a difference must return the very prior value, or Terraform plans one.
        if (prior is not null && Cty.Same(prior, planned, schema.Type)) return (prior, []);
        MarkUnknown(schema.Block, planned, config, prior);
        return (planned, prior is null ? [] : Replacing(schema.Block, prior, planned));
    }

    static List<string> Replacing(BlockSchema block, object? prior, object? planned) =>
        block.Attributes.Where(a => a.Replaces).Select(a => (a.Name, a.Type))
            .Concat(block.Blocks.Where(b => b.Replaces).Select(b => (b.Name, b.Type)))
            .Where(x => !Cty.Same(Cty.Get(prior, x.Name), Cty.Get(planned, x.Name), x.Type))
            .Select(x => x.Name)
            .ToList();

    /// <summary>Computed values that the provider knows before it makes anything.</summary>
    void SetKnown(BlockSchema block, SortedDictionary<string, object?> planned, object? config)
    {
        foreach (var attribute in block.Attributes.Where(a => a.Computed && Cty.Get(config, a.Name) is null))
        {
            if (attribute.Name == "tags_all") planned["tags_all"] = AllTags(planned.GetValueOrDefault("tags"));
            if (attribute.Name is "terraform_labels" or "effective_labels") planned[attribute.Name] = AllTags(planned.GetValueOrDefault("labels"));
            if (attribute.Optional && account.Filled.TryGetValue(attribute.Name, out var filled)) planned[attribute.Name] = filled;
        }
    }

    object AllTags(object? tags)
    {
        if (tags is Unknown) return Unknown.Value;
        var all = Cty.CopyObject(account.DefaultTags);
        foreach (var (name, value) in Cty.AsObject(tags) ?? []) all[name] = value;
        return all;
    }

    static void SetDefaults(BlockSchema block, SortedDictionary<string, object?> planned)
    {
        foreach (var attribute in block.Attributes)
            if (attribute.Default is not null && planned.GetValueOrDefault(attribute.Name) is null) planned[attribute.Name] = attribute.Default;
        foreach (var nested in block.Blocks)
            foreach (var element in Elements(planned.GetValueOrDefault(nested.Name))) SetDefaults(nested.Block, element);
    }

    /// <summary>Makes each computed value unknown that is neither configured nor kept from before.</summary>
    static void MarkUnknown(BlockSchema block, SortedDictionary<string, object?> planned, object? config, object? prior)
    {
        foreach (var attribute in block.Attributes)
            if (attribute.Computed && prior is null && Cty.Get(config, attribute.Name) is null && planned.GetValueOrDefault(attribute.Name) is null)
                planned[attribute.Name] = Unknown.Value;
        foreach (var nested in block.Blocks)
        {
            var value = planned.GetValueOrDefault(nested.Name);
            if (nested.Nesting == Nesting.Set)
            {
                // An element of a set has no place in which to look for what was configured or was there before: its own nulls tell.
                foreach (var element in Elements(value)) MarkUnknown(nested.Block, element, element, null);
                continue;
            }
            var (configured, before) = (Elements(Cty.Get(config, nested.Name)), Elements(Cty.Get(prior, nested.Name)));
            foreach (var (i, element) in Elements(value).Index())
                MarkUnknown(nested.Block, element, configured.ElementAtOrDefault(i), before.ElementAtOrDefault(i));
        }
    }

    /// <summary>The objects of a nested block, however it nests.</summary>
    static List<SortedDictionary<string, object?>> Elements(object? value) => value switch
    {
        SortedDictionary<string, object?> one => [one],
        List<object?> many => many.OfType<SortedDictionary<string, object?>>().ToList(),
        _ => [],
    };
}
