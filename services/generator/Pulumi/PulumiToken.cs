using System.Text;

namespace InfraAgent.Generator;

/// <summary>A resource's type: <c>aws:rds/instance:Instance</c> is of package <c>aws</c>, module <c>rds/instance</c>, class <c>Instance</c>.</summary>
sealed record PulumiToken(string Package, string Module, string Class)
{
    public static PulumiToken Parse(string token)
    {
        var parts = token.Split(':');
        return new PulumiToken(parts[0], parts[1], parts[2]);
    }

    /// <summary>As YAML programs have it: without the file of the class.</summary>
    public string Short
    {
        get
        {
            var file = char.ToLowerInvariant(Class[0]) + Class[1..];
            var module = Module.EndsWith("/" + file, StringComparison.Ordinal) ? Module[..^(file.Length + 1)] : Module;
            return module == "index" ? $"{Package}:{Class}" : $"{Package}:{module}:{Class}";
        }
    }

    /// <summary>The class's name in lower case and hyphens.</summary>
    public string Words
    {
        get
        {
            var words = new StringBuilder();
            foreach (var (i, c) in Class.Index())
            {
                if (i > 0 && char.IsAsciiLetterUpper(c)) words.Append('-');
                words.Append(char.ToLowerInvariant(c));
            }

            return words.ToString();
        }
    }
}
