using System.Text.RegularExpressions;

namespace InfraAgent.Generator;

/// <summary>A resource's block as the value that patches see: arguments by their names; blocks of a type as a list; <c>dynamic</c> as an object of such lists, by their
/// labels; <c>lifecycle</c> and <c>timeouts</c> as an object, since there is never a second one. What runs commands is not in it.</summary>
static partial class CodeModel
{
    public const string Lifecycle = "lifecycle";
    public const string Dynamic = "dynamic";
    const string IgnoreChanges = "ignore_changes";

    static readonly string[] Commands = ["connection", "provisioner"];
    static readonly string[] References = ["depends_on", "provider"];

    /// <summary>At most one, right in a resource.</summary>
    public static bool IsSingle(string block) => block is Lifecycle or "timeouts";

    public static DataMap Resource(string text, CodeBody body)
    {
        var model = Body(text, new CodeBody(body.Open, body.Close, [.. body.Items.Where(i => !Commands.Contains(i.Name))]), IsSingle);
        return Ignored(model) is { } ignored ? Ignoring(model, Names(ignored)) : model;
    }

    /// <summary>The same as code has it: names of arguments are code, and all other texts are texts.</summary>
    public static DataMap Written(DataMap model) => Ignored(model) is { } ignored ? Ignoring(model, Code(ignored)) : model;

    static DataValue? Ignored(DataMap model) => (model[Lifecycle] as DataMap)?[IgnoreChanges];

    static DataMap Ignoring(DataMap model, DataValue names) => model.With(Lifecycle, ((DataMap)model[Lifecycle]!).With(IgnoreChanges, names));

    static DataMap Body(string text, CodeBody body, Func<string, bool> single)
    {
        var members = new OrderedDictionary<string, DataValue>(StringComparer.Ordinal);
        foreach (var argument in body.Items.OfType<CodeArgument>()) members[argument.Name] = CodeReader.Value(text, argument.Value, argument.End);
        foreach (var type in body.Items.OfType<CodeBlock>().GroupBy(b => b.Name, StringComparer.Ordinal))
        {
            members[type.Key] = single(type.Key) ? Body(text, type.First().Body, _ => false)
                : type.Key != Dynamic ? Blocks(text, type)
                : new DataMap(type.GroupBy(b => b.Labels[0], StringComparer.Ordinal).Select(l => KeyValuePair.Create(l.Key, (DataValue)Blocks(text, l))));
        }

        return new DataMap(members);
    }

    static DataList Blocks(string text, IEnumerable<CodeBlock> blocks) => DataList.Of(blocks.Select(b => Body(text, b.Body, _ => false)));

    // Names of arguments, which the code writes without quotes.
    static DataValue Names(DataValue value) => value switch
    {
        CodeExpression { Text: "all" } => "all",
        DataList list => DataList.Of(list.Items.Select(i => i is CodeExpression code && Argument().IsMatch(code.Text) ? code.Text : i)),
        _ => value
    };

    static DataValue Code(DataValue value) => value switch
    {
        DataText { Value: "all" } all => new CodeExpression(all.Value, 0),
        DataList list => DataList.Of(list.Items.Select(i => i is DataText name && Argument().IsMatch(name.Value) ? new CodeExpression(name.Value, 0) : i)),
        _ => value
    };

    /// <summary>What is wrong with a resource that a patch gave; null when nothing is.</summary>
    public static string? Explain(DataMap before, DataMap after)
    {
        if (Commands.FirstOrDefault(c => after[c] is not null) is { } command) return $"'{command}' runs commands where terraform runs, and is the module's author's alone.";
        if (References.FirstOrDefault(r => Said(before, after, r)) is { } reference) return $"'{reference}' is written as a reference, and what a patch brings in is never code.";
        if (after[Lifecycle] is not DataMap lifecycle) return null;
        if (Said(before[Lifecycle] as DataMap ?? DataMap.Empty, lifecycle, "replace_triggered_by")) return "'replace_triggered_by' is written as references, and what a patch brings in is never code.";
        return Ignored(after) switch
        {
            null or DataText { Value: "all" } => null,
            DataList list when list.Items.All(i => i is DataText name && Argument().IsMatch(name.Value)) => null,
            var ignored when ignored.Equals(Ignored(before)) => null,
            _ => "'ignore_changes' must be \"all\", or a list of names of arguments such as \"tags\" or \"setting[0].value\"."
        };
    }

    static bool Said(DataMap before, DataMap after, string name) => after[name] is { } value and not CodeExpression && !value.Equals(before[name]);

    [GeneratedRegex(@"\A[a-z_][a-z0-9_]{0,99}(\.[a-z_][a-z0-9_]{0,99}|\[[0-9]{1,5}\]){0,20}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Argument();

    /// <summary>A name that an argument or block can have.</summary>
    [GeneratedRegex(@"\A[A-Za-z_][A-Za-z0-9_-]{0,99}\z", RegexOptions.CultureInvariant)]
    public static partial Regex Name();
}
