using System.Runtime.InteropServices;

namespace InfraAgent.SimulatedProvider.Serving;

/// <summary>Notices that the process which started us is gone: a killed Terraform calls no Shutdown.</summary>
public static partial class ParentWatch
{
    static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(200);

    /// <param name="parent">Process id of the parent as the launcher saw it; null to take the present one.</param>
    public static async Task GoneAsync(int? parent)
    {
        var expected = parent ?? ParentId();
        while (ParentId() == expected) await Task.Delay(Interval);
    }

    [LibraryImport("libc", EntryPoint = "getppid")]
    private static partial int ParentId();
}
