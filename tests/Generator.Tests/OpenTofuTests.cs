using System.Text.RegularExpressions;

namespace InfraAgent.Generator.Tests;

/// <summary>Bundles for terraform are for OpenTofu as well: nothing in them is in terraform alone. The words are those of the oldest OpenTofu that a bundle's range lets in: 1.9, or 1.11, the first with ephemeral values.</summary>
public sealed class OpenTofuTests
{
    static readonly string[] Blocks = ["check", "data", "import", "locals", "module", "moved", "output", "provider", "removed", "resource", "terraform", "variable"];

    static readonly HashSet<string> Functions =
    [
        "list", "map", "object", "optional", "set", "tuple", // of types
        .. "abs abspath alltrue anytrue base64decode base64encode base64gunzip base64gzip base64sha256 base64sha512 basename bcrypt can ceil chomp chunklist cidrcontains cidrhost cidrnetmask cidrsubnet cidrsubnets coalesce coalescelist compact concat contains".Split(' '),
        .. "csvdecode dirname distinct element endswith file filebase64 filebase64sha256 filebase64sha512 fileexists filemd5 fileset filesha1 filesha256 filesha512 flatten floor format formatdate formatlist indent index issensitive join jsondecode jsonencode keys".Split(' '),
        .. "length log lookup lower map matchkeys max md5 merge min nonsensitive one parseint pathexpand plantimestamp pow range regex regexall replace reverse rsadecrypt sensitive setintersection setproduct setsubtract setunion sha1 sha256 sha512 signum slice sort split".Split(' '),
        .. "startswith strcontains strrev substr sum templatefile templatestring textdecodebase64 textencodebase64 timeadd timecmp timestamp title tobool tolist tomap tonumber toset tostring transpose trim trimprefix trimspace trimsuffix try type upper urldecode urlencode uuid uuidv5 values yamldecode yamlencode zipmap".Split(' ')
    ];

    const string Oldest = ">= 1.9.0, < 2.0.0", WithEphemeralValues = ">= 1.11.0, < 2.0.0";

    static IEnumerable<(string File, string Text, bool Ephemeral)> Code =>
        from bundle in Directory.EnumerateDirectories(Path.Combine(Places.Tests, "Golden"))
        let versions = Path.Combine(bundle, "versions.tf")
        where File.Exists(versions)
        let ephemeral = File.ReadAllText(versions).Contains(WithEphemeralValues, StringComparison.Ordinal)
        from file in Directory.EnumerateFiles(bundle, "*.tf", SearchOption.AllDirectories)
        select (file, File.ReadAllText(file), ephemeral);

    [Fact]
    public void Every_block_is_one_that_OpenTofu_has() =>
        Assert.All(Code, code => Assert.All(Regex.Matches(code.Text, "^([a-z_]+)[^=\n]*\\{$", RegexOptions.Multiline), block => Assert.Contains(block.Groups[1].Value, code.Ephemeral ? [.. Blocks, "ephemeral"] : Blocks)));

    [Fact]
    public void Every_function_is_one_that_OpenTofu_has() => Assert.All(Code, code =>
    {
        // Without comments and the literal parts of texts, in which a word before a bracket is a word.
        var plain = Regex.Replace(Regex.Replace(code.Text, "(?m)^\\s*#.*$", ""), "\"(?:[^\"\\\\$]|\\\\.|\\$(?!\\{))*\"", "\"\"");
        Assert.DoesNotMatch("provider::", plain);
        Assert.All(Regex.Matches(plain, @"(?<![\w.:])([a-z][a-z0-9_]*)\(").Where(f => !InText(plain, f.Index)), function => Assert.Contains(function.Groups[1].Value, Functions));
    });

    [Fact]
    public void Nothing_is_used_that_came_after_the_oldest_version_or_that_only_terraform_has() =>
        Assert.All(Code, code => Assert.DoesNotMatch(code.Ephemeral ? @"(?m)^\s*cloud\s*\{" : @"(?m)^\s*(ephemeral\s*=|[a-z_]+_wo(_version)?\s*=|cloud\s*\{)|\bephemeral\.", code.Text));

    [Fact]
    public void The_range_of_versions_lets_OpenTofu_in()
    {
        var ranges = Code.SelectMany(c => Regex.Matches(c.Text, "required_version\\s*=\\s*\"([^\"]*)\"").Select(m => m.Groups[1].Value)).Distinct().ToArray();

        Assert.Equal([WithEphemeralValues, Oldest], ranges.Order(StringComparer.Ordinal));
    }

    // Within quotes on its line, and in no ${…} of them.
    static bool InText(string text, int at)
    {
        var line = text[(text.LastIndexOf('\n', at) + 1)..at];
        var (quoted, depth) = (false, 0);
        for (var i = 0; i < line.Length; i++)
        {
            if (line[i] == '\\' && quoted && depth == 0) i++;
            else if (line[i] == '"' && depth == 0) quoted = !quoted;
            else if (quoted && line.AsSpan(i).StartsWith("${")) depth++;
            else if (quoted && depth > 0 && line[i] == '}') depth--;
        }

        return quoted && depth == 0;
    }
}
