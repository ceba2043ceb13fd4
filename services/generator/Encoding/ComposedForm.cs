using System.Collections.Frozen;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace InfraAgent.Generator;

/// <summary>Terraform composes every text that it reads (Unicode's form NFC): what was sent as <c>e</c> and an accent arrives as one character, and two keys
/// that differ in that alone become one. What it would change is refused instead. .NET knows of the forms only with ICU, which the agent runs without.</summary>
static class ComposedForm
{
    const string Resource = "Encoding/composed-form.txt";
    const char FirstMark = '\u0300';
    const int FirstSyllable = 0xac00, Leads = 19, FirstLead = 0x1100, Vowels = 21, FirstVowel = 0x1161, Tails = 28, NoTail = 0x11a7;

    // A quarter of a megabyte that most requests never need.
    static readonly Lazy<Tables> Unicode = new(ReadTables);

    public static void Check(SpecNode? spec, IReadOnlyDictionary<string, JsonElement> parameters, IReadOnlyDictionary<string, string> labels, FindingList findings)
    {
        if (spec is not null) Look(spec, findings);
        foreach (var (name, json) in parameters.OrderBy(p => p.Key, StringComparer.Ordinal))
            Look(SpecNode.Read(json, Pointer.Member("/parameters", name), new FindingList()), findings);
        foreach (var (name, value) in labels.OrderBy(l => l.Key, StringComparer.Ordinal))
        {
            if (!Has(name) || !Has(value)) Refuse(Pointer.Member("/labels", name), findings);
        }
    }

    /// <summary>The text is composed. Half of a surrogate pair is left to <see cref="CarriableText"/>.</summary>
    public static bool Has(string text)
    {
        if (!text.AsSpan().ContainsAnyExceptInRange('\0', (char)(FirstMark - 1))) return true;
        var runes = text.EnumerateRunes().Select(r => r.Value).ToArray();
        return Compose(Decompose(runes)).SequenceEqual(runes);
    }

    // Marks of one letter stand in order; equal ones stay as they are.
    static List<int> Decompose(int[] runes)
    {
        var all = new List<int>(runes.Length);
        foreach (var rune in runes) Decompose(rune, all);
        for (var start = 0; start < all.Count; start++)
        {
            var end = start;
            while (end < all.Count && Order(all[end]) != 0) end++;
            if (end - start < 2) continue;
            int[] marks = [.. all[start..end].OrderBy(Order)];
            for (var i = 0; i < marks.Length; i++) all[start + i] = marks[i];
            start = end;
        }

        return all;
    }

    static void Decompose(int rune, List<int> into)
    {
        if (rune is >= FirstSyllable and < FirstSyllable + Leads * Vowels * Tails)
        {
            var (pair, tail) = Math.DivRem(rune - FirstSyllable, Tails);
            into.Add(FirstLead + pair / Vowels);
            into.Add(FirstVowel + pair % Vowels);
            if (tail > 0) into.Add(NoTail + tail);
        }
        else if (Unicode.Value.Parts.TryGetValue(rune, out var parts))
        {
            foreach (var part in parts) Decompose(part, into);
        }
        else
        {
            into.Add(rune);
        }
    }

    static List<int> Compose(List<int> parts)
    {
        var made = new List<int>(parts.Count);
        var (letter, last) = (-1, 0);
        foreach (var part in parts)
        {
            var order = Order(part);
            // A mark reaches its letter over others that come before it in order, and a letter only the one beside it.
            if (letter >= 0 && (letter == made.Count - 1 || last < order) && Together(made[letter], part) is { } one)
            {
                made[letter] = one;
                continue;
            }

            if (order == 0) letter = made.Count;
            last = order;
            made.Add(part);
        }

        return made;
    }

    static int? Together(int first, int second)
    {
        if (first is >= FirstLead and < FirstLead + Leads && second is >= FirstVowel and < FirstVowel + Vowels)
            return FirstSyllable + ((first - FirstLead) * Vowels + second - FirstVowel) * Tails;
        if (first is >= FirstSyllable and < FirstSyllable + Leads * Vowels * Tails && (first - FirstSyllable) % Tails == 0 && second is > NoTail and < NoTail + Tails)
            return first + second - NoTail;
        return Unicode.Value.Pairs.TryGetValue((first, second), out var one) ? one : null;
    }

    static int Order(int rune) => Unicode.Value.Orders.GetValueOrDefault(rune);

    static void Look(SpecNode node, FindingList findings)
    {
        if (node.Kind == JsonValueKind.String && CarriableText.TryRead(node.Json, out var text) && !Has(text)) Refuse(node.Place, findings);
        foreach (var (name, member) in node.Members)
        {
            if (!Has(name)) Refuse(member.Place, findings);
            Look(member, findings);
        }

        foreach (var item in node.Items) Look(item, findings);
    }

    static void Refuse(string place, FindingList findings) => findings.Add(SpecRules.Text, place,
        "The text has a letter and its mark as two characters, or a character that stands for another one: terraform would compose them (Unicode's form NFC), and change the text.",
        "Send the text in form NFC, which looks the same, or encode it (base64).");

    static Tables ReadTables()
    {
        var (parts, pairs, orders) = (new Dictionary<int, int[]>(), new Dictionary<(int, int), int>(), new Dictionary<int, int>());
        foreach (var line in CatalogFolder.ReadResource(typeof(ComposedForm).Assembly, Resource).Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(l => l[0] != '#'))
        {
            var words = line.Split(' ');
            int[] codes = [.. words[1..].Select(w => int.Parse(w, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture))];
            if (words[0] == "order")
            {
                for (var code = codes[0]; code <= codes[1]; code++) orders[code] = codes[2];
                continue;
            }

            parts[codes[0]] = codes[1..];
            if (words[0] == "pair") pairs[(codes[1], codes[2])] = codes[0];
        }

        return new Tables(parts.ToFrozenDictionary(), pairs.ToFrozenDictionary(), orders.ToFrozenDictionary());
    }

    /// <param name="Parts">What a character stands for.</param>
    /// <param name="Pairs">Those that two characters become again.</param>
    /// <param name="Orders">Of marks; that of all else is 0.</param>
    sealed record Tables(FrozenDictionary<int, int[]> Parts, FrozenDictionary<(int, int), int> Pairs, FrozenDictionary<int, int> Orders);
}
