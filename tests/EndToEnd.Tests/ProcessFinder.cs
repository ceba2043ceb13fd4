using System.Runtime.InteropServices;

namespace InfraAgent.EndToEnd.Tests;

/// <summary>Processes that an agent has started, found where the kernel lists them: a test kills no process but these.</summary>
static class ProcessFinder
{
    /// <summary>The terraform that applies a run: it works below that run's folder. Null when there is none.</summary>
    public static int? Applying(Agent agent, Guid runId)
    {
        foreach (var folder in Directory.GetDirectories("/proc").Where(f => int.TryParse(Path.GetFileName(f), out _)))
        {
            try
            {
                var works = new DirectoryInfo(Path.Combine(folder, "cwd")).LinkTarget;
                if (works is null || !works.StartsWith(agent.Folder, StringComparison.Ordinal) || !works.Contains(runId.ToString("D"), StringComparison.Ordinal))
                    continue;
                // Terraform itself: not its supervisor, whose command line names it too, nor a provider.
                var words = File.ReadAllText(Path.Combine(folder, "cmdline")).Split('\0');
                if (Path.GetFileName(words[0]) == "terraform" && words.Contains("apply"))
                    return int.Parse(Path.GetFileName(folder));
            }
            catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
            {
                // It ended while we were looking.
            }
        }
        return null;
    }

    public static int ParentOf(int process)
    {
        var stat = File.ReadAllText($"/proc/{process}/stat");
        return int.Parse(stat[(stat.LastIndexOf(')') + 2)..].Split(' ')[1]);
    }

    public static bool Lives(int process)
    {
        try
        {
            return !File.ReadAllText($"/proc/{process}/stat").Contains(") Z ", StringComparison.Ordinal);
        }
        catch (IOException)
        {
            return false;
        }
    }

    public static void Kill(int process) => Assert.Equal(0, Signal(process, 9));

    [DllImport("libc", EntryPoint = "kill")]
    static extern int Signal(int process, int signal);
}
