namespace InfraAgent.Hcl;

/// <summary>An expression of a module's Terraform code. <c>Line</c>: where it stands, for messages.</summary>
public abstract record HclExpression(int Line);

public sealed record HclLiteral(DataValue Value, int Line) : HclExpression(Line);

/// <summary>Text with <c>${…}</c> in it: texts and expressions in turn.</summary>
public sealed record HclTemplate(IReadOnlyList<HclExpression> Parts, int Line) : HclExpression(Line);

public sealed record HclName(string Name, int Line) : HclExpression(Line);

public sealed record HclMember(HclExpression Of, string Name, int Line) : HclExpression(Line);

public sealed record HclIndex(HclExpression Of, HclExpression Key, int Line) : HclExpression(Line);

/// <summary><c>x[*]</c>, with the members that follow it.</summary>
public sealed record HclSplat(HclExpression Of, IReadOnlyList<string> Members, int Line) : HclExpression(Line);

/// <summary>A function; <c>Spread</c>: its last argument is a list of arguments.</summary>
public sealed record HclCall(string Name, IReadOnlyList<HclExpression> Arguments, bool Spread, int Line) : HclExpression(Line);

/// <summary><c>Right</c> is null for <c>!</c> and a sign.</summary>
public sealed record HclOperation(string Operator, HclExpression Left, HclExpression? Right, int Line) : HclExpression(Line);

public sealed record HclChoice(HclExpression If, HclExpression Then, HclExpression Else, int Line) : HclExpression(Line);

public sealed record HclItems(IReadOnlyList<HclExpression> Items, int Line) : HclExpression(Line);

public sealed record HclObject(IReadOnlyList<KeyValuePair<HclExpression, HclExpression>> Members, int Line) : HclExpression(Line);

/// <summary><c>[for k, v in in : value if condition]</c>, or with a key, <c>{for … : key => value}</c>.
/// <c>Groups</c>: several values may have one key, and it is lists of them that are made: <c>{for … : key => value...}</c>.</summary>
public sealed record HclFor(string? KeyName, string ValueName, HclExpression In, HclExpression? Key, HclExpression Value, bool Groups, HclExpression? If, int Line) : HclExpression(Line);

/// <summary><c>Comment</c>: the lines above it, without their marks.</summary>
public sealed record HclBlock(string Type, IReadOnlyList<string> Labels, HclBody Body, IReadOnlyList<string> Comment, int Line)
{
    /// <summary>Where an attribute or block of it is written first; where it is itself, when it has none of that name.</summary>
    public int LineOf(string? name) => name is null ? Line
        : Body[name]?.Line ?? Body.Blocks.FirstOrDefault(b => b.Type == name || (b.Type == "dynamic" && b.Labels.Contains(name)))?.Line ?? Line;
}

/// <summary>What stands between braces, in its order.</summary>
public sealed record HclBody(IReadOnlyList<KeyValuePair<string, HclExpression>> Attributes, IReadOnlyList<HclBlock> Blocks)
{
    public HclExpression? this[string name] => Attributes.FirstOrDefault(a => a.Key == name).Value;
}

/// <summary>The code is none of the part of the language that is read here.</summary>
public sealed class HclException(string message, int line) : Exception(message)
{
    public int Line { get; } = line;
}
