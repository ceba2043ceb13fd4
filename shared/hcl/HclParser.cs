using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;

namespace InfraAgent.Hcl;

/// <summary>Reads the part of Terraform's language that modules of the catalog are written in: no here-documents and no template directives.</summary>
public sealed class HclParser
{
    static readonly string[][] Operators = [["||"], ["&&"], ["==", "!="], ["<=", ">=", "<", ">"], ["+", "-"], ["*", "/", "%"]];

    readonly string text;
    readonly Stack<bool> lineEndsCount = new([true]);
    int at;
    int line = 1;

    HclParser(string text) => this.text = text;

    /// <exception cref="HclException">The text is something else.</exception>
    public static HclBody File(string text)
    {
        var parser = new HclParser(text);
        var body = parser.Body();
        return parser.at == text.Length ? body : throw parser.Wrong("a block or an attribute is expected");
    }

    /// <exception cref="HclException">The text is something else.</exception>
    public static HclExpression Expression(string text)
    {
        var parser = new HclParser(text);
        parser.lineEndsCount.Push(false);
        var expression = parser.Choice();
        parser.Blank();
        return parser.at == text.Length ? expression : throw parser.Wrong("the end is expected");
    }

    HclBody Body()
    {
        Deeper();
        var attributes = new List<KeyValuePair<string, HclExpression>>();
        var blocks = new List<HclBlock>();
        while (true)
        {
            var comment = Lines();
            if (at == text.Length || text[at] == '}') return new HclBody(attributes, blocks);
            var start = line;
            var name = Identifier();
            Blank();
            if (Take("="))
            {
                attributes.Add(KeyValuePair.Create(name, Choice()));
                continue;
            }

            var labels = new List<string>();
            while (Peek('"') || IsLetter())
            {
                labels.Add(Peek('"') && Template() is HclLiteral { Value: DataText label } ? label.Value : Identifier());
                Blank();
            }

            Expect("{");
            lineEndsCount.Push(true);
            var body = Body();
            Expect("}");
            lineEndsCount.Pop();
            blocks.Add(new HclBlock(name, labels, body, comment, start));
        }
    }

    // Empty lines and comments; the comment that ends right above what follows is that thing's.
    List<string> Lines()
    {
        var comment = new List<string>();
        while (at < text.Length)
        {
            if (text[at] is ' ' or '\t' or '\r') at++;
            else if (text[at] == '\n')
            {
                if (at + 1 < text.Length && text[at + 1] == '\n') comment.Clear();
                Advance();
            }
            else if (text[at] == '#')
            {
                var end = text.IndexOf('\n', at);
                comment.Add(text[(at + 1)..(end < 0 ? text.Length : end)].Trim());
                at = end < 0 ? text.Length : end;
                // The line end of the comment's own line is none that divides.
                if (at < text.Length) { Advance(); if (at < text.Length && text[at] == '\n') comment.Clear(); }
            }
            else break;
        }

        return comment;
    }

    HclExpression Choice()
    {
        Deeper();
        var condition = Binary(0);
        Blank();
        if (!Take("?")) return condition;
        var then = Choice();
        Expect(":");
        return new HclChoice(condition, then, Choice(), condition.Line);
    }

    HclExpression Binary(int level)
    {
        if (level == Operators.Length) return Unary();
        var left = Binary(level + 1);
        while (true)
        {
            Blank();
            if (Operators[level].FirstOrDefault(o => text.AsSpan(at).StartsWith(o)) is not { } found) return left;
            at += found.Length;
            left = new HclOperation(found, left, Binary(level + 1), left.Line);
        }
    }

    HclExpression Unary()
    {
        Deeper();
        Blank();
        foreach (var sign in (string[])["!", "-"])
        {
            if (Take(sign)) return new HclOperation(sign, Unary(), null, line);
        }

        return Postfix(Primary());
    }

    HclExpression Postfix(HclExpression of)
    {
        while (at < text.Length)
        {
            if (text[at] == '.' && at + 1 < text.Length && (char.IsAsciiLetter(text[at + 1]) || text[at + 1] == '_'))
            {
                at++;
                of = of is HclSplat splat ? splat with { Members = [.. splat.Members, Identifier()] } : new HclMember(of, Identifier(), line);
            }
            else if (text[at] == '[')
            {
                at++;
                lineEndsCount.Push(false);
                Blank();
                if (Take("*")) of = new HclSplat(of, [], line);
                else of = new HclIndex(of, Choice(), line);
                Expect("]");
                lineEndsCount.Pop();
            }
            else break;
        }

        return of;
    }

    HclExpression Primary()
    {
        Blank();
        if (at == text.Length) throw Wrong("a value is expected");
        switch (text[at])
        {
            case '"': return Template();
            case '(': return Within("(", ")", Choice);
            case '[': return Within("[", "]", () => Word("for") ? For("]") : Items());
            case '{': return Braces();
            case >= '0' and <= '9': return Number();
        }

        var start = line;
        var name = Identifier();
        if (Peek('(')) return Call(name, start);
        return name switch
        {
            "true" => new HclLiteral(true, start),
            "false" => new HclLiteral(false, start),
            "null" => new HclLiteral(DataValue.Null, start),
            _ => new HclName(name, start)
        };
    }

    HclExpression Within(string open, string close, Func<HclExpression> read)
    {
        Expect(open);
        lineEndsCount.Push(false);
        var value = read();
        Expect(close);
        lineEndsCount.Pop();
        return value;
    }

    HclItems Items()
    {
        var (items, start) = (new List<HclExpression>(), line);
        Blank();
        while (!Peek(']'))
        {
            items.Add(Choice());
            Blank();
            if (!Take(",")) break;
            Blank();
        }

        return new HclItems(items, start);
    }

    HclExpression Braces()
    {
        Expect("{");
        var start = line;
        lineEndsCount.Push(false);
        Blank();
        var value = Word("for") ? For("}") : null;
        lineEndsCount.Pop();
        if (value is not null)
        {
            Expect("}");
            return value;
        }

        // A line end divides members, as a comma does.
        lineEndsCount.Push(true);
        var members = new List<KeyValuePair<HclExpression, HclExpression>>();
        for (Lines(); !Peek('}'); Lines())
        {
            var key = Peek('"') ? Template() : Peek('(') ? Within("(", ")", Choice) : new HclLiteral(Identifier(), line);
            Blank();
            if (!Take(":")) Expect("=");
            members.Add(KeyValuePair.Create(key, Choice()));
            Blank();
            Take(",");
        }

        Expect("}");
        lineEndsCount.Pop();
        return new HclObject(members, start);
    }

    HclFor For(string close)
    {
        var start = line;
        lineEndsCount.Push(false);
        Blank();
        var first = Identifier();
        Blank();
        string? second = null;
        if (Take(",")) { Blank(); second = Identifier(); Blank(); }
        if (!Word("in")) throw Wrong("'in' is expected");
        var source = Choice();
        Expect(":");
        var value = Choice();
        Blank();
        HclExpression? key = null;
        if (Take("=>")) (key, value) = (value, Choice());
        Blank();
        var groups = key is not null && Take("...");
        var condition = Word("if") ? Choice() : null;
        Blank();
        lineEndsCount.Pop();
        if ((close == "}") != (key is not null)) throw Wrong("'=>' is expected between braces alone");
        return new HclFor(second is null ? null : first, second ?? first, source, key, value, groups, condition, start);
    }

    HclCall Call(string name, int start)
    {
        Expect("(");
        lineEndsCount.Push(false);
        var (arguments, spread) = (new List<HclExpression>(), false);
        Blank();
        while (!Peek(')'))
        {
            arguments.Add(Choice());
            Blank();
            if (Take("...")) { spread = true; Blank(); break; }
            if (!Take(",")) break;
            Blank();
        }

        Expect(")");
        lineEndsCount.Pop();
        return new HclCall(name, arguments, spread, start);
    }

    HclLiteral Number()
    {
        var start = at;
        while (at < text.Length && (char.IsAsciiDigit(text[at]) || (text[at] == '.' && at + 1 < text.Length && char.IsAsciiDigit(text[at + 1])))) at++;
        return double.TryParse(text.AsSpan(start, at - start), CultureInfo.InvariantCulture, out var number) && double.IsFinite(number)
            ? new HclLiteral(new DataNumber(number), line)
            : throw Wrong("a number is expected");
    }

    HclExpression Template()
    {
        Expect("\"");
        var (parts, said) = (new List<HclExpression>(), new StringBuilder());
        void Close()
        {
            if (said.Length > 0) parts.Add(new HclLiteral(said.ToString(), line));
            said.Clear();
        }

        while (!Peek('"'))
        {
            if (at == text.Length || text[at] == '\n') throw Wrong("the text has no end");
            if (text.AsSpan(at).StartsWith("$${") || text.AsSpan(at).StartsWith("%%{")) { said.Append(text, at + 1, 2); at += 3; }
            else if (text.AsSpan(at).StartsWith("%{")) throw Wrong("template directives are not read");
            else if (Take("${"))
            {
                Close();
                lineEndsCount.Push(false);
                parts.Add(Choice());
                Expect("}");
                lineEndsCount.Pop();
            }
            else if (text[at] == '\\') Escape(said);
            else said.Append(text[at++]);
        }

        at++;
        Close();
        return parts switch
        {
            [] => new HclLiteral("", line),
            [HclLiteral { Value: DataText } literal] => literal,
            _ => new HclTemplate(parts, line)
        };
    }

    void Escape(StringBuilder said)
    {
        var kind = at + 1 < text.Length ? text[at + 1] : '\0';
        at += 2;
        var digits = kind switch { 'u' => 4, 'U' => 8, _ => 0 };
        if (digits > 0)
        {
            if (at + digits > text.Length) throw Wrong("the text has no end");
            if (!int.TryParse(text.AsSpan(at, digits), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code) || !Rune.TryCreate(code, out var rune)) throw Wrong("a character's number is expected");
            said.Append(rune);
            at += digits;
            return;
        }

        said.Append(kind switch { 'n' => '\n', 'r' => '\r', 't' => '\t', '"' => '"', '\\' => '\\', _ => throw Wrong($"'\\{kind}' is no escape") });
    }

    string Identifier()
    {
        var start = at;
        while (at < text.Length && (char.IsAsciiLetterOrDigit(text[at]) || text[at] is '_' or '-')) at++;
        return at > start && !char.IsAsciiDigit(text[start]) && text[start] != '-' ? text[start..at] : throw Wrong("a name is expected");
    }

    void Deeper()
    {
        if (!RuntimeHelpers.TryEnsureSufficientExecutionStack()) throw Wrong("nothing that is nested so deep is expected");
    }

    bool Word(string word)
    {
        Blank();
        var end = at + word.Length;
        return text.AsSpan(at).StartsWith(word) && end < text.Length && char.IsWhiteSpace(text[end]) && Take(word);
    }

    bool IsLetter() => at < text.Length && char.IsAsciiLetter(text[at]);

    bool Peek(char c) => at < text.Length && text[at] == c;

    bool Take(string token)
    {
        if (!text.AsSpan(at).StartsWith(token)) return false;
        at += token.Length;
        return true;
    }

    void Expect(string token)
    {
        Blank();
        if (!Take(token)) throw Wrong($"'{token}' is expected");
    }

    // Spaces, and line ends and comments where they do not count.
    void Blank()
    {
        while (at < text.Length)
        {
            if (text[at] is ' ' or '\t' or '\r') at++;
            else if (!lineEndsCount.Peek() && text[at] == '\n') Advance();
            else if (!lineEndsCount.Peek() && text[at] == '#') at = text.IndexOf('\n', at) is var end && end < 0 ? text.Length : end;
            else break;
        }
    }

    void Advance()
    {
        if (text[at++] == '\n') line++;
    }

    HclException Wrong(string what) => new($"{what} before {JsonSerializer.Serialize(text[at..Math.Min(text.Length, at + 20)])}", line);
}
