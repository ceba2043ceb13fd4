namespace InfraAgent.Generator;

/// <summary>What stands between braces, or in a file: <c>Open</c> is where it begins, after the brace, and <c>Close</c> where it ends.</summary>
sealed record CodeBody(int Open, int Close, IReadOnlyList<CodeItem> Items);

/// <summary>An argument or a block. <c>Comment</c>: where the line begins on which it begins, or the first of the comments right above it; <c>Start</c>, <c>End</c>: of
/// its own text.</summary>
abstract record CodeItem(string Name, int Comment, int Start, int End);

/// <summary><c>Value</c>: where what it is given begins; it ends with the argument.</summary>
sealed record CodeArgument(string Name, int Comment, int Start, int End, int Value) : CodeItem(Name, Comment, Start, End);

sealed record CodeBlock(string Name, int Comment, int Start, int End, IReadOnlyList<string> Labels, CodeBody Body) : CodeItem(Name, Comment, Start, End);

/// <summary>An expression of a module's own code as a value among others: one that no patch can look into. <c>Indent</c>: of the line that it began on.</summary>
sealed record CodeExpression(string Text, int Indent) : DataValue;
