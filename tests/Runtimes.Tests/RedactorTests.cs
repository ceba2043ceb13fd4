using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace InfraAgent.Runtimes.Tests;

public sealed class RedactorTests
{
    static string InPieces(Redactor redactor, byte[] text, IEnumerable<int> sizes)
    {
        var output = new ArrayBufferWriter<byte>();
        var filter = redactor.Open();
        var at = 0;
        foreach (var size in sizes)
        {
            var take = Math.Min(size, text.Length - at);
            filter.Write(text.AsSpan(at, take), output);
            at += take;
        }
        filter.Write(text.AsSpan(at), output);
        filter.End(output);
        return Encoding.UTF8.GetString(output.WrittenSpan);
    }

    // What the definition says: every byte that is part of some occurrence is covered, and a run of covered bytes becomes one mark.
    static string ByDefinition(IEnumerable<string> forms, byte[] text)
    {
        var covered = new bool[text.Length];
        foreach (var form in forms.Select(Encoding.UTF8.GetBytes).Where(form => form.Length > 0))
        {
            for (var i = 0; i + form.Length <= text.Length; i++)
            {
                if (text.AsSpan(i, form.Length).SequenceEqual(form))
                    Array.Fill(covered, true, i, form.Length);
            }
        }
        var output = new List<byte>();
        for (var i = 0; i < text.Length; i++)
        {
            if (!covered[i])
                output.Add(text[i]);
            else if (i == 0 || !covered[i - 1])
                output.AddRange("[redacted]"u8);
        }
        return Encoding.UTF8.GetString([.. output]);
    }

    [Fact]
    public void However_a_text_is_cut_the_result_is_that_of_the_definition()
    {
        // A small alphabet makes secrets overlap, repeat and begin within each other.
        var random = new Random(20261123);
        string Word(int most) => new([.. Enumerable.Range(0, random.Next(1, most + 1)).Select(_ => (char)('a' + random.Next(3)))]);
        for (var round = 0; round < 3000; round++)
        {
            string[] secrets = [.. Enumerable.Range(0, random.Next(0, 5)).Select(_ => Word(6))];
            var text = Encoding.UTF8.GetBytes(Word(60));
            var redactor = Redactor.OfForms(secrets);
            var expected = ByDefinition(secrets, text);
            Assert.Equal(expected, InPieces(redactor, text, Enumerable.Range(0, 60).Select(_ => random.Next(0, 5)).ToList()));
            Assert.Equal(expected, InPieces(redactor, text, Enumerable.Repeat(1, text.Length)));
            Assert.Equal(expected, redactor.Redact(Encoding.UTF8.GetString(text)));
            Assert.Equal(expected != Encoding.UTF8.GetString(text), redactor.Finds(Encoding.UTF8.GetString(text)));
        }
    }

    public static TheoryData<string> Secrets => new()
    {
        "simple-secret", "p@ss word/+?&=%", "quote\"back\\slash<&>'tab\t", "öß🦊漢字", "${interpolated}%{if}", "x", "AKIA1234567890ABCDEF", "line one of key\nline two of key\nend",
        new string('k', 3000),
    };

    [Theory]
    [MemberData(nameof(Secrets))]
    public void No_form_of_a_secret_gets_through_wherever_it_is_cut(string secret)
    {
        var redactor = new Redactor(["another", secret]);
        var bytes = Encoding.UTF8.GetBytes(secret);
        string[] forms =
        [
            secret, Convert.ToBase64String(bytes), Convert.ToBase64String(bytes).TrimEnd('=').Replace('+', '-').Replace('/', '_'),
            Uri.EscapeDataString(secret), System.Net.WebUtility.UrlEncode(secret), JsonSerializer.Serialize(secret)[1..^1],
            JsonEncodedText.Encode(secret, JavaScriptEncoder.UnsafeRelaxedJsonEscaping).ToString(),
        ];
        foreach (var form in forms)
        {
            var text = Encoding.UTF8.GetBytes($"##{form}##");
            for (var cut = 0; cut <= Math.Min(text.Length, 200); cut++)
            {
                var clean = InPieces(redactor, text, [cut]);
                Assert.DoesNotContain(form, clean, StringComparison.Ordinal);
                Assert.StartsWith("##[redacted]", clean, StringComparison.Ordinal);
                Assert.EndsWith("##", clean, StringComparison.Ordinal);
            }
        }
    }

    [Fact]
    public void A_secret_within_a_longer_base64_text_is_found_at_every_alignment()
    {
        const string Secret = "correct-horse-battery";
        var redactor = new Redactor([Secret]);
        foreach (var user in (string[])["", "u", "us", "use", "user:"])
        {
            var text = Convert.ToBase64String(Encoding.UTF8.GetBytes($"{user}{Secret}@host"));
            var clean = redactor.Redact($"Authorization: Basic {text}");
            Assert.Contains("[redacted]", clean, StringComparison.Ordinal);
            Assert.DoesNotContain(text, clean, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_line_of_a_secret_of_several_lines_is_covered()
    {
        var redactor = new Redactor(["-----BEGIN KEY-----\nMIIEvQIBADANBgkqhkiG\nAAAA\n-----END KEY-----\n"]);
        Assert.Equal("      + [redacted]", redactor.Redact("      + MIIEvQIBADANBgkqhkiG"));
    }

    [Fact]
    public void Without_secrets_nothing_is_changed()
    {
        var redactor = new Redactor(["", ""]);
        Assert.True(redactor.Empty);
        Assert.Equal("as it was", redactor.Redact("as it was"));
    }

    [Fact]
    public void What_is_not_valid_text_passes_as_it_is()
    {
        var redactor = new Redactor(["secret"]);
        byte[] text = [0xff, 0xfe, .. "secret"u8, 0xc3, 0x28, 0];
        var output = new ArrayBufferWriter<byte>();
        var filter = redactor.Open();
        filter.Write(text, output);
        filter.End(output);
        Assert.Equal([0xff, 0xfe, .. "[redacted]"u8, 0xc3, 0x28, 0], output.WrittenSpan.ToArray());
    }
}
