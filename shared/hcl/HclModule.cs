namespace InfraAgent.Hcl;

/// <summary>A module as it is called once, or the root: what its names stand for, each worked out when it is first asked for.</summary>
sealed class HclModule
{
    static readonly HashSet<string> OfCalls = ["source", "version", "count", "for_each", "providers", "depends_on"];
    static readonly HashSet<string> OfResources = ["count", "for_each", "provider", "depends_on", "lifecycle", "provisioner", "connection"];

    readonly HclConfiguration configuration;
    readonly Func<string, DataValue?> given;
    readonly HclKnowledge knowledge;
    readonly Dictionary<string, DataValue> known = new(StringComparer.Ordinal);
    readonly HashSet<string> asked = new(StringComparer.Ordinal);
    readonly Dictionary<string, Instances<HclModule>?> called = new(StringComparer.Ordinal);
    readonly Dictionary<string, Instances<DataMap>?> made = new(StringComparer.Ordinal);

    /// <param name="address"><c>module.a["x"].</c>, or nothing for the root.</param>
    /// <param name="declaration">The same without keys.</param>
    /// <param name="given">What a variable is set to; null: nothing.</param>
    public HclModule(HclConfiguration configuration, HclFolder folder, string address, string declaration, Func<string, DataValue?> given)
    {
        (this.configuration, Folder, Address, Declaration, this.given) = (configuration, folder, address, declaration, given);
        knowledge = new HclKnowledge(this, configuration.Budget);
    }

    public HclFolder Folder { get; }
    public string Address { get; }
    public string Declaration { get; }

    /// <summary><c>var.x</c>, <c>local.x</c>, or a resource, <c>aws_vpc.this</c>; null: there is no such thing.</summary>
    public DataValue? Find(string kind, string name) => kind switch
    {
        "var" => Folder.Variables.TryGetValue(name, out var variable) ? Once($"var.{name}", () => Variable(name, variable)) : null,
        "local" => Folder.Locals.TryGetValue(name, out var local) ? Once($"local.{name}", () => knowledge.Evaluate(local, null)) : null,
        "path" or "terraform" or "self" or "ephemeral" => HclUnknown.Instance,
        _ => Folder.Resources.TryGetValue($"{kind}.{name}", out var resource) ? Whole(Made(resource), values => new HclOpen(values)) : null,
    };

    /// <summary>What a data source finds is not known, but where its number is, so is how many there are.</summary>
    public DataValue? FindData(string type, string name) =>
        Folder.Data.TryGetValue($"{type}.{name}", out var source) ? Once($"data.{type}.{name}", () => Whole(Each(source.Block.Body, _ => DataMap.Empty), values => new HclOpen(values))) : null;

    /// <summary>All outputs of <c>module.x</c>, of each of its instances.</summary>
    public DataValue Called(string name, int line) =>
        Whole(CallsOf(name, line), m => new DataMap(m.Folder.Outputs.Keys.Select(o => KeyValuePair.Create(o, m.Output(o)))));

    /// <summary><c>module.x.y</c>, where x is called once; null: there are several of it, or none.</summary>
    public DataValue? Output(string name, string output, int line) => CallsOf(name, line) switch
    {
        null => HclUnknown.Instance,
        { Number: Number.One, All: [(_, var module)] } => module.Folder.Outputs.ContainsKey(output) ? module.Output(output) : throw new HclException($"'module.{name}' has no output '{output}'", line),
        _ => null,
    };

    /// <summary>Every instance of what a call makes; null where it is not known how many there are.</summary>
    public Instances<HclModule>? CallsOf(string name, int line)
    {
        if (called.TryGetValue(name, out var calls)) return calls;
        if (!Folder.Calls.TryGetValue(name, out var call)) throw new HclException($"'module.{name}' is not there", line);
        var folder = configuration.FolderOf(Folder, call);
        // The arguments of each are worked out when they are asked for: modules may take from each other in turn.
        return called[name] = Each(call.Body, instance => new HclModule(
            configuration, folder, $"{Address}module.{name}{instance.Suffix}.", $"{Declaration}module.{name}.",
            argument => OfCalls.Contains(argument) || call.Body[argument] is not { } value ? null : knowledge.Evaluate(value, instance.Scope)));
    }

    /// <summary>The values of every instance of a resource; null where it is not known how many there are.</summary>
    public Instances<DataMap>? Made(HclDeclaration resource)
    {
        var name = $"{resource.Type}.{resource.Name}";
        if (made.TryGetValue(name, out var instances)) return instances;
        if (!asked.Add(name)) throw new HclException($"'{name}' depends on itself", resource.Block.Line);
        try
        {
            return made[name] = Each(resource.Block.Body, instance => Values(resource.Block.Body, instance.Scope, isResource: true));
        }
        finally
        {
            asked.Remove(name);
        }
    }

    DataValue Output(string name) => Once($"output.{name}", () =>
    {
        var body = Folder.Outputs[name].Body;
        return IsSecret(body) || body["value"] is not { } value ? HclUnknown.Instance : knowledge.Evaluate(value, null);
    });

    DataValue Variable(string name, HclBlock variable)
    {
        var body = variable.Body;
        // What is marked as a secret is nobody's to look at, and comes from elsewhere.
        if (IsSecret(body)) return HclUnknown.Instance;
        var value = given(name);
        if (value is null || (value is DataNull && body["nullable"] is HclLiteral { Value: DataBool { Value: false } }))
            value = body["default"] is { } otherwise ? knowledge.Evaluate(otherwise, null) : HclUnknown.Instance;
        return body["type"] is { } type ? HclTypes.Convert(value, type, configuration.Budget) : value;
    }

    static bool IsSecret(HclBody body) => body["sensitive"] is not (null or HclLiteral { Value: DataBool { Value: false } }) || body["ephemeral"] is not (null or HclLiteral { Value: DataBool { Value: false } });

    DataValue Once(string name, Func<DataValue> work)
    {
        if (known.TryGetValue(name, out var value)) return value;
        if (!asked.Add(name)) throw new HclException($"'{name}' depends on itself", 0);
        try
        {
            return known[name] = work();
        }
        finally
        {
            asked.Remove(name);
        }
    }

    /// <summary>What <c>count</c> or <c>for_each</c> makes of a block; null where the code does not tell how many.</summary>
    Instances<T>? Each<T>(HclBody body, Func<Instance, T> make)
    {
        if (body["count"] is { } count)
        {
            if (Tried(count, null) is not { } number || HclText.Number(number, count.Line) is not DataNumber { Value: >= 0 } times || !double.IsInteger(times.Value)) return null;
            configuration.Budget.List((long)times.Value);
            return new(Number.Counted, [.. Enumerable.Range(0, (int)times.Value).Select(i => new Instance((DataValue)i, new HclScope("count", DataMap.Of(("index", i)), null))).Select(i => (i.Key, make(i)))]);
        }

        if (body["for_each"] is not { } each) return new(Number.One, [(null, make(new Instance(null, null)))]);
        if (Tried(each, null) is not { } value || value is DataList { Items.Count: > 0 } or DataNull || knowledge.Each(value, each.Line) is not { } items || items.Any(i => i.Key is not DataText)) return null;
        configuration.Budget.List(items.Count);
        return new(Number.Keyed, [.. items.Select(i => new Instance(i.Key, new HclScope("each", DataMap.Of(("key", i.Key), ("value", i.Value)), null))).Select(i => (i.Key, make(i)))]);
    }

    /// <summary>What a block sets, with the blocks within it as lists of objects.</summary>
    DataMap Values(HclBody body, HclScope? scope, bool isResource)
    {
        var values = new OrderedDictionary<string, DataValue>(StringComparer.Ordinal);
        foreach (var (name, value) in body.Attributes)
            if (!IsWriteOnly(name) && (!isResource || !OfResources.Contains(name))) values[name] = Tried(value, scope) ?? HclUnknown.Instance;
        foreach (var blocks in body.Blocks.Where(b => !isResource || !OfResources.Contains(b.Type)).GroupBy(b => b.Type == "dynamic" && b.Labels is [var label] ? label : b.Type))
            values[blocks.Key] = Blocks(blocks, scope) is { } items ? DataList.Of(items) : HclUnknown.Instance;
        return new DataMap(values);
    }

    // Providers take these and give them to nobody: no plan or state has them.
    static bool IsWriteOnly(string attribute) => attribute.EndsWith("_wo", StringComparison.Ordinal);

    /// <summary>Null where it is not known how many there are.</summary>
    List<DataValue>? Blocks(IEnumerable<HclBlock> blocks, HclScope? scope)
    {
        var items = new List<DataValue>();
        foreach (var block in blocks)
        {
            if (block.Type != "dynamic")
            {
                items.Add(new HclOpen(Values(block.Body, scope, isResource: false)));
                continue;
            }

            if (block.Body["for_each"] is not { } each || block.Body.Blocks is not [{ Type: "content" } content] || Tried(each, scope) is not { } value) return null;
            if (knowledge.Each(value is DataNull ? DataMap.Empty : value, each.Line) is not { } all) return null;
            var iterator = block.Body["iterator"] is HclName { Name: var named } ? named : block.Labels[0];
            configuration.Budget.List(items.Count + all.Count);
            foreach (var (key, item) in all)
                items.Add(new HclOpen(Values(content.Body, new HclScope(iterator, DataMap.Of(("key", key), ("value", item)), scope), isResource: false)));
        }

        return items;
    }

    /// <summary>Null where Terraform would refuse it, or it is not read: nothing is known then.</summary>
    DataValue? Tried(HclExpression expression, HclScope? scope)
    {
        try
        {
            return knowledge.Evaluate(expression, scope);
        }
        catch (HclException ex)
        {
            configuration.Missed(Address, ex);
            return null;
        }
    }

    static DataValue Whole<T>(Instances<T>? instances, Func<T, DataValue> value) => instances switch
    {
        null => HclUnknown.Instance,
        { Number: Number.One, All: [(_, var only)] } => value(only),
        { Number: Number.Keyed } => new DataMap(instances.All.Select(i => KeyValuePair.Create(((DataText)i.Key!).Value, value(i.Of)))),
        _ => DataList.Of(instances.All.Select(i => value(i.Of))),
    };
}

/// <summary>What says how many there are of a block: nothing, <c>count</c> or <c>for_each</c>.</summary>
enum Number { One, Counted, Keyed }

/// <summary>What one block made. <c>Key</c> is null of the only one.</summary>
sealed record Instances<T>(Number Number, IReadOnlyList<(DataValue? Key, T Of)> All);

/// <summary>One of what a block makes.</summary>
sealed record Instance(DataValue? Key, HclScope? Scope)
{
    /// <summary>As addresses have it: <c>["x"]</c>, <c>[0]</c>, or nothing.</summary>
    public string Suffix => SuffixOf(Key);

    public static string SuffixOf(DataValue? key) => key switch
    {
        DataText text => $"[\"{text.Value.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"]",
        DataNumber number => $"[{HclText.Spelled(number.Value)}]",
        _ => "",
    };
}
