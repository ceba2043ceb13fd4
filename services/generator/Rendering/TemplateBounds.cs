using System.Globalization;
using Scriban;
using Scriban.Functions;
using Scriban.Parsing;
using Scriban.Runtime;
using Scriban.Syntax;

namespace InfraAgent.Generator;

/// <summary>What a template runs in: the functions that there are, and limits that nothing of a catalog's comes near. Time is looked at between two steps,
/// so no single step may be long: each works on texts and lists that the other limits keep small.</summary>
sealed class TemplateBounds : TemplateContext
{
    const long MostMemory = 64 * 1024 * 1024;
    const int LongestText = 4 * 1024 * 1024;

    // A list of what is allowed, not of what is not: date, timespan, random, uuid, regex, eval and include stay out, today's and tomorrow's.
    static readonly (string Kind, ScriptObject All, string[] Names)[] Pure =
    [
        ("array", new ArrayFunctions(), ["add", "add_range", "compact", "concat", "contains", "first", "join", "last", "limit", "map", "offset", "remove_at", "reverse", "size", "sort", "uniq"]),
        ("object", new ObjectFunctions(), ["default", "has_key", "keys", "size", "values"]),
        ("string", new StringFunctions(), ["append", "capitalize", "contains", "downcase", "empty", "ends_with", "pad_left", "pad_right", "prepend", "remove", "replace", "size", "slice", "split",
            "starts_with", "strip", "truncate", "upcase", "whitespace"])
    ];

    static readonly ScriptObject BuiltIn = Kinds();

    // Rendering stays on one thread. Counted is what was asked for, and never given back: what a step leaves behind counts, too.
    readonly long before = GC.GetAllocatedBytesForCurrentThread();

    public TemplateBounds(ScriptObject model, CancellationToken limit) : base(BuiltIn)
    {
        StrictVariables = true;
        EnableRelaxedMemberAccess = false;
        EnableRelaxedTargetAccess = false;
        EnableRelaxedIndexerAccess = false;
        TemplateLoader = null;
        LoopLimit = 10_000;
        RecursiveLimit = 20;
        ObjectRecursionLimit = 20;
        LimitToString = LongestText;
        OutputLimit = LongestText;
        // What is too long is an error: code that was cut off would be taken for code.
        OnStringLimit = ScriptLimitBehavior.Throw;
        OnOutputLimit = ScriptLimitBehavior.Throw;
        NewLine = "\n";
        CancellationToken = limit;
        PushGlobal(model);
    }

    /// <summary>Names of the functions that a template can call.</summary>
    public static IReadOnlyList<string> Functions { get; } = [.. Pure.SelectMany(k => k.Names.Select(n => $"{k.Kind}.{n}"))];

    public override object? Evaluate(ScriptNode? scriptNode, bool aliasReturnedFunction)
    {
        if (scriptNode is not null && GC.GetAllocatedBytesForCurrentThread() - before > MostMemory)
            throw new ScriptRuntimeException(scriptNode.Span, string.Create(CultureInfo.InvariantCulture, $"It needs more than {MostMemory / (1024 * 1024)} MiB of memory."));
        return base.Evaluate(scriptNode, aliasReturnedFunction);
    }

    static ScriptObject Kinds()
    {
        var kinds = new ScriptObject();
        foreach (var (kind, all, names) in Pure) kinds[kind] = Only(all, names);
        kinds.IsReadOnly = true;
        return kinds;
    }

    static ScriptObject Only(ScriptObject all, string[] names)
    {
        var some = new ScriptObject();
        foreach (var name in names) some[name] = all[name] ?? throw new InvalidOperationException($"Scriban has no function '{name}' any more.");
        some.IsReadOnly = true;
        return some;
    }
}
