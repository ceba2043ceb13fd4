using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace InfraAgent.Generator;

/// <summary>One instance of a module: its Terraform code, worked out for this request. Everything is looked at when it is asked for, and once.</summary>
sealed class PulumiModule : IHclNames
{
    static readonly PulumiResourceType RandomId = new("terraform_data", PulumiToken.Parse("random:index/randomId:RandomId")) { Names = new Dictionary<string, string> { ["id"] = "hex" } };
    // Said of a block's number, its order or its life: none of them is a property.
    static readonly string[] Meta = ["count", "for_each", "depends_on", "provider"];

    readonly PulumiAuthoring program;
    readonly ModuleSpec module;
    readonly Func<InputDefinition, DataValue> input;
    readonly HclEvaluator evaluator;
    readonly Dictionary<string, HclExpression> locals = new(StringComparer.Ordinal);
    readonly Dictionary<(string, string), HclBlock> resources = [];
    readonly Dictionary<(string, string), HclBlock> data = [];
    readonly Dictionary<string, string> moved = new(StringComparer.Ordinal);
    readonly Dictionary<string, DataValue> known = new(StringComparer.Ordinal);

    public PulumiModule(PulumiAuthoring program, ModuleSpec module, HclBody code, Func<InputDefinition, DataValue> input)
    {
        this.program = program;
        this.module = module;
        this.input = input;
        evaluator = new HclEvaluator(this);
        foreach (var block in code.Blocks)
        {
            switch (block.Type)
            {
                case "locals": foreach (var (name, value) in block.Body.Attributes) locals[name] = value; break;
                case "resource": resources[(block.Labels[0], block.Labels[1])] = block; break;
                case "data": data[(block.Labels[0], block.Labels[1])] = block; break;
                case "moved" when block.Body["from"] is HclMember { Of: HclName oldType } from && block.Body["to"] is HclMember { Of: HclName type } to: moved[$"{type.Name}.{to.Name}"] = $"{oldType.Name}.{from.Name}"; break;
            }
        }
    }

    public DataValue Output(string name) => Once("output." + name, () => evaluator.Evaluate(HclParser.Expression(module.Definition.Outputs.Single(o => o.Name == name).Value)));

    public IEnumerable<PulumiResource> Resources() => resources.Values.SelectMany(b => Instances(b).Select(i => Build(b, i)));

    public DataValue? Find(string kind, string name) => kind switch
    {
        "var" => module.Definition.Inputs.TryGetValue(name, out var definition) ? Once("var." + name, () => input(definition)) : null,
        "local" => locals.TryGetValue(name, out var value) ? Once("local." + name, () => evaluator.Evaluate(value)) : null,
        _ => resources.TryGetValue((kind, name), out var block) ? Once($"{kind}.{name}", () => Whole(block)) : null
    };

    public DataValue? FindData(string type, string name) => data.TryGetValue((type, name), out var block) ? Once($"data.{type}.{name}", () => Call(block)) : null;

    public void Decides(PulumiConfigValue parameter) => program.Decides(parameter);

    public DataValue? Configured(PulumiReference reference) => program.Configured(reference);

    /// <summary>What the code sets an attribute of one of its resources to.</summary>
    public DataValue? Configured(string resource, string attribute)
    {
        foreach (var block in resources.Values.Where(b => b.Body[attribute] is not null))
        {
            if (Instances(block).FirstOrDefault(i => i.Name == resource) is { } instance) return evaluator.Evaluate(block.Body[attribute]!, instance.Scope);
        }

        return null;
    }

    public string? ArnService(PulumiReference reference) => program.Names.ArnService(reference);

    DataValue Once(string what, Func<DataValue> find)
    {
        if (known.TryGetValue(what, out var value)) return value;
        return known[what] = find();
    }

    sealed record Instance(string Name, HclScope? Scope, string? Key);

    // What a reference to the block stands for: one resource, a list, or a map of them.
    DataValue Whole(HclBlock block)
    {
        var type = Type(block);
        var instances = Instances(block).Select(i => (i.Key, Reference: (DataValue)new PulumiReference(i.Name, "") { Type = type })).ToArray();
        if (block.Body["count"] is not null) return DataList.Of(instances.Select(i => i.Reference));
        return block.Body["for_each"] is null ? instances[0].Reference : new DataMap(instances.Select(i => KeyValuePair.Create(i.Key!, i.Reference)));
    }

    IReadOnlyList<Instance> Instances(HclBlock block)
    {
        var name = Name(block.Labels[0], block.Labels[1]);
        if (block.Body["count"] is { } count)
        {
            var number = evaluator.Known(evaluator.Evaluate(count), block.Line) is DataNumber said ? (int)said.Value : throw new HclException("'count' must be a number", block.Line);
            var numbered = !IsSwitch(count);
            return [.. Enumerable.Range(0, number).Select(i => new Instance(numbered ? string.Create(CultureInfo.InvariantCulture, $"{name}-{i}") : name, new HclScope("count", DataMap.Of(("index", i)), null), null))];
        }

        if (block.Body["for_each"] is not { } each) return [new Instance(name, null, null)];
        var items = Each(each, block.Line);
        var several = items.CountBy(i => Plain(i.Key), StringComparer.Ordinal).Where(c => c.Value > 1).Select(c => c.Key).ToHashSet(StringComparer.Ordinal);
        return [.. items.Select(i => new Instance($"{name}-{Plain(i.Key)}{(several.Contains(Plain(i.Key)) ? "-" + Mark(i.Key) : "")}", i.Scope, i.Key))];
    }

    (string Key, HclScope Scope)[] Each(HclExpression each, int line)
    {
        var all = evaluator.Evaluate(each);
        // The keys of a set are its items.
        return [.. evaluator.Each(all, line).Select(i => (Key: evaluator.Known(all is DataMap ? i.Key : i.Value, line) is DataText text ? text.Value : throw new HclException("a key must be a text", line), i.Value))
            .Select(i => (i.Key, new HclScope("each", DataMap.Of(("key", i.Key), ("value", i.Value)), null)))];
    }

    // Whether a thing is there at all: there is never a second one to tell it from.
    bool IsSwitch(HclExpression count) => count switch
    {
        HclLiteral { Value: DataNumber { Value: 0 or 1 } } => true,
        HclChoice choice => IsSwitch(choice.Then) && IsSwitch(choice.Else),
        HclMember { Of: HclName { Name: "local" }, Name: var name } => locals.TryGetValue(name, out var value) && IsSwitch(value),
        _ => false
    };

    // Names are keys of YAML and stand within ${…}: no dots, brackets or braces.
    static string Plain(string key) => string.Join('-', string.Concat(key.Select(c => char.IsAsciiLetterOrDigit(c) ? c : ' ')).Split(' ', StringSplitOptions.RemoveEmptyEntries)) is { Length: > 0 } plain ? plain : "x";

    static string Mark(string key) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)))[..6];

    // vpc-private-subnet: the instance, what the code calls it, what it is. Nothing is said twice.
    string Name(string type, string label)
    {
        var words = (type == RandomId.Terraform ? RandomId : program.Type(type, 0)).Token.Words;
        var own = label == "this" ? "" : "-" + label.Replace('_', '-');
        // bucket-policy, not bucket-bucket-policy.
        if (own.Length == 0 && words.Split('-') is [var first, _, ..] && module.Name.Split('-')[^1] == first) return module.Name + words[first.Length..];
        return own.Length == 0 && (module.Name == words || module.Name.EndsWith("-" + words, StringComparison.Ordinal)) ? module.Name
            : own.EndsWith("-" + words, StringComparison.Ordinal) ? module.Name + own : $"{module.Name}{own}-{words}";
    }

    PulumiResourceType Type(HclBlock block) => block.Labels[0] == RandomId.Terraform ? RandomId : program.Type(block.Labels[0], block.Line);

    PulumiResource Build(HclBlock block, Instance instance)
    {
        var type = Type(block);
        var life = block.Body.Blocks.Where(b => b.Type == "lifecycle").ToArray();
        foreach (var condition in life.SelectMany(l => l.Body.Blocks.Where(b => b.Type == "precondition"))) Check(condition, instance.Scope);
        return new PulumiResource
        {
            Name = instance.Name,
            Type = type.Token,
            Section = module.Name,
            Comment = instance.Scope is null || instance.Key is null && instance.Scope.Value.Equals(DataMap.Of(("index", 0))) ? [.. block.Comment.Where(c => !c.StartsWith($"{module.Definition.Name} {module.Definition.Version}", StringComparison.Ordinal))] : [],
            Properties = type == RandomId ? Random(block) : Properties(block.Body, type, "", instance.Scope),
            DependsOn = [.. ((block.Body["depends_on"] as HclItems)?.Items ?? []).SelectMany(i => PulumiResource.References(evaluator.Evaluate(i))).Select(r => r.Root).Distinct(StringComparer.Ordinal)],
            IgnoreChanges = [.. life.SelectMany(l => (l.Body["ignore_changes"] as HclItems)?.Items ?? []).Select(i => Ignored(i, type).Property)],
            Protect = life.Any(l => l.Body["prevent_destroy"] is HclLiteral { Value: DataBool { Value: true } }),
            Aliases = instance.Scope is null && moved.TryGetValue($"{block.Labels[0]}.{block.Labels[1]}", out var old) ? [Name(old.Split('.')[0], old.Split('.')[1])] : []
        };
    }

    // scaling_config[0].desired_size is scalingConfig.desiredSize.
    static (string Path, string Property) Ignored(HclExpression expression, PulumiResourceType type)
    {
        switch (expression)
        {
            case HclName name: return (name.Name, type.Property(name.Name));
            case HclMember member:
                var above = Ignored(member.Of, type);
                return ($"{above.Path}.{member.Name}", $"{above.Property}.{type.Property($"{above.Path}.{member.Name}")}");
            case HclIndex { Key: HclLiteral { Value: DataNumber number } } index:
                var of = Ignored(index.Of, type);
                return type.Objects.Contains(of.Path) ? of : (of.Path, string.Create(CultureInfo.InvariantCulture, $"{of.Property}[{number.Value}]"));
            default: throw new HclException("'ignore_changes' names attributes", expression.Line);
        }
    }

    // A name that is made once, and anew when one of these changes.
    DataMap Random(HclBlock block)
    {
        var keepers = block.Body["triggers_replace"] is HclItems items ? items.Items.Select(i => evaluator.Evaluate(i)).ToArray() : [];
        return DataMap.Of(("byteLength", 4), ("keepers", new DataMap(keepers.Index().Where(k => k.Item is not DataNull)
            .Select(k => KeyValuePair.Create(k.Index.ToString(CultureInfo.InvariantCulture), evaluator.Text(k.Item, block.Line))))));
    }

    void Check(HclBlock condition, HclScope? scope)
    {
        try
        {
            if (evaluator.Truth(condition.Body["condition"]!, scope)) return;
        }
        catch (HclUnknownException)
        {
            // What only a run can tell, the run tells: nothing is made of a zone or subnet that is not there.
            return;
        }

        program.Findings.Add(SpecRules.NotTogether, module.Node.Place, $"{char.ToUpperInvariant(module.What[0])}{module.What[1..]}: {(evaluator.Evaluate(condition.Body["error_message"]!, scope) as DataText)?.Value}", "Change the inputs that are named.");
    }

    DataMap Properties(HclBody body, PulumiResourceType? type, string above, HclScope? scope)
    {
        var properties = new List<KeyValuePair<string, DataValue>>();
        foreach (var (name, expression) in body.Attributes.Where(a => above.Length > 0 || !Meta.Contains(a.Key)))
        {
            var path = above + name;
            var value = Whole(evaluator.Evaluate(expression, scope), expression.Line);
            if (value is not DataNull) properties.Add(KeyValuePair.Create(type?.Property(path) ?? PulumiNames.Camel(name, '_'), Scalar(value, type?.Scalars.GetValueOrDefault(path), expression.Line)));
        }

        var blocks = body.Blocks.Where(b => above.Length > 0 || b.Type != "lifecycle").SelectMany(b => Blocks(b, type, above, scope)).ToLookup(b => b.Name, b => b.Value, StringComparer.Ordinal);
        foreach (var block in blocks)
        {
            var one = type?.Objects.Contains(above + block.Key) == true;
            properties.Add(KeyValuePair.Create(type?.Property(above + block.Key) ?? PulumiNames.Camel(block.Key, '_') + "s", one ? block.First() : DataList.Of(block)));
        }

        return new DataMap(properties);
    }

    IEnumerable<(string Name, DataValue Value)> Blocks(HclBlock block, PulumiResourceType? type, string above, HclScope? scope)
    {
        if (block.Type != "dynamic")
        {
            yield return (block.Type, Properties(block.Body, type, $"{above}{block.Type}.", scope));
            yield break;
        }

        var name = block.Labels[0];
        var all = evaluator.Evaluate(block.Body["for_each"]!, scope);
        foreach (var (key, value) in evaluator.Each(all, block.Line))
        {
            var within = new HclScope(name, DataMap.Of(("key", all is DataMap ? key : value), ("value", value)), scope);
            yield return (name, Properties(block.Body.Blocks.Single(b => b.Type == "content").Body, type, $"{above}{name}.", within));
        }
    }

    // A resource is no value: what is meant of it is said in the code.
    static DataValue Whole(DataValue value, int line) => PulumiResource.References(value).Any(r => r.Path.Length == 0) ? throw new HclException("a whole resource is no value", line) : value;

    DataValue Scalar(DataValue value, string? type, int line) => (type, value) switch
    {
        (null, _) => value,
        ("number", DataText text) => new DataNumber(double.Parse(text.Value, CultureInfo.InvariantCulture)),
        ("number", PulumiConfigValue { Value: DataText }) => Scalar(evaluator.Known(value, line), type, line),
        ("boolean", DataText text) => text.Value == "true",
        ("string", DataNumber or DataBool) => evaluator.Text(value, line),
        _ => value
    };

    // Names and arguments are the same for every module that asks the same thing.
    DataValue Call(HclBlock block)
    {
        DataValue Made(HclScope? scope) => program.Call(block.Labels[0], Properties(block.Body, null, "", scope), block.Line);
        if (block.Body["for_each"] is { } each) return new DataMap(Each(each, block.Line).Select(i => KeyValuePair.Create(i.Key, Made(i.Scope))));

        var instances = block.Body["count"] is null ? [null] : Instances(block.Body["count"]!, block.Line);
        var calls = instances.Select(Made).ToArray();
        return block.Body["count"] is null ? calls[0] : new DataList(calls);
    }

    HclScope?[] Instances(HclExpression count, int line) =>
        [.. Enumerable.Range(0, evaluator.Known(evaluator.Evaluate(count), line) is DataNumber number ? (int)number.Value : 0).Select(i => new HclScope("count", DataMap.Of(("index", i)), null))];
}
