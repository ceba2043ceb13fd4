using System.Globalization;
using Scriban;
using Scriban.Parsing;
using Scriban.Runtime;
using Scriban.Syntax;

namespace InfraAgent.Generator;

/// <summary>A parsed template. It sees only what it is handed: no file, no clock, no chance, no .NET object; a name that is not there is an error.
/// It is written in <see cref="TemplateSyntax"/> and runs within <see cref="TemplateBounds"/>.</summary>
sealed class CodeTemplate
{
    // The parser's time grows with the square of some texts' length.
    const int LongestText = 256 * 1024;

    static readonly TimeSpan Longest = TimeSpan.FromSeconds(5);

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
    /// <exception cref="CatalogException">The text is no template, or has what templates cannot use.</exception>
    public static CodeTemplate Parse(string file, string text, long line = 1)
    {
        if (text.Length > LongestText)
            throw new CatalogException(new CatalogProblem(file, line, string.Create(CultureInfo.InvariantCulture, $"It has {text.Length} characters, and a template at most {LongestText}: split it into several files.")));
        var template = Template.Parse(text, file, new ParserOptions { ExpressionDepthLimit = 50 });
        if (template.Messages.FirstOrDefault(m => m.Type == ParserMessageType.Error) is { } error)
            throw new CatalogException(new CatalogProblem(file, error.Span.Start.Line + line, error.Message));
        if (TemplateSyntax.Foreign(template.Page!) is { } foreign)
            throw new CatalogException(new CatalogProblem(file, foreign.Span.Start.Line + line, $"A template cannot use '{Shown(text, foreign.Span)}'. There are {TemplateSyntax.Known}."));
        return new CodeTemplate(file, template, line);
    }

    /// <exception cref="CatalogException">The template asks for what it cannot have.</exception>
    public string Render(ScriptObject model)
    {
        using var limit = new CancellationTokenSource(Longest);
        try
        {
            return template.Render(new TemplateBounds(model, limit.Token));
        }
        catch (ScriptAbortException e)
        {
            throw Problem(e, string.Create(CultureInfo.InvariantCulture, $"It takes longer than {Longest.TotalSeconds} seconds."));
        }
        catch (ScriptRuntimeException e)
        {
            throw Problem(e, e.OriginalMessage);
        }
    }

    CatalogException Problem(ScriptRuntimeException e, string message) => new(new CatalogProblem(file, e.Span.Start.Line + line, message));

    static string Shown(string text, SourceSpan span)
    {
        var shown = text.AsSpan()[span.Start.Offset..Math.Clamp(span.End.Offset + 1, span.Start.Offset, text.Length)];
        var end = shown.IndexOfAny("\r\n;");
        if (end >= 0) shown = shown[..end];
        return shown.Length > 40 ? $"{shown[..40]}…" : shown.ToString();
    }
}
