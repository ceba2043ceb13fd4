using System.Globalization;

namespace InfraAgent.Generator;

/// <summary>Quantities as the API server writes them back: another spelling of the same amount would look like drift.</summary>
static class Quantity
{
    public static string Cpu(int millis) => millis % 1000 == 0 ? Text(millis / 1000) : Text(millis) + "m";

    public static string MiB(int mebibytes) => mebibytes switch
    {
        0 => "0",
        _ when mebibytes % (1024 * 1024) == 0 => Text(mebibytes / (1024 * 1024)) + "Ti",
        _ when mebibytes % 1024 == 0 => Text(mebibytes / 1024) + "Gi",
        _ => Text(mebibytes) + "Mi"
    };

    static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
