using InfraAgent.TestBed;
using InfraAgent.TestBed.Terraform;

namespace InfraAgent.EndToEnd.Tests;

/// <summary>The real terraform behind a script that a test can hold, or make fail, at one command of one deployment; it also counts.</summary>
public sealed class ControlledTerraform : IDisposable
{
    readonly TempFolder folder = new();

    public ControlledTerraform()
    {
        Path = folder.File("terraform");
        File.WriteAllText(Path, $$"""
            #!/bin/sh
            folder='{{folder.Path}}'
            id=$(sed -n 's/^ *"deployment_id": *"\([^"]*\)".*/\1/p' bundle.json 2>/dev/null | head -n 1)
            echo "$1" >> "$folder/calls-$id"
            while [ -e "$folder/hold-$1-$id" ]; do sleep 0.1; done
            if [ -e "$folder/fail-$1-$id" ]; then
              echo "Error: the cloud said no to $1" >&2
              exit 1
            fi
            exec '{{TerraformFolder.Executable}}' "$@"
            """);
        File.SetUnixFileMode(Path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    /// <summary>For <c>Tools:Terraform</c>.</summary>
    public string Path { get; }

    /// <summary>The command waits, before it does anything, until it is released.</summary>
    public void Hold(string deploymentId, string command) => File.WriteAllText(folder.File($"hold-{command}-{deploymentId}"), "");

    public void Release(string deploymentId, string command) => File.Delete(folder.File($"hold-{command}-{deploymentId}"));

    /// <summary>The command ends with exit code 1 until it is mended.</summary>
    public void Break(string deploymentId, string command) => File.WriteAllText(folder.File($"fail-{command}-{deploymentId}"), "");

    public void Mend(string deploymentId, string command) => File.Delete(folder.File($"fail-{command}-{deploymentId}"));

    /// <summary>How often the command was started for the deployment.</summary>
    public int Calls(string deploymentId, string command)
    {
        var calls = folder.File("calls-" + deploymentId);
        return File.Exists(calls) ? File.ReadAllLines(calls).Count(call => call == command) : 0;
    }

    public void Dispose() => folder.Dispose();
}
