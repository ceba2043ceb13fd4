using Scriban.Syntax;

namespace InfraAgent.Generator;

/// <summary>The part of Scriban that templates are written in. Nothing in it can call itself, repeat until something happens or keep what it made, so
/// every template comes to an end, and what it makes grows with what it is handed alone.</summary>
static class TemplateSyntax
{
    /// <summary>What the error about anything else says.</summary>
    public const string Known = "if, case, for … in, break, continue, expressions, and the functions that docs/writing-a-module.md lists";

    /// <summary>The first thing in the template that is not part of it, or null.</summary>
    public static ScriptNode? Foreign(ScriptNode page)
    {
        ScriptNode? first = null;
        // Not recursive: how deep a template is nested is its author's choice.
        var left = new Stack<ScriptNode>([page]);
        while (left.TryPop(out var node))
        {
            if (!Belongs(node) && (first is null || node.Span.Start.Offset < first.Span.Start.Offset)) first = node;
            foreach (var child in node.Children.Where(c => c is not null)) left.Push(child);
        }

        return first;
    }

    static bool Belongs(ScriptNode node) => node switch
    {
        ScriptPage or ScriptBlockStatement or ScriptRawStatement or ScriptEscapeStatement or ScriptNopStatement or ScriptEndStatement or ScriptExpressionStatement => true,
        ScriptIfStatement or ScriptElseStatement or ScriptCaseStatement or ScriptWhenStatement or ScriptBreakStatement or ScriptContinueStatement => true,
        // Derived from it: a table row, which is HTML.
        ScriptForStatement loop => loop is not ScriptTableRowStatement && loop.Variable is ScriptVariableGlobal,
        ScriptLiteral or ScriptVariableGlobal or ScriptNestedExpression or ScriptConditionalExpression or ScriptIsEmptyExpression or ScriptArrayInitializerExpression => true,
        ScriptMemberExpression or ScriptIndexerExpression or ScriptPipeCall or ScriptFunctionCall or ScriptNamedArgument => true,
        ScriptBinaryExpression binary => binary.Operator is ScriptBinaryOperator.Or or ScriptBinaryOperator.And or ScriptBinaryOperator.EmptyCoalescing
            or ScriptBinaryOperator.CompareEqual or ScriptBinaryOperator.CompareNotEqual or ScriptBinaryOperator.CompareLess or ScriptBinaryOperator.CompareLessOrEqual
            or ScriptBinaryOperator.CompareGreater or ScriptBinaryOperator.CompareGreaterOrEqual or ScriptBinaryOperator.Add or ScriptBinaryOperator.Subtract
            or ScriptBinaryOperator.Multiply or ScriptBinaryOperator.Divide or ScriptBinaryOperator.DivideRound or ScriptBinaryOperator.Modulus or ScriptBinaryOperator.RangeInclude,
        ScriptUnaryExpression unary => unary.Operator is ScriptUnaryOperator.Not or ScriptUnaryOperator.Negate or ScriptUnaryOperator.Plus,
        ScriptIdentifier or ScriptKeyword or ScriptToken or ScriptList => true,
        _ => false
    };
}
