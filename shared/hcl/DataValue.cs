namespace InfraAgent.Hcl;

/// <summary>A value on its way into a data format (YAML, JSON). What a caller sent is only ever one of these, never text of a file.
/// Values are compared by their content; the order of a map's members is kept for readers, and does not count.</summary>
public abstract record DataValue
{
    public static DataValue Null { get; } = new DataNull();

    public static implicit operator DataValue(string text) => new DataText(text);

    public static implicit operator DataValue(long number) => new DataNumber(number);

    public static implicit operator DataValue(bool value) => new DataBool(value);
}

public sealed record DataNull : DataValue;

public sealed record DataText(string Value) : DataValue;

public sealed record DataBool(bool Value) : DataValue;

/// <summary>A number as every reader of JSON understands it: an IEEE double.</summary>
public sealed record DataNumber : DataValue
{
    public DataNumber(double value)
    {
        if (!double.IsFinite(value)) throw new ArgumentException("A number must be finite.", nameof(value));
        Value = value == 0 ? 0 : value; // -0 and 0 are one number, and have to be one text.
    }

    public double Value { get; }
}

public sealed record DataList(IReadOnlyList<DataValue> Items) : DataValue
{
    public static DataList Of(params IEnumerable<DataValue> items) => new([.. items]);

    public bool Equals(DataList? other) => other is not null && Items.SequenceEqual(other.Items);

    public override int GetHashCode() => Items.Count;
}

/// <summary>Members in the order that a reader expects them.</summary>
public sealed record DataMap : DataValue
{
    readonly OrderedDictionary<string, DataValue> items;

    public DataMap(IEnumerable<KeyValuePair<string, DataValue>> items) => this.items = new OrderedDictionary<string, DataValue>(items, StringComparer.Ordinal);

    // Owned from now on.
    DataMap(OrderedDictionary<string, DataValue> items) => this.items = items;

    public static DataMap Empty { get; } = new(Array.Empty<KeyValuePair<string, DataValue>>());

    /// <summary>Members with no value (null, not <see cref="DataValue.Null"/>) are left out.</summary>
    public static DataMap Of(params ReadOnlySpan<(string Key, DataValue? Value)> items)
    {
        var given = new OrderedDictionary<string, DataValue>(items.Length, StringComparer.Ordinal);
        foreach (var (key, value) in items)
        {
            if (value is not null) given.Add(key, value);
        }

        return new DataMap(given);
    }

    public static DataMap OfTexts(IEnumerable<KeyValuePair<string, string>> items) => new(items.Select(i => KeyValuePair.Create(i.Key, (DataValue)i.Value)));

    public int Count => items.Count;

    public IReadOnlyList<KeyValuePair<string, DataValue>> Items => items;

    public DataValue? this[string key] => items.GetValueOrDefault(key);

    /// <summary>The same with one member more, or with another value in its place.</summary>
    public DataMap With(string key, DataValue value)
    {
        var changed = new OrderedDictionary<string, DataValue>(items, StringComparer.Ordinal) { [key] = value };
        return new DataMap(changed);
    }

    public DataMap Without(string key) => new(items.Where(i => i.Key != key));

    public bool Equals(DataMap? other)
    {
        if (ReferenceEquals(this, other)) return true;
        if (other is null || other.Count != Count) return false;
        foreach (var (key, value) in items)
        {
            if (!other.items.TryGetValue(key, out var theirs) || !value.Equals(theirs)) return false;
        }

        return true;
    }

    public override int GetHashCode() => Count;
}
