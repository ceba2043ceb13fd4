namespace InfraAgent.Generator;

/// <summary>Text that stays what it is: Compose replaces variables in every text of its file, and reads <c>$$</c> as a dollar sign.</summary>
static class ComposeText
{
    public static DataValue Literal(string text) => text.Replace("$", "$$", StringComparison.Ordinal);

    public static DataValue Literal(DataValue value) => value switch
    {
        DataText t => Literal(t.Value),
        DataList list => DataList.Of(list.Items.Select(Literal)),
        // Variables in names are not replaced.
        DataMap map => new DataMap(map.Items.Select(i => KeyValuePair.Create(i.Key, Literal(i.Value)))),
        _ => value
    };

    /// <summary>Null when there is none.</summary>
    public static DataList? Literals(IReadOnlyList<string> texts) => texts.Count == 0 ? null : DataList.Of(texts.Select(Literal));
}
