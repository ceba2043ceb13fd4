namespace InfraAgent.Hcl;

/// <summary>What becomes of a value when a variable declares a type: <c>list(string)</c>, <c>object({a = number, b = optional(string, "x")})</c>.</summary>
static class HclTypes
{
    /// <exception cref="HclException">The value has no such form.</exception>
    public static DataValue Convert(DataValue value, HclExpression type, HclBudget budget)
    {
        budget.Deeper();
        if (value is DataNull or HclUnknown) return value;
        return type switch
        {
            HclName { Name: "string" } => HclText.Of(value, type.Line),
            HclName { Name: "number" } => HclText.Number(value, type.Line),
            HclName { Name: "bool" } => HclText.Truth(value, type.Line),
            HclName { Name: "any" } => value,
            HclCall { Name: "list", Arguments: [var item] } => List(value, item, budget),
            HclCall { Name: "set", Arguments: [var item] } => Set(List(value, item, budget), budget),
            HclCall { Name: "map", Arguments: [var item] } => Map(value, item, budget),
            HclCall { Name: "object", Arguments: [HclObject members] } => Object(value, members, budget),
            HclCall { Name: "tuple", Arguments: [HclItems items] } when value is DataList list && list.Items.Count == items.Items.Count =>
                DataList.Of(list.Items.Zip(items.Items, (v, t) => Convert(v, t, budget))),
            _ => throw new HclException("the value does not have the type of its variable", type.Line),
        };
    }

    /// <summary>Items that are not known may be equal ones: then it is not known how many there are.</summary>
    public static DataValue Set(DataList list, HclBudget budget) =>
        HclText.IsKnown(list, budget) ? HclSet.Of(list.Items) : list.Items.Count == 1 ? list : HclUnknown.Instance;

    static DataList List(DataValue value, HclExpression item, HclBudget budget) => value switch
    {
        DataList list => DataList.Of(list.Items.Select(i => Convert(i, item, budget))),
        HclSet set => DataList.Of(set.Items.Select(i => Convert(i, item, budget))),
        _ => throw new HclException("a list is expected", item.Line),
    };

    static DataValue Map(DataValue value, HclExpression item, HclBudget budget) => value switch
    {
        DataMap map => new DataMap(map.Items.Select(i => KeyValuePair.Create(i.Key, Convert(i.Value, item, budget)))),
        HclOpen => HclUnknown.Instance,
        _ => throw new HclException("a map is expected", item.Line),
    };

    static DataMap Object(DataValue value, HclObject members, HclBudget budget)
    {
        if (value is not (DataMap or HclOpen)) throw new HclException("an object is expected", members.Line);
        var made = new OrderedDictionary<string, DataValue>(StringComparer.Ordinal);
        foreach (var (key, type) in members.Members)
        {
            if (key is not HclLiteral { Value: DataText { Value: var name } }) throw new HclException("a member's name is expected", key.Line);
            var given = value is DataMap map ? map[name] : ((HclOpen)value).Known[name] ?? HclUnknown.Instance;
            var (inner, otherwise) = type switch
            {
                HclCall { Name: "optional", Arguments: [var t] } => (t, DataValue.Null),
                HclCall { Name: "optional", Arguments: [var t, HclLiteral { Value: var of }] } => (t, of),
                HclCall { Name: "optional", Arguments: [var t, HclItems { Items.Count: 0 }] } => (t, DataList.Of()),
                HclCall { Name: "optional", Arguments: [var t, HclObject { Members.Count: 0 }] } => (t, DataMap.Empty),
                HclCall { Name: "optional", Arguments: [var t, _] } => (t, HclUnknown.Instance),
                _ => (type, null),
            };
            var chosen = given is null or DataNull && otherwise is not null ? otherwise : given ?? throw new HclException($"'{name}' is missing", type.Line);
            made[name] = Convert(chosen, inner, budget);
        }

        return new DataMap(made);
    }
}
