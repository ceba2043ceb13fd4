using System.Text.Json;

namespace InfraAgent.Policy.Assertions;

/// <summary>What an operator compares with.</summary>
enum OperandKind { Nothing, Texts, Number, Pattern, Networks }

/// <summary>A comparison of one value with a rule's. The names are those that Checkov's custom policies made familiar.</summary>
/// <param name="Words">For sentences: "must be at least".</param>
/// <param name="Compare">Of a value that is neither unknown nor hidden.</param>
sealed record Operator(string Name, string Words, Func<JsonElement, Operand, Truth> Compare)
{
    /// <summary>The opposite of what <see cref="Compare"/> says of all values together: none of them may be so.</summary>
    public bool Negated { get; init; }

    public OperandKind Takes { get; init; } = OperandKind.Texts;

    /// <summary>Whether <see cref="Compare"/> would hold where there is no value at all.</summary>
    public bool OfMissing { get; init; }

    /// <summary>What <see cref="Compare"/> would say of a secret, or of an object of which only a part is known.</summary>
    public Truth OfHidden { get; init; } = Truth.Unknown;

    public Truth Holds(JsonElement value, Operand operand) => Compare(value, operand);
}
