namespace InfraAgent.Hcl;

/// <summary>
/// Works out an expression of a module's code as far as the code tells. What hangs on something that a provider or a run will tell is
/// <see cref="HclUnknown"/>, never a guess: also what Terraform itself may see differently from release to release.
/// </summary>
sealed class HclKnowledge(HclModule module, HclBudget budget)
{
    static readonly HclUnknown Unknown = HclUnknown.Instance;

    /// <exception cref="HclException">Terraform would refuse it, or it is none of the language that is read here.</exception>
    /// <exception cref="HclTooLargeException">The budget is used up.</exception>
    public DataValue Evaluate(HclExpression expression, HclScope? scope)
    {
        budget.Deeper();
        switch (expression)
        {
            case HclLiteral literal: return literal.Value;
            case HclTemplate { Parts: [var only] }: return Evaluate(only, scope);
            case HclTemplate template: return Template(template, scope);
            case HclName name: return HclScope.Find(scope, name.Name) ?? throw new HclException($"'{name.Name}' is not there", name.Line);
            case HclMember member: return Member(member, scope);
            case HclIndex { Of: HclSplat { Members.Count: > 0 } }: return Unknown; // Of each item, or of the list: the reader does not tell.
            case HclIndex index: return Index(Evaluate(index.Of, scope), Evaluate(index.Key, scope), index.Line);
            case HclSplat splat: return Splat(splat, scope);
            case HclCall call: return Call(call, scope);
            case HclOperation operation: return Operate(operation, scope);
            case HclChoice choice: return Truth(choice.If, scope) is { } truth ? Evaluate(truth ? choice.Then : choice.Else, scope) : Unknown;
            case HclItems items:
                budget.List(items.Items.Count);
                return DataList.Of(items.Items.Select(i => Evaluate(i, scope)));
            case HclObject made: return Object(made, scope);
            case HclFor loop: return For(loop, scope);
            default: throw new HclException("this expression is not read", expression.Line);
        }
    }

    /// <summary>Null where it is not known.</summary>
    bool? Truth(HclExpression expression, HclScope? scope) => HclText.Truth(Evaluate(expression, scope), expression.Line) switch
    {
        DataBool truth => truth.Value,
        HclUnknown => null,
        _ => throw new HclException("true or false is expected", expression.Line),
    };

    /// <summary>Key and value of each, as <c>for</c> goes through them; null where it is not known what there is.</summary>
    public IReadOnlyList<(DataValue Key, DataValue Value)>? Each(DataValue value, int line) => value switch
    {
        DataMap map => [.. map.Items.OrderBy(i => i.Key, StringComparer.Ordinal).Select(i => ((DataValue)i.Key, i.Value))],
        DataList list => [.. list.Items.Index().Select(i => ((DataValue)i.Index, i.Item))],
        HclSet set => [.. set.Items.Select(i => (i, i))],
        HclUnknown or HclOpen => null,
        _ => throw new HclException("a list or a map is expected", line),
    };

    DataValue Template(HclTemplate template, HclScope? scope)
    {
        var parts = template.Parts.Select(p => HclText.Of(Evaluate(p, scope), p.Line)).ToList();
        if (parts.Any(p => p is HclUnknown)) return Unknown;
        budget.Text(parts.Sum(p => p is DataText text ? (long)text.Value.Length : 0));
        return string.Concat(parts.Select(p => p is DataText text ? text.Value : throw new HclException("a text is expected", template.Line)));
    }

    DataValue Member(HclMember member, HclScope? scope)
    {
        switch (member.Of)
        {
            case HclName { Name: var kind } when HclScope.Find(scope, kind) is null && kind is not ("data" or "module"):
                return module.Find(kind, member.Name) ?? throw new HclException($"'{kind}.{member.Name}' is not there", member.Line);
            case HclName { Name: "module" } when HclScope.Find(scope, "module") is null: return module.Called(member.Name, member.Line);
            case HclMember { Of: HclName { Name: "module" }, Name: var called } when HclScope.Find(scope, "module") is null && module.Output(called, member.Name, member.Line) is { } output:
                return output;
            case HclMember { Of: HclName { Name: "data" }, Name: var type } when HclScope.Find(scope, "data") is null:
                return module.FindData(type, member.Name) ?? throw new HclException($"'data.{type}.{member.Name}' is not there", member.Line);
            default: return Below(Evaluate(member.Of, scope), member.Name, member.Line);
        }
    }

    static DataValue Below(DataValue of, string name, int line) => of switch
    {
        HclUnknown => Unknown,
        HclOpen open => open.Known[name] ?? Unknown,
        DataMap map => map[name] ?? throw new HclException($"there is no '{name}'", line),
        _ => throw new HclException($"nothing has a '{name}' here", line),
    };

    static DataValue Index(DataValue of, DataValue key, int line) => (of, key) switch
    {
        (HclUnknown, _) or (_, HclUnknown) => Unknown,
        (DataMap or HclOpen, DataText text) => Below(of, text.Value, line),
        (DataList list, _) when HclText.Number(key, line) is DataNumber { Value: >= 0 } number && double.IsInteger(number.Value) && number.Value < list.Items.Count => list.Items[(int)number.Value],
        (HclOpen, _) => Unknown,
        _ => throw new HclException("there is nothing at this index", line),
    };

    DataValue Splat(HclSplat splat, HclScope? scope)
    {
        IReadOnlyList<DataValue> items;
        switch (Evaluate(splat.Of, scope))
        {
            case HclUnknown: return Unknown;
            case DataNull: items = []; break;
            case DataList list: items = list.Items; break;
            case HclSet set: items = set.Items; break;
            case var one: items = [one]; break;
        }

        return DataList.Of(items.Select(i => splat.Members.Aggregate(i, (at, name) => Below(at, name, splat.Line))));
    }

    DataValue Call(HclCall call, HclScope? scope)
    {
        if (call.Name is "try" or "can") return Attempt(call, scope);
        var arguments = call.Arguments.Select(a => Evaluate(a, scope)).ToList();
        if (call.Spread)
        {
            if (Each(arguments[^1], call.Line) is not { } last) return Unknown;
            arguments.RemoveAt(arguments.Count - 1);
            arguments.AddRange(last.Select(i => i.Value));
        }

        return new HclLibrary(this, budget, call.Line).Call(call.Name, arguments);
    }

    DataValue Attempt(HclCall call, HclScope? scope)
    {
        foreach (var argument in call.Arguments)
        {
            try
            {
                var value = Evaluate(argument, scope);
                // What is not known may still fail.
                return call.Name == "try" ? value : HclText.IsKnown(value, budget) ? true : Unknown;
            }
            catch (HclException)
            {
                // The next one is for this.
            }
        }

        return call.Name == "can" ? false : throw new HclException("nothing of what was tried works", call.Line);
    }

    DataValue Operate(HclOperation operation, HclScope? scope)
    {
        var first = Evaluate(operation.Left, scope);
        if (operation.Operator is "&&" or "||")
        {
            var decides = operation.Operator == "||";
            if (HclText.Truth(first, operation.Line) is DataBool left && left.Value == decides) return decides;
            var right = HclText.Truth(Evaluate(operation.Right!, scope), operation.Line);
            if (right is DataBool known && (known.Value == decides || first is not HclUnknown)) return known.Value;
            return right is HclUnknown || first is HclUnknown ? Unknown : throw new HclException("true or false is expected", operation.Line);
        }

        if (operation.Right is null)
        {
            return operation.Operator == "!" ? HclText.Truth(first, operation.Line) is DataBool truth ? !truth.Value : Unknown
                : HclText.Number(first, operation.Line) is DataNumber number ? new DataNumber(-number.Value) : Unknown;
        }

        var second = Evaluate(operation.Right, scope);
        if (operation.Operator is "==" or "!=") return Same(first, second) is { } same ? same == (operation.Operator == "==") : Unknown;
        return (HclText.Number(first, operation.Line), HclText.Number(second, operation.Line)) switch
        {
            (DataNumber a, DataNumber b) => Compute(operation.Operator, a.Value, b.Value, operation.Line),
            (DataNull, _) or (_, DataNull) => throw new HclException("numbers are expected", operation.Line),
            _ => Unknown,
        };
    }

    static DataValue Compute(string sign, double a, double b, int line)
    {
        switch (sign)
        {
            case "<": return a < b;
            case "<=": return a <= b;
            case ">": return a > b;
            case ">=": return a >= b;
            case "/" or "%" when b == 0: throw new HclException("nothing can be divided by 0", line);
        }

        // Terraform counts in longer numbers than these: whole ones alone are the same for both.
        var result = sign switch { "+" => a + b, "-" => a - b, "*" => a * b, "/" => a / b, _ => a % b };
        return double.IsInteger(result) && double.IsInteger(a) && double.IsInteger(b) && Math.Abs(result) <= 1L << 53 ? new DataNumber(result) : Unknown;
    }

    /// <summary>Null where it is not known: also of lists and maps, whose types count, too.</summary>
    bool? Same(DataValue first, DataValue second)
    {
        if (first is HclUnknown || second is HclUnknown) return null;
        if (first is DataNull || second is DataNull) return first is DataNull && second is DataNull;
        return first is DataText or DataNumber or DataBool && second is DataText or DataNumber or DataBool ? first.Equals(second) : null;
    }

    DataValue Object(HclObject made, HclScope? scope)
    {
        var members = new OrderedDictionary<string, DataValue>(StringComparer.Ordinal);
        foreach (var (keyed, expression) in made.Members)
        {
            if (HclText.Of(Evaluate(keyed, scope), keyed.Line) is not DataText key) return Unknown;
            members[key.Value] = Evaluate(expression, scope);
        }

        return new DataMap(members);
    }

    DataValue For(HclFor loop, HclScope? scope)
    {
        if (Each(Evaluate(loop.In, scope), loop.Line) is not { } each) return Unknown;
        budget.List(each.Count);
        var (members, items) = (new OrderedDictionary<string, DataValue>(StringComparer.Ordinal), new List<DataValue>());
        foreach (var (key, value) in each)
        {
            var within = new HclScope(loop.ValueName, value, loop.KeyName is null ? scope : new HclScope(loop.KeyName, key, scope));
            if (loop.If is not null)
            {
                if (Truth(loop.If, within) is not { } wanted) return Unknown;
                if (!wanted) continue;
            }

            if (loop.Key is null) items.Add(Evaluate(loop.Value, within));
            else if (HclText.Of(Evaluate(loop.Key, within), loop.Line) is not DataText name) return Unknown;
            else if (loop.Groups)
            {
                IReadOnlyList<DataValue> group = members.GetValueOrDefault(name.Value) is DataList known ? known.Items : [];
                budget.List(group.Count);
                members[name.Value] = DataList.Of([.. group, Evaluate(loop.Value, within)]);
            }
            else if (!members.TryAdd(name.Value, Evaluate(loop.Value, within))) throw new HclException("two members have one name", loop.Line);
        }

        return loop.Key is null ? new DataList(items) : new DataMap(members);
    }
}
