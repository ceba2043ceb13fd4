namespace InfraAgent.Api.Edge;

/// <summary>Rule ids of what the edge refuses (<c>docs/errors.md</c>). Stable: callers may decide by them.</summary>
public static class RequestRules
{
    /// <summary>The body is not JSON.</summary>
    public const string NotJson = "REQ000";
    public const string Missing = "REQ001";
    public const string WrongType = "REQ002";
    public const string UnknownField = "REQ003";
    public const string RepeatedName = "REQ004";
    /// <summary>Text that has not the form asked for.</summary>
    public const string Format = "REQ005";
    /// <summary>A word that is none of the known ones.</summary>
    public const string UnknownWord = "REQ006";
    /// <summary>Too small, too large, too long, too many.</summary>
    public const string Range = "REQ007";
    /// <summary>Text with NUL or a lone surrogate.</summary>
    public const string Text = "REQ008";
    /// <summary>A number that an IEEE 754 double does not hold.</summary>
    public const string Number = "REQ009";
    /// <summary>Nested too deep, or too many values.</summary>
    public const string Size = "REQ010";
    /// <summary>Path (or header) and body name different things.</summary>
    public const string Disagreement = "REQ011";
    /// <summary>Part of the contract, not built yet.</summary>
    public const string NotAvailable = "REQ012";
    /// <summary>What never changes in the life of a deployment.</summary>
    public const string Immutable = "REQ021";
    /// <summary>The environment is not in the registry.</summary>
    public const string UnknownEnvironment = "REQ022";
    /// <summary>The revision is not there, or did not pass its checks.</summary>
    public const string NoRevision = "REQ023";
    /// <summary>A runtime that bundles are generated for, and that no executor rolls out yet.</summary>
    public const string NotDeployable = "REQ024";
    /// <summary>A waiver of what asks for an approval or is mandatory, from somebody who may not.</summary>
    public const string WaiverNotAllowed = "REQ025";
    /// <summary>The revision passed its checks by a waiver that has ended.</summary>
    public const string WaiverEnded = "REQ026";
}
