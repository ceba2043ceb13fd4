using System.Globalization;

namespace InfraAgent.Generator;

/// <summary>IPv4 blocks in the one spelling that every tool reads alike: no leading zeros, no host bits.</summary>
static class Ipv4Block
{
    public static string? Explain(string text, CidrFormat format)
    {
        if (!TryParse(text, out var address, out var prefix)) return "must be an IPv4 block such as 10.16.0.0/16";
        if (prefix < format.MinPrefix || prefix > format.MaxPrefix)
            return string.Create(CultureInfo.InvariantCulture, $"must have a prefix from /{format.MinPrefix} to /{format.MaxPrefix}");
        var network = prefix == 0 ? 0 : address & (uint.MaxValue << (32 - prefix));
        return network == address ? null : $"has bits set beyond its prefix; the block is {Show(network)}/{prefix.ToString(CultureInfo.InvariantCulture)}";
    }

    static bool TryParse(string text, out uint address, out int prefix)
    {
        address = 0;
        prefix = 0;
        var parts = text.Split('.', '/');
        if (parts.Length != 5 || text.LastIndexOf('.') > text.IndexOf('/', StringComparison.Ordinal)) return false;
        for (var i = 0; i < 4; i++)
        {
            if (!Number(parts[i], 255, out var part)) return false;
            address = (address << 8) | (uint)part;
        }

        return Number(parts[4], 32, out prefix);
    }

    static bool Number(string text, int largest, out int value)
    {
        value = 0;
        return text.Length is > 0 and <= 3 && text.All(char.IsAsciiDigit) && (text.Length == 1 || text[0] != '0')
            && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out value) && value <= largest;
    }

    static string Show(uint address) =>
        string.Create(CultureInfo.InvariantCulture, $"{address >> 24}.{(address >> 16) & 255}.{(address >> 8) & 255}.{address & 255}");
}
