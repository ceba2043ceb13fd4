using System.Text;

namespace InfraAgent.Generator;

/// <summary>What the playbook needs and Compose 1.29 has no command for. The same bytes in every bundle: all that differs is an argument.</summary>
static class ComposeScripts
{
    public const string Secret = "scripts/secret.sh";
    public const string Wait = "scripts/wait.sh";

    public static IEnumerable<KeyValuePair<string, ReadOnlyMemory<byte>>> Files(bool secrets)
    {
        if (secrets) yield return KeyValuePair.Create(Secret, Bytes(SecretText));
        yield return KeyValuePair.Create(Wait, Bytes(WaitText));
    }

    static ReadOnlyMemory<byte> Bytes(string text) => Encoding.UTF8.GetBytes(text.ReplaceLineEndings("\n") + "\n");

    // A container sees the file with the owner and mode that it has here.
    const string SecretText = """
        #!/bin/sh
        # secret.sh <file> <command...>: writes what the command prints into the file, without line ends at its end.
        # The folder is its owner's alone; the file in it can be read by whatever user the container runs as.
        set -eu
        umask 077
        file=$1; shift
        value=$("$@")
        [ -n "$value" ] || { echo "$file: the command printed nothing" >&2; exit 1; }
        mkdir -p "$(dirname "$file")"
        rm -f "$file"
        printf %s "$value" >"$file"
        chmod 444 "$file"
        """;

    const string WaitText = """
        #!/bin/sh
        # wait.sh <project> <seconds>: waits until every container of the project runs, and is healthy where it has a health check.
        # After that time it names those that are not, and fails.
        set -u
        end=$(($(date +%s) + $2))
        while :; do
          ids=$(docker ps --all --quiet --filter "label=com.docker.compose.project=$1") || exit 1
          [ -n "$ids" ] || exit 0
          states=$(docker inspect --format '{{.Name}} {{.State.Status}} {{if .State.Health}}{{.State.Health.Status}}{{end}}' $ids) || states="A container has gone."
          unwell=$(echo "$states" | grep -Ev ' running (healthy)?$')
          [ -n "$unwell" ] || exit 0
          [ "$(date +%s)" -lt "$end" ] || { echo "$unwell"; exit 1; }
          sleep 1
        done
        """;
}
