using System.Globalization;

namespace InfraAgent.Generator;

/// <summary>An input's demands as <c>validation</c> blocks: the code also holds for whoever changes the parameter file by hand.</summary>
static class TerraformValidation
{
    public static IEnumerable<(string Condition, string Message)> Of(InputDefinition input, string variable, bool alone)
    {
        var name = "var." + variable;
        foreach (var (condition, wanted) in Conditions(input, name, alone))
        {
            // A conditional is lazy where || is not: nothing is compared with null.
            yield return (input.Nullable ? $"{name} == null ? true : {condition}" : condition, $"{variable} must be {wanted}.");
        }
    }

    static IEnumerable<(string Condition, string Wanted)> Conditions(InputDefinition input, string name, bool alone)
    {
        switch (input.Type)
        {
            case InputType.Text:
                foreach (var c in TextConditions(input, name)) yield return c;
                break;
            case InputType.Integer or InputType.Number:
                foreach (var c in NumberConditions(input, name)) yield return c;
                break;
            case InputType.TextList:
                if (Count(input, name) is { } texts) yield return texts;
                foreach (var (condition, wanted) in TextConditions(input, "item"))
                    yield return ($"alltrue([for item in {name} : {condition}])", "a list whose items are " + wanted);
                break;
            case InputType.IntegerList:
                if (Count(input, name) is { } numbers) yield return numbers;
                foreach (var (condition, wanted) in NumberConditions(input, "item", InputType.Integer))
                    yield return ($"alltrue([for item in {name} : {condition}])", "a list whose items are " + wanted);
                break;
            case InputType.TextMap:
                if (Count(input, name) is { } entries) yield return entries;
                if (input.KeyPattern is { } keys)
                    yield return ($"alltrue([for key in keys({name}) : {Matches(keys, "key")}])", "a map whose keys are " + keys.Meaning);
                foreach (var (condition, wanted) in TextConditions(input, "value"))
                    yield return ($"alltrue([for value in values({name}) : {condition}])", "a map whose values are " + wanted);
                break;
            default: break;
        }

        if (alone) yield break;
        if (input.AtMost is { } other) yield return ((input.AtMostNullable ? $"var.{other} == null ? true : " : "") + $"{name} <= var.{other}", $"at most {other}");
        if (input.AllowedBy is { } by)
        {
            var choices = by.Allowed.Select(a => $"    var.{by.Input} == {Literal(a.Key)} && contains({HclWriter.Line(a.Value)}, {name}),\n");
            yield return ($"anytrue([\n  {string.Join("  ", choices)}    ])", $"a value that goes with {by.Input}");
        }
    }

    static IEnumerable<(string, string)> TextConditions(InputDefinition input, string name)
    {
        if (input.Enum.Count > 0)
        {
            yield return ($"contains({HclWriter.Line(input.Enum)}, {name})", "one of " + InputCheck.OneOf(input.Enum));
            yield break;
        }

        if (input is { Secret: true, Pattern: null }) yield return ($"can(regex({HclWriter.Quote($"^({string.Join('|', SecretReference.Stores)})://.+$")}, {name}))", "a reference to a secret, such as vault://kv/orders#password");
        if (input.Pattern is { } pattern) yield return (Matches(pattern, name), pattern.Meaning);
        if (input.Cidr is { } cidr)
        {
            yield return (
                string.Create(CultureInfo.InvariantCulture, $"try(cidrsubnet({name}, 0, 0) == {name} && tonumber(split(\"/\", {name})[1]) >= {cidr.MinPrefix} && tonumber(split(\"/\", {name})[1]) <= {cidr.MaxPrefix}, false)"),
                string.Create(CultureInfo.InvariantCulture, $"an IPv4 block with a prefix from /{cidr.MinPrefix} to /{cidr.MaxPrefix} and no bits set beyond it"));
        }
    }

    static IEnumerable<(string, string)> NumberConditions(InputDefinition input, string name, InputType? item = null)
    {
        if (input.Enum.Count > 0)
        {
            yield return ($"contains({HclWriter.Line(input.Enum)}, {name})", "one of " + InputCheck.OneOf(input.Enum));
            yield break;
        }

        var conditions = new List<string>();
        if (input.Minimum is { } low) conditions.Add($"{name} >= {HclWriter.Number(low)}");
        if (input.Maximum is { } high) conditions.Add($"{name} <= {HclWriter.Number(high)}");
        var whole = (item ?? input.Type) == InputType.Integer;
        if (whole) conditions.Add($"floor({name}) == {name}");
        if (conditions.Count > 0) yield return (string.Join(" && ", conditions), (whole ? "a whole number, " : "") + InputCheck.Range(input));
    }

    static (string, string)? Count(InputDefinition input, string name)
    {
        var conditions = new List<string>();
        if (input.MinItems is > 0) conditions.Add(string.Create(CultureInfo.InvariantCulture, $"length({name}) >= {input.MinItems}"));
        if (input.MaxItems is not null) conditions.Add(string.Create(CultureInfo.InvariantCulture, $"length({name}) <= {input.MaxItems}"));
        return conditions.Count == 0 ? null : (string.Join(" && ", conditions), $"a collection of {InputCheck.Counts(input)} items");
    }

    static string Matches(InputPattern pattern, string name) => $"can(regex({HclWriter.Quote($"^(?:{pattern.Text})$")}, {name}))";

    static string Literal(string value) =>
        double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? HclWriter.Number(number) : HclWriter.Quote(value);
}
