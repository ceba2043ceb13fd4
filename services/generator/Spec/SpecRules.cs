namespace InfraAgent.Generator;

/// <summary>The rules that a specification is held against. Ids are part of the contract: never reuse one.</summary>
public static class SpecRules
{
    public const string Missing = "SPEC001";
    public const string UnknownField = "SPEC002";
    public const string WrongType = "SPEC003";
    public const string NotAllowed = "SPEC004";
    public const string UnknownRuntime = "SPEC005";
    public const string UnknownCloud = "SPEC006";
    public const string UnknownModule = "SPEC007";
    public const string UnknownVersion = "SPEC008";
    public const string SaidTwice = "SPEC009";
    public const string InputMissing = "SPEC010";
    public const string UnknownParameter = "SPEC011";
    public const string AmbiguousParameter = "SPEC012";
    public const string Text = "SPEC013";
    public const string NoEffect = "SPEC014";
    public const string NeedsModule = "SPEC015";
    public const string Tag = "SPEC016";
    public const string Identifier = "SPEC017";
    public const string BrokenCatalog = "SPEC018";
    public const string NotTogether = "SPEC019";
    public const string UnknownReference = "SPEC020";
    public const string AmbiguousReference = "SPEC021";
    public const string Cycle = "SPEC022";
    public const string RuntimeAndCloud = "SPEC023";
    public const string NotExpressible = "SPEC024";
    public const string TooManyFindings = "SPEC099";
}
