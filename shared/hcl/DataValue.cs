namespace InfraAgent.Hcl;

/// <summary>A value on its way into a data format (YAML, JSON). What a caller sent is only ever one of these, never text of a file.
/// Values are compared by their content; the order of a map's members is kept for readers, and does not count.</summary>
public abstract record DataValue
{
    public static DataValue Null { get; } = new DataNull();

    public static implicit operator DataValue(string text) => new DataText(text);

    public static implicit operator DataValue(long number) => new DataNumber(number);

    public static implicit operator DataValue(bool value) => value ? True : False;

    static readonly DataValue True = new DataBool(true), False = new DataBool(false);
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
    public static DataList Of(IEnumerable<DataValue> items) => new(items.ToArray());

    public static DataList Of(params ReadOnlySpan<DataValue> items) => new(items.ToArray());

    public bool Equals(DataList? other) => other is not null && Items.SequenceEqual(other.Items);

    public override int GetHashCode() => Items.Count;
}

/// <summary>Members in the order that a reader expects them.</summary>
public sealed record DataMap : DataValue
{
    // So many are found as fast one by one, and most maps have fewer.
    const int Few = 24;

    readonly KeyValuePair<string, DataValue>[] items;
    readonly Dictionary<string, int>? places;

    /// <exception cref="ArgumentException">A name is there twice.</exception>
    public DataMap(IEnumerable<KeyValuePair<string, DataValue>> items) : this(items.ToArray())
    {
    }

    // Owned from now on.
    DataMap(KeyValuePair<string, DataValue>[] items)
    {
        this.items = items;
        if (Count > Few) places = Places();
        for (var i = 0; i < Count && Count <= Few; i++)
        {
            if (Search(items[i].Key) < i) throw new ArgumentException($"The member '{items[i].Key}' is there twice.", nameof(items));
        }
    }

    public static DataMap Empty { get; } = new(Array.Empty<KeyValuePair<string, DataValue>>());

    /// <summary>Members with no value (null, not <see cref="DataValue.Null"/>) are left out.</summary>
    /// <exception cref="ArgumentException">A name is there twice.</exception>
    public static DataMap Of(params ReadOnlySpan<(string Key, DataValue? Value)> items)
    {
        var count = 0;
        foreach (var (_, value) in items) count += value is null ? 0 : 1;
        var given = new KeyValuePair<string, DataValue>[count];
        count = 0;
        foreach (var (key, value) in items)
        {
            if (value is not null) given[count++] = KeyValuePair.Create(key, value);
        }

        return new DataMap(given);
    }

    public static DataMap OfTexts(IEnumerable<KeyValuePair<string, string>> items) => new(items.Select(i => KeyValuePair.Create(i.Key, (DataValue)i.Value)));

    public int Count => items.Length;

    public IReadOnlyList<KeyValuePair<string, DataValue>> Items => items;

    public DataValue? this[string key] => IndexOf(key) is var at and >= 0 ? items[at].Value : null;

    /// <summary>The same with one member more, or with another value in its place.</summary>
    public DataMap With(string key, DataValue value)
    {
        var at = IndexOf(key);
        KeyValuePair<string, DataValue>[] changed = at < 0 ? [.. items, default] : [.. items];
        changed[at < 0 ? ^1 : at] = KeyValuePair.Create(key, value);
        return new DataMap(changed);
    }

    public DataMap Without(string key) => new(Array.FindAll(items, i => i.Key != key));

    public bool Equals(DataMap? other)
    {
        if (ReferenceEquals(this, other)) return true;
        if (other is null || other.Count != Count) return false;
        foreach (var (key, value) in items)
        {
            if (!value.Equals(other[key])) return false;
        }

        return true;
    }

    public override int GetHashCode() => Count;

    int IndexOf(string key) => places is null ? Search(key) : places.GetValueOrDefault(key, -1);

    int Search(string key)
    {
        for (var i = 0; i < items.Length; i++)
        {
            if (items[i].Key == key) return i;
        }

        return -1;
    }

    Dictionary<string, int> Places()
    {
        var all = new Dictionary<string, int>(Count, StringComparer.Ordinal);
        for (var i = 0; i < Count; i++) all.Add(items[i].Key, i);
        return all;
    }
}
