namespace InfraAgent.Generator;

/// <summary>What a module's inputs must fulfil together: where all of <c>When</c> holds, so must all terms of one of <c>OneOf</c>.</summary>
public sealed record ModuleCondition(IReadOnlyList<InputTerm> When, IReadOnlyList<IReadOnlyList<InputTerm>> OneOf, string Message, string Advice)
{
    /// <summary>The input that it is about.</summary>
    public string Subject => When.Concat(OneOf.SelectMany(t => t)).First().Input;

    /// <param name="value">Of an input; null where it is not known.</param>
    public bool IsBroken(Func<string, HclValue?> value) =>
        When.All(t => t.Holds(value(t.Input)) == true) && OneOf.All(terms => terms.Any(t => t.Holds(value(t.Input)) == false));
}
