namespace InfraAgent.Generator;

/// <summary>Finds where in a file of Terraform code its blocks and arguments stand, so that one can be changed and the rest stays as it is. Knows all of the
/// language's layout; what expressions mean is not asked.</summary>
sealed class CodeReader
{
    readonly string text;
    int at;

    CodeReader(string text) => this.text = text;

    /// <exception cref="HclException">The text is no such code.</exception>
    public static CodeBody File(string text)
    {
        var reader = new CodeReader(text);
        var body = reader.Body();
        return reader.at == text.Length ? body : throw reader.Wrong("a block or an argument is expected");
    }

    /// <summary>A value, and what is a value within lists and objects; the rest is <see cref="CodeExpression"/>.</summary>
    public static DataValue Value(string text, int start, int end) => new CodeReader(text[..end]) { at = start }.Value();

    /// <summary>Spaces in front of the line that is there.</summary>
    public static int Indent(string text, int at)
    {
        var line = LineStart(text, at);
        return text.AsSpan(line).IndexOfAnyExcept(' ') is var spaces && spaces < 0 ? text.Length - line : spaces;
    }

    public static int LineStart(string text, int at) => at == 0 ? 0 : text.LastIndexOf('\n', at - 1) + 1;

    public static int LineEnd(string text, int at) => text.IndexOf('\n', at) is var end && end < 0 ? text.Length : end;

    CodeBody Body()
    {
        var (open, items) = (at, new List<CodeItem>());
        while (true)
        {
            var comment = Skip();
            if (at == text.Length || text[at] == '}') return new CodeBody(open, at, items);
            var (start, name) = (at, Identifier());
            Spaces();
            if (Peek("=") && !Peek("=="))
            {
                at++;
                Spaces();
                var value = at;
                Expression(lines: true);
                items.Add(new CodeArgument(name, comment ?? LineStart(text, start), start, at, value));
                continue;
            }

            var labels = new List<string>();
            while (at < text.Length && text[at] != '{')
            {
                var label = at;
                if (text[at] == '"') String();
                else Identifier();
                labels.Add(text[label..at].Trim('"'));
                Spaces();
            }

            if (at == text.Length) throw Wrong("'{' is expected");
            at++;
            var body = Body();
            if (at == text.Length) throw Wrong("'}' is expected");
            at++;
            items.Add(new CodeBlock(name, comment ?? LineStart(text, start), start, at, labels, body));
        }
    }

    DataValue Value()
    {
        var start = at;
        DataValue? value = text[start] switch { '[' => Items(), '{' => Members(), _ => null };
        if (value is not null && at == text.Length) return value;
        return Literal(text[start..]) ?? new CodeExpression(text[start..], Indent(text, start));
    }

    static DataValue? Literal(string text)
    {
        try
        {
            return HclParser.Expression(text) switch
            {
                HclLiteral literal => literal.Value,
                HclOperation { Operator: "-", Right: null, Left: HclLiteral { Value: DataNumber number } } => new DataNumber(-number.Value),
                _ => null
            };
        }
        catch (HclException)
        {
            return null; // an expression all the same
        }
    }

    // Null: more than a list, such as [for …].
    DataList? Items()
    {
        at++;
        var items = new List<DataValue>();
        for (Skip(); !Peek("]"); Skip())
        {
            if (Word("for")) return null;
            items.Add(Part(lines: false));
            Skip();
            if (!Take(",") && !Peek("]")) return null;
        }

        at++;
        return new DataList(items);
    }

    DataMap? Members()
    {
        at++;
        var members = new OrderedDictionary<string, DataValue>(StringComparer.Ordinal);
        for (Skip(); !Peek("}"); Skip())
        {
            if (at == text.Length || Word("for")) return null;
            var start = at;
            if (text[at] == '"') String();
            else if (IsLetter()) Identifier();
            else return null;
            var key = text[start] == '"' ? (Literal(text[start..at]) as DataText)?.Value : text[start..at];
            Spaces();
            if (key is null || (!Take("=") && !Take(":"))) return null;
            Spaces();
            if (!members.TryAdd(key, Part(lines: true))) return null;
            Spaces();
            Take(",");
        }

        at++;
        return new DataMap(members);
    }

    DataValue Part(bool lines)
    {
        var start = at;
        Expression(lines);
        if (at == start) throw Wrong("a value is expected");
        return Value(text, start, at);
    }

    // To the end of an expression: a comma, a bracket that closes what is around it, and if lines divide, the end of the line.
    void Expression(bool lines)
    {
        var (depth, end) = (0, at);
        while (at < text.Length)
        {
            var c = text[at];
            if (depth == 0 && (c is ',' or ']' or '}' or ')' || (lines && (c == '\n' || IsComment())))) break;
            if (IsComment() || char.IsWhiteSpace(c)) Blank();
            else
            {
                if (c == '"') String();
                else if (c == '<' && Peek("<<")) HereDocument();
                else
                {
                    if (c is '[' or '{' or '(') depth++;
                    if (c is ']' or '}' or ')') depth--;
                    at++;
                }

                end = at;
            }
        }

        at = end;
    }

    void HereDocument()
    {
        var line = LineEnd(text, at);
        var marker = text[(at + 2)..line].TrimStart('-').Trim();
        do
        {
            if (line == text.Length) throw Wrong("the here-document has no end");
            at = line + 1;
            line = LineEnd(text, at);
        }
        while (text[at..line].Trim() != marker);
        at = line;
    }

    void String()
    {
        at = HclFormatter.EndOfString(text, at, text.Length) + 1;
        if (at > text.Length) { at = text.Length; throw Wrong("the text has no end"); }
    }

    // Where the comments begin that stand right above what follows; null for none.
    int? Skip()
    {
        int? comment = null;
        while (at < text.Length && (char.IsWhiteSpace(text[at]) || IsComment()))
        {
            if (IsComment() && text.AsSpan(LineStart(text, at), at - LineStart(text, at)).IsWhiteSpace()) comment ??= LineStart(text, at);
            if (text[at] == '\n' && at + 1 < text.Length && text[at + 1] == '\n') comment = null;
            Blank();
        }

        return comment;
    }

    void Blank()
    {
        if (Peek("/*")) at = text.IndexOf("*/", at, StringComparison.Ordinal) is var end && end < 0 ? throw Wrong("the comment has no end") : end + 2;
        else if (IsComment()) at = LineEnd(text, at);
        else at++;
    }

    bool IsComment() => Peek("#") || Peek("//") || Peek("/*");

    void Spaces()
    {
        while (at < text.Length && text[at] is ' ' or '\t') at++;
    }

    bool IsLetter() => char.IsLetter(text[at]) || text[at] == '_';

    string Identifier()
    {
        var start = at;
        while (at < text.Length && (IsLetter() || char.IsDigit(text[at]) || text[at] == '-')) at++;
        return at > start && (char.IsLetter(text[start]) || text[start] == '_') ? text[start..at] : throw Wrong("a name is expected");
    }

    bool Word(string word) => Peek(word) && at + word.Length < text.Length && char.IsWhiteSpace(text[at + word.Length]);

    bool Peek(string token) => text.AsSpan(at).StartsWith(token);

    bool Take(string token)
    {
        if (!Peek(token)) return false;
        at += token.Length;
        return true;
    }

    HclException Wrong(string what) => new(what, text.AsSpan(0, Math.Min(at, text.Length)).Count('\n') + 1);
}
