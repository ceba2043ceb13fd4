namespace InfraAgent.Generator;

/// <summary>Types of module inputs.</summary>
public enum InputType { Text, Integer, Number, Bool, TextList, IntegerList, TextMap }

/// <summary>The words for them in <c>module.yaml</c>, which are also Terraform's, but for <c>integer</c>.</summary>
public static class InputTypes
{
    static readonly Dictionary<string, InputType> Types = new(StringComparer.Ordinal)
    {
        ["string"] = InputType.Text,
        ["integer"] = InputType.Integer,
        ["number"] = InputType.Number,
        ["bool"] = InputType.Bool,
        ["list(string)"] = InputType.TextList,
        ["list(integer)"] = InputType.IntegerList,
        ["map(string)"] = InputType.TextMap
    };

    public static IEnumerable<string> Known => Types.Keys;

    public static bool TryParse(string word, out InputType type) => Types.TryGetValue(word, out type);

    public static string Word(this InputType type) => Types.Single(t => t.Value == type).Key;

    /// <summary>As a message has it: completes "must be …".</summary>
    public static string Words(this InputType type) => type switch
    {
        InputType.Text => "a string",
        InputType.Integer => "a whole number",
        InputType.Number => "a number",
        InputType.Bool => "true or false",
        InputType.TextList => "a list of strings",
        InputType.IntegerList => "a list of whole numbers",
        _ => "an object whose values are strings"
    };

    public static string Terraform(this InputType type) => type switch
    {
        InputType.Integer => "number",
        InputType.IntegerList => "list(number)",
        _ => type.Word()
    };

    public static bool IsNumeric(this InputType type) => type is InputType.Integer or InputType.Number;

    public static bool IsCollection(this InputType type) => type is InputType.TextList or InputType.IntegerList or InputType.TextMap;
}
