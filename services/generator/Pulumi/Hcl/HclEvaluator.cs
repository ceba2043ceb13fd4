using System.Globalization;

namespace InfraAgent.Generator;

/// <summary>Works out expressions as far as they can be known before a run. What a resource will tell stays a reference, and what a parameter says
/// stays one, too, as long as nothing else depends on it.</summary>
sealed class HclEvaluator(IHclNames names)
{
    public DataValue Evaluate(HclExpression expression, HclScope? scope = null)
    {
        switch (expression)
        {
            case HclLiteral literal: return literal.Value;
            case HclTemplate template: return PulumiText.Of(template.Parts.Select(p => Text(Evaluate(p, scope), p.Line)));
            case HclName name: return HclScope.Find(scope, name.Name) ?? throw new HclException($"'{name.Name}' is not there", name.Line);
            case HclMember member: return Member(member, scope);
            case HclIndex index: return Index(Evaluate(index.Of, scope), Known(Evaluate(index.Key, scope), index.Line), index.Line);
            case HclSplat splat: return Splat(splat, scope);
            case HclCall call: return Call(call, scope);
            case HclOperation operation: return Operate(operation, scope);
            case HclChoice choice: return Evaluate(Truth(choice.If, scope) ? choice.Then : choice.Else, scope);
            case HclItems items: return DataList.Of(items.Items.Select(i => Evaluate(i, scope)));
            case HclObject made:
                var members = new List<KeyValuePair<string, DataValue>>();
                foreach (var (key, value) in made.Members) members.Add(KeyValuePair.Create(Key(Evaluate(key, scope), key.Line), Evaluate(value, scope)));
                return Made(members, made.Line);
            case HclFor loop: return For(loop, scope);
            default: throw new HclException("this expression is not read", expression.Line);
        }
    }

    public bool Truth(HclExpression expression, HclScope? scope) =>
        Known(Evaluate(expression, scope), expression.Line) is DataBool truth ? truth.Value : throw new HclException("true or false is expected", expression.Line);

    /// <summary>Key and value of each of a map's members, in the order of the keys, or of a list's items, whose keys are their numbers.</summary>
    public IEnumerable<(DataValue Key, DataValue Value)> Each(DataValue value, int line) => Opened(value) switch
    {
        DataMap map => map.Items.OrderBy(i => i.Key, StringComparer.Ordinal).Select(i => ((DataValue)i.Key, i.Value)),
        DataList list => list.Items.Index().Select(i => ((DataValue)i.Index, i.Item)),
        PulumiExpression => throw new HclUnknownException("What a list holds", line),
        _ => throw new HclException("a list or a map is expected", line)
    };

    /// <summary>The value, with the parameters' values in it: they decide from here on.</summary>
    public DataValue Known(DataValue value, int line)
    {
        switch (value)
        {
            case PulumiConfigValue parameter:
                names.Decides(parameter);
                return parameter.Value;
            case PulumiText text: return PulumiText.Of(text.Parts.Select(p => Text(Known(p, line), line)));
            case PulumiReference reference when names.Configured(reference) is { } configured: return Known(configured, line);
            case PulumiReference reference: throw new HclUnknownException($"'{reference.Root}.{reference.Path}'", line);
            case PulumiExpression: throw new HclUnknownException("This", line);
            default: return value;
        }
    }

    /// <summary>A list or map; a parameter that is one decides from here on.</summary>
    public DataValue Opened(DataValue value) => value is PulumiConfigValue ? Known(value, 0) : value;

    DataValue Member(HclMember member, HclScope? scope)
    {
        if (member.Of is HclName { Name: var kind } && HclScope.Find(scope, kind) is null && kind != "data")
            return names.Find(kind, member.Name) ?? throw new HclException($"'{kind}.{member.Name}' is not there", member.Line);
        if (member.Of is HclMember { Of: HclName { Name: "data" }, Name: var type }) return names.FindData(type, member.Name) ?? throw new HclException($"'data.{type}.{member.Name}' is not there", member.Line);
        return Member(Evaluate(member.Of, scope), member.Name, member.Line);
    }

    static DataValue Member(DataValue of, string name, int line) => of switch
    {
        DataMap map => map[name] ?? throw new HclException($"there is no '{name}'", line),
        PulumiReference reference => Below(reference, name),
        _ => throw new HclException($"nothing has a '{name}' here", line)
    };

    static DataValue Below(PulumiReference reference, string name)
    {
        var path = reference.TerraformPath.Length == 0 ? name : $"{reference.TerraformPath}.{name}";
        var property = reference.Type?.Property(path) ?? PulumiNames.Camel(name, '_');
        var found = reference with { Path = reference.Path.Length == 0 ? property : $"{reference.Path}.{property}", TerraformPath = path };
        return reference.Type is null && name == "secret_string" ? new PulumiSecret(found) : found;
    }

    static DataValue Index(DataValue of, DataValue key, int line) => (of, key) switch
    {
        (DataMap map, DataText text) => map[text.Value] ?? throw new HclException($"there is no '{text.Value}'", line),
        (DataList list, DataNumber { Value: >= 0 } number) when number.Value < list.Items.Count => list.Items[(int)number.Value],
        // What is a list of one there is the one itself here.
        (PulumiReference { Type: { } type } reference, DataNumber { Value: 0 }) when type.Objects.Contains(reference.TerraformPath) => reference,
        (PulumiReference reference, DataNumber number) => reference with { Path = string.Create(CultureInfo.InvariantCulture, $"{reference.Path}[{number.Value}]") },
        _ => throw new HclException("there is nothing at this index", line)
    };

    DataList Splat(HclSplat splat, HclScope? scope)
    {
        var of = Evaluate(splat.Of, scope);
        IEnumerable<DataValue> items = of switch { DataNull => [], DataList list => list.Items, _ => [of] };
        return DataList.Of(items.Select(i => splat.Members.Aggregate(i, (at, name) => Member(at, name, splat.Line))));
    }

    DataValue Call(HclCall call, HclScope? scope)
    {
        var arguments = call.Arguments.Select(a => Evaluate(a, scope)).ToList();
        if (call.Spread && Opened(arguments[^1]) is DataList last)
        {
            arguments.RemoveAt(arguments.Count - 1);
            arguments.AddRange(last.Items);
        }

        return new HclFunctions(this, names, call.Line).Call(call.Name, arguments);
    }

    DataValue Operate(HclOperation operation, HclScope? scope)
    {
        if (operation.Operator is "&&" or "||")
        {
            var left = Truth(operation.Left, scope);
            return left == (operation.Operator == "||") ? left : Truth(operation.Right!, scope);
        }

        var first = Evaluate(operation.Left, scope);
        if (operation.Right is null)
        {
            return (operation.Operator, Known(first, operation.Line)) switch
            {
                ("!", DataBool truth) => !truth.Value,
                ("-", DataNumber number) => new DataNumber(-number.Value),
                _ => throw new HclException($"'{operation.Operator}' does not go with this", operation.Line)
            };
        }

        var second = Evaluate(operation.Right, scope);
        if (operation.Operator is "==" or "!=") return Same(first, second, operation.Line) == (operation.Operator == "==");
        if ((Known(first, operation.Line), Known(second, operation.Line)) is not (DataNumber a, DataNumber b)) throw new HclException("numbers are expected", operation.Line);
        return operation.Operator switch
        {
            "+" => new DataNumber(a.Value + b.Value),
            "-" => new DataNumber(a.Value - b.Value),
            "*" => new DataNumber(a.Value * b.Value),
            "/" or "%" when b.Value == 0 => throw new HclException("nothing can be divided by 0", operation.Line),
            "/" => new DataNumber(a.Value / b.Value),
            "%" => new DataNumber(a.Value % b.Value),
            "<" => a.Value < b.Value,
            "<=" => a.Value <= b.Value,
            ">" => a.Value > b.Value,
            _ => a.Value >= b.Value
        };
    }

    bool Same(DataValue first, DataValue second, int line)
    {
        // Whether there is a value at all is known of everything, and of a parameter whatever it is set to.
        if (first is DataNull || second is DataNull) return first is DataNull && second is DataNull;
        return (first is PulumiExpression and not PulumiConfigValue || second is PulumiExpression and not PulumiConfigValue) && first.Equals(second)
            || Known(first, line).Equals(Known(second, line));
    }

    DataValue For(HclFor loop, HclScope? scope)
    {
        if (loop.Groups) throw new HclException("values that are grouped by their keys are not read", loop.Line);
        var (members, items) = (new List<KeyValuePair<string, DataValue>>(), new List<DataValue>());
        foreach (var (key, value) in Each(Evaluate(loop.In, scope), loop.Line))
        {
            var within = new HclScope(loop.ValueName, value, loop.KeyName is null ? scope : new HclScope(loop.KeyName, key, scope));
            if (loop.If is not null && !Truth(loop.If, within)) continue;
            if (loop.Key is null) items.Add(Evaluate(loop.Value, within));
            else members.Add(KeyValuePair.Create(Key(Evaluate(loop.Key, within), loop.Line), Evaluate(loop.Value, within)));
        }

        return loop.Key is null ? new DataList(items) : Made(members, loop.Line);
    }

    static DataMap Made(List<KeyValuePair<string, DataValue>> members, int line) =>
        members.CountBy(m => m.Key, StringComparer.Ordinal).FirstOrDefault(c => c.Value > 1).Key is { } twice ? throw new HclException($"{CarriableText.Show(twice)} is there twice", line) : new DataMap(members);

    string Key(DataValue value, int line) => Known(value, line) is DataText text ? text.Value : throw new HclException("a key must be a text", line);

    /// <summary>As text, where it is none: numbers and truths are known by then, since tools of both languages spell them in their own ways.</summary>
    public DataValue Text(DataValue value, int line) => value switch
    {
        DataText or PulumiReference or PulumiText or PulumiConfigValue { Value: DataText } or PulumiJson => value,
        PulumiConfigValue => Text(Known(value, line), line),
        DataNumber number => HclWriter.Number(number.Value),
        DataBool truth => truth.Value ? "true" : "false",
        _ => throw new HclException("a text is expected", line)
    };
}
