using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace InfraAgent.Hosting.Configuration;

/// <summary>The events of a YAML text. Whatever is wrong with it is a <see cref="YamlException"/>: of some lists that are not closed the scanner beneath says an <see cref="InvalidOperationException"/>.</summary>
public sealed class YamlEvents(TextReader text) : IParser
{
    readonly Parser inner = new(text);

    public ParsingEvent? Current => inner.Current;

    public bool MoveNext()
    {
        try
        {
            return inner.MoveNext();
        }
        catch (InvalidOperationException)
        {
            var at = inner.Current?.End ?? Mark.Empty;
            throw new YamlException(at, at, "what follows is no YAML");
        }
    }
}
