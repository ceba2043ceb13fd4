using System.Globalization;
using Scriban;
using Scriban.Functions;
using Scriban.Parsing;
using Scriban.Runtime;
using Scriban.Syntax;

namespace InfraAgent.Generator;

/// <summary>A parsed template. It sees only what it is handed: no file, no clock, no chance, no .NET object; a name that is not there is an error.</summary>
sealed class CodeTemplate
{
    // Calls that call twice are within every other limit for hours. Nothing of a catalog's needs a hundredth of this.
    static readonly TimeSpan Longest = TimeSpan.FromSeconds(5);

    static readonly ScriptObject Functions = PureFunctions();

    readonly string file;
    readonly Template template;
    readonly long line;

    CodeTemplate(string file, Template template, long line)
    {
        this.file = file;
        this.template = template;
        this.line = line;
    }

    /// <param name="line">Where in the file the text begins.</param>
    /// <exception cref="CatalogException">The text is no template.</exception>
    public static CodeTemplate Parse(string file, string text, long line = 1)
    {
        var template = Template.Parse(text, file, new ParserOptions { ExpressionDepthLimit = 50 });
        if (template.Messages.FirstOrDefault(m => m.Type == ParserMessageType.Error) is { } error)
            throw new CatalogException(new CatalogProblem(file, error.Span.Start.Line + line, error.Message));
        return new CodeTemplate(file, template, line);
    }

    /// <exception cref="CatalogException">The template asks for what it cannot have.</exception>
    public string Render(ScriptObject model)
    {
        using var limit = new CancellationTokenSource(Longest);
        var context = new TemplateContext(Functions)
        {
            StrictVariables = true,
            EnableRelaxedMemberAccess = false,
            EnableRelaxedTargetAccess = false,
            EnableRelaxedIndexerAccess = false,
            TemplateLoader = null,
            LoopLimit = 10_000,
            RecursiveLimit = 20,
            ObjectRecursionLimit = 20,
            LimitToString = 4 * 1024 * 1024,
            // What is too long is an error: code that was cut off would be taken for code.
            OnStringLimit = ScriptLimitBehavior.Throw,
            OnOutputLimit = ScriptLimitBehavior.Throw,
            RegexTimeOut = TimeSpan.FromSeconds(1),
            NewLine = "\n",
            CancellationToken = limit.Token
        };
        context.PushGlobal(model);
        try
        {
            return template.Render(context);
        }
        catch (ScriptAbortException e)
        {
            throw new CatalogException(new CatalogProblem(file, e.Span.Start.Line + line, string.Create(CultureInfo.InvariantCulture, $"It takes longer than {Longest.TotalSeconds} seconds.")));
        }
        catch (ScriptRuntimeException e)
        {
            throw new CatalogException(new CatalogProblem(file, e.Span.Start.Line + line, e.OriginalMessage));
        }
    }

    // A list of what is allowed, not of what is not: date, timespan, random, uuid, eval and include stay out, today's and tomorrow's.
    static ScriptObject PureFunctions()
    {
        var functions = new ScriptObject
        {
            ["array"] = Only(new ArrayFunctions(), "add", "add_range", "any", "compact", "concat", "contains", "first", "join", "last", "limit", "map",
                "offset", "remove_at", "reverse", "size", "sort", "uniq"),
            ["string"] = Only(new StringFunctions(), "append", "capitalize", "contains", "downcase", "empty", "ends_with", "pad_left", "pad_right", "prepend",
                "remove", "replace", "size", "slice", "split", "starts_with", "strip", "truncate", "upcase", "whitespace"),
            ["object"] = Only(new ObjectFunctions(), "default", "has_key", "keys", "size", "values")
        };
        functions.IsReadOnly = true;
        return functions;
    }

    static ScriptObject Only(ScriptObject all, params string[] names)
    {
        var some = new ScriptObject();
        foreach (var name in names)
        {
            if (all.TryGetValue(name, out var function)) some[name] = function;
        }

        some.IsReadOnly = true;
        return some;
    }
}
