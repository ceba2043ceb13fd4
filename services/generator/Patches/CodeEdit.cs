using System.Text;

namespace InfraAgent.Generator;

/// <summary>Writes into code what has changed of a resource, and leaves all else of the text as it is.</summary>
sealed class CodeEdit(string text)
{
    readonly List<(int Start, int End, string Text)> edits = [];

    /// <summary>The text with all changes, in the layout of <c>terraform fmt</c>.</summary>
    public string Text()
    {
        var (changed, from) = (new StringBuilder(text.Length + 256), 0);
        foreach (var (start, end, replacement) in edits.OrderBy(e => e.Start).ThenBy(e => e.End))
        {
            changed.Append(text, from, start - from).Append(replacement);
            from = end;
        }

        return HclFormatter.Format(changed.Append(text, from, text.Length - from).ToString());
    }

    /// <exception cref="CodeEditException">What stands there cannot be what it is to become.</exception>
    public void Resource(CodeBlock block, DataMap before, DataMap after) => Body(block, before, after, CodeModel.IsSingle);

    void Body(CodeBlock block, DataMap before, DataMap after, Func<string, bool> single)
    {
        if (before.Equals(after)) return;
        var indent = CodeReader.Indent(text, block.Start);
        if (!text.AsSpan(block.Body.Open, block.Body.Close - block.Body.Open).Contains('\n'))
        {
            // On one line with its braces.
            edits.Add((block.Body.Open, block.Body.Close, Content(after, indent + 2, single) is { Length: > 0 } content ? $"\n{content}\n{new string(' ', indent)}" : ""));
            return;
        }

        var gone = block.Body.Items.Where(i => after[i.Name] is null && before[i.Name] is not null).ToHashSet();
        foreach (var item in gone) Remove(item);
        foreach (var name in before.Items.Select(i => i.Key).Where(n => after[n] is not null && !before[n]!.Equals(after[n])))
        {
            var items = block.Body.Items.Where(i => i.Name == name).ToArray();
            if (items[0] is CodeArgument argument) edits.Add((argument.Value, argument.End, HclWriter.Write(Hcl(after[name]!), indent + 2)));
            else Blocks([.. items.Cast<CodeBlock>()], before[name]!, after[name]!, single(name), gone);
        }

        Add(block, after.Items.Where(i => before[i.Key] is null), gone, indent + 2, single);
    }

    void Blocks(CodeBlock[] blocks, DataValue before, DataValue after, bool single, HashSet<CodeItem> gone)
    {
        var name = blocks[0].Name;
        if (!single && name != CodeModel.Dynamic) Blocks(blocks, (DataList)before, after, gone);
        else if (after is not DataMap now) throw new CodeEditException($"'{name}' is a block and has to stay an object.");
        else if (single) Body(blocks[0], (DataMap)before, now, _ => false);
        else
        {
            foreach (var (label, list) in ((DataMap)before).Items) Blocks([.. blocks.Where(b => b.Labels[0] == label)], (DataList)list, now[label] ?? DataList.Of(), gone);
            var added = new DataMap(now.Items.Where(i => ((DataMap)before)[i.Key] is null));
            if (added.Count > 0) Insert(CodeReader.LineEnd(text, blocks[^1].End), "\n\n" + Member(name, added, CodeReader.Indent(text, blocks[0].Start), _ => false));
        }
    }

    // Those that are the same at both ends stay; of the others, as many as there were are changed, and the rest is added or goes.
    void Blocks(CodeBlock[] blocks, DataList before, DataValue value, HashSet<CodeItem> gone)
    {
        if (value is not DataList after || after.Items.Any(i => i is not DataMap)) throw new CodeEditException($"'{blocks[0].Name}' is blocks in the code and has to stay a list of objects.");
        var (old, now) = (before.Items, after.Items);
        var first = 0;
        while (first < old.Count && first < now.Count && old[first].Equals(now[first])) first++;
        var last = 0;
        while (last < old.Count - first && last < now.Count - first && old[^(last + 1)].Equals(now[^(last + 1)])) last++;
        var changed = Math.Min(old.Count, now.Count) - first - last;
        for (var i = first; i < first + changed; i++) Body(blocks[i], (DataMap)old[i], (DataMap)now[i], _ => false);
        for (var i = first + changed; i < old.Count - last; i++)
        {
            gone.Add(blocks[i]);
            Remove(blocks[i]);
        }

        var added = now.Skip(first + changed).Take(now.Count - last - first - changed).Cast<DataMap>().ToArray();
        if (added.Length == 0) return;
        var indent = CodeReader.Indent(text, blocks[0].Start);
        var written = added.Select(a => Block(blocks[0].Name, blocks[0].Labels, a, indent));
        if (first + changed > 0) Insert(CodeReader.LineEnd(text, blocks[first + changed - 1].End), string.Concat(written.Select(w => "\n\n" + w)));
        else Insert(blocks[0].Comment, string.Concat(written.Select(w => w + "\n\n")));
    }

    void Add(CodeBlock block, IEnumerable<KeyValuePair<string, DataValue>> added, HashSet<CodeItem> gone, int indent, Func<string, bool> single)
    {
        var stay = block.Body.Items.Where(i => !gone.Contains(i)).ToArray();
        // Arguments beside arguments; blocks at the end, before what comes last in every resource.
        var argument = stay.TakeWhile(i => i is CodeArgument).LastOrDefault(i => i.Name != "depends_on");
        var last = stay.LastOrDefault(i => i.Name is not ("depends_on" or CodeModel.Lifecycle)) ?? argument;
        foreach (var (name, value) in added.OrderBy(i => IsBlock(i.Key, i.Value, single)))
        {
            var isBlock = IsBlock(name, value, single);
            var written = Member(name, value, indent, single);
            var after = isBlock ? last : argument;
            if (after is not null) Insert(CodeReader.LineEnd(text, after.End), (isBlock ? "\n\n" : "\n") + written + (isBlock ? "\n" : ""));
            else Insert(block.Body.Open, "\n" + written + (isBlock || stay.FirstOrDefault() is CodeBlock or null ? "\n" : ""));
        }
    }

    void Insert(int at, string inserted) => edits.Add((at, at, inserted));

    // With the comment above it, unless that is about what follows as well.
    void Remove(CodeItem item)
    {
        var end = CodeReader.LineEnd(text, item.End);
        var next = end < text.Length ? text.AsSpan(end + 1, CodeReader.LineEnd(text, end + 1) - end - 1).Trim() : "";
        edits.Add((next.IsEmpty || next[0] == '}' ? item.Comment : CodeReader.LineStart(text, item.Start), Math.Min(text.Length, end + 1), ""));
    }

    static bool IsBlock(string name, DataValue value, Func<string, bool> single) => single(name) || name == CodeModel.Dynamic || AreBlocks(value);

    static bool AreBlocks(DataValue value) => value is DataList { Items.Count: > 0 } list && list.Items.All(i => i is DataMap);

    static string Content(DataMap content, int indent, Func<string, bool> single) => string.Join('\n', content.Items.OrderBy(i => IsBlock(i.Key, i.Value, single))
        .Select((m, i) => (i > 0 && IsBlock(m.Key, m.Value, single) ? "\n" : "") + Member(m.Key, m.Value, indent, single)));

    static string Member(string name, DataValue value, int indent, Func<string, bool> single)
    {
        if (!CodeModel.Name().IsMatch(name)) throw new CodeEditException($"{CarriableText.Show(name)} is no name of an argument or a block.");
        if (single(name)) return Block(name, [], value as DataMap ?? throw new CodeEditException($"'{name}' is a block: it must be an object."), indent);
        if (name == CodeModel.Dynamic)
        {
            if (value is not DataMap labels || labels.Items.Any(l => !CodeModel.Name().IsMatch(l.Key) || !AreBlocks(l.Value)))
                throw new CodeEditException("'dynamic' must be an object: type of block to list of objects.");
            return string.Join("\n\n", labels.Items.Select(l => Blocks(name, [l.Key], l.Value, indent)));
        }

        return AreBlocks(value) ? Blocks(name, [], value, indent) : $"{new string(' ', indent)}{name} = {HclWriter.Write(Hcl(value), indent)}";
    }

    static string Blocks(string name, IReadOnlyList<string> labels, DataValue blocks, int indent) =>
        string.Join("\n\n", ((DataList)blocks).Items.Select(b => Block(name, labels, (DataMap)b, indent)));

    static string Block(string name, IReadOnlyList<string> labels, DataMap content, int indent)
    {
        var head = new string(' ', indent) + name + string.Concat(labels.Select(l => " " + HclWriter.Quote(l)));
        return Content(content, indent + 2, _ => false) is { Length: > 0 } written ? $"{head} {{\n{written}\n{new string(' ', indent)}}}" : head + " {}";
    }

    static HclValue Hcl(DataValue value) => value switch
    {
        CodeExpression code => new HclCode(code.Text, code.Indent),
        DataText text => new HclText(text.Value),
        DataNumber number => new HclNumber(number.Value),
        DataBool truth => new HclBool(truth.Value),
        DataList list => new HclList([.. list.Items.Select(Hcl)]),
        DataMap map => HclMap.Of(map.Items.Select(i => KeyValuePair.Create(i.Key, Hcl(i.Value)))),
        _ => HclValue.Null
    };
}

/// <summary>A change that code cannot take.</summary>
sealed class CodeEditException(string message) : Exception(message);
