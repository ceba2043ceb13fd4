using System.Runtime.InteropServices;

namespace InfraAgent.Supervision;

/// <summary>The few system calls that .NET has no face for. Arguments are blittable, so that no marshalling code is made at start.</summary>
static unsafe class Posix
{
    public const int SigInt = 2;
    public const int SigKill = 9;
    public const int ErrNoEntry = 2;

    [StructLayout(LayoutKind.Sequential)]
    public struct PollFd
    {
        public int Fd;
        public short Events;
        public short Revents;
    }

    public const short PollIn = 1;

    [DllImport("libc", EntryPoint = "setsid")]
    public static extern int SetSid();

    [DllImport("libc", EntryPoint = "kill")]
    public static extern int Kill(int pid, int signal);

    [DllImport("libc", EntryPoint = "waitpid")]
    public static extern int WaitPid(int pid, int* status, int options);

    [DllImport("libc", EntryPoint = "waitid")]
    public static extern int WaitId(int idType, uint id, byte* info, int options);

    [DllImport("libc", EntryPoint = "poll")]
    public static extern int Poll(PollFd* fds, nuint count, int timeoutMilliseconds);

    [DllImport("libc", EntryPoint = "read")]
    public static extern nint Read(int fd, byte* buffer, nuint count);

    [DllImport("libc", EntryPoint = "write")]
    public static extern nint Write(int fd, byte* buffer, nuint count);

    [DllImport("libc", EntryPoint = "creat")]
    public static extern int Create(byte* path, uint mode);

    // Without the optional third argument, so it is no variadic call: those differ between machines.
    [DllImport("libc", EntryPoint = "open")]
    public static extern int Open(byte* path, int flags);

    [DllImport("libc", EntryPoint = "fsync")]
    public static extern int FSync(int fd);

    [DllImport("libc", EntryPoint = "close")]
    public static extern int Close(int fd);

    [DllImport("libc", EntryPoint = "prctl")]
    public static extern int PrCtl(int option, nuint a, nuint b, nuint c, nuint d);

    [DllImport("libc", EntryPoint = "signal")]
    public static extern nint Signal(int signal, nint handler);

    [DllImport("libc", EntryPoint = "_exit")]
    public static extern void ExitNow(int code);

    [DllImport("libc", EntryPoint = "posix_spawnp")]
    public static extern int SpawnP(int* pid, byte* file, byte* actions, byte* attributes, byte** argv, byte** envp);

    [DllImport("libc", EntryPoint = "posix_spawn_file_actions_init")]
    public static extern int ActionsInit(byte* actions);

    [DllImport("libc", EntryPoint = "posix_spawn_file_actions_addopen")]
    public static extern int ActionsAddOpen(byte* actions, int fd, byte* path, int flags, uint mode);

    [DllImport("libc", EntryPoint = "posix_spawn_file_actions_addclose")]
    public static extern int ActionsAddClose(byte* actions, int fd);

    [DllImport("libc", EntryPoint = "posix_spawnattr_init")]
    public static extern int AttributesInit(byte* attributes);

    [DllImport("libc", EntryPoint = "posix_spawnattr_setflags")]
    public static extern int AttributesSetFlags(byte* attributes, short flags);

    [DllImport("libc", EntryPoint = "posix_spawnattr_setsigdefault")]
    public static extern int AttributesSetSigDefault(byte* attributes, byte* signals);

    [DllImport("libc", EntryPoint = "posix_spawnattr_setsigmask")]
    public static extern int AttributesSetSigMask(byte* attributes, byte* signals);

    [DllImport("libc", EntryPoint = "posix_spawnattr_setpgroup")]
    public static extern int AttributesSetGroup(byte* attributes, int group);

    [DllImport("libc", EntryPoint = "sigemptyset")]
    public static extern int SigEmptySet(byte* signals);

    [DllImport("libc", EntryPoint = "sigaddset")]
    public static extern int SigAddSet(byte* signals, int signal);
}
