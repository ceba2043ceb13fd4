using System.Globalization;
using System.Text;

namespace InfraAgent.Generator;

/// <summary><c>README.md</c> of a project: how to start it, what is in it, what it expects of the machine.</summary>
sealed class ComposeReadme(BundleInput input, string name, string project)
{
    public byte[] Write()
    {
        var environment = input.Command.Environment;
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"# {name} on {environment}\n\n");
        text.Append(CultureInfo.InvariantCulture, $"Made by InfraAgent for docker-compose, deployment {Markdown.Code(input.Command.DeploymentId)}. Change the specification and generate again instead of editing it.\n\n");
        text.Append($"""
            ## Use

            ```sh
            docker-compose --env-file .env.{environment} up --detach
            docker-compose --env-file .env.{environment} ps
            docker-compose --env-file .env.{environment} down
            ```

            Compose 1.29 or later; for Compose 2 write `docker compose`. `down` leaves the volumes, `down --volumes` deletes them with what is in them.
            `compose.yaml` is the same for every deployment and environment of this specification. `.env.{environment}` has this deployment's values and names
            the file that is started, {Markdown.Code(project)}. A variable of the same name in your shell wins over the file.


            """.ReplaceLineEndings("\n"));
        Services(text);
        Secrets(text);
        text.Append("""

            ## What it expects of the machine

            - There is no ingress: an exposed service is open on this machine's loopback alone, by HTTP. Put a proxy of yours before it for other machines and TLS. The port is a variable in the environment's file.
            - A health check by path needs `sh` and `wget` or `curl` in the image, one by port `sh` and `nc` or `bash`.
            - Sizes of volumes are not enforced. Scratch space is memory, at most 1 GiB a folder.
            - A request for CPU is not reserved: Compose has only limits.

            """.ReplaceLineEndings("\n"));
        ReadmeTables.Append(text, input.Settable, input.Outputs);
        return TextFile.Bytes(text);
    }

    void Services(StringBuilder text)
    {
        text.Append("## Services\n\n| name | image | replicas | ports | on this machine | kept |\n|---|---|---|---|---|---|\n");
        foreach (var workload in input.Workloads)
        {
            var ports = string.Join(", ", workload.Ports.Select(p => string.Create(CultureInfo.InvariantCulture, $"{p.Target}/{p.Protocol}")));
            var published = ComposeService.Published(workload) is { } port ? Markdown.Code(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port.Port}")) : "";
            var kept = string.Join(", ", workload.Volumes.Where(v => v.SizeMiB is not null).Select(v => Markdown.Code($"{name}_{ComposeService.VolumeName(workload, v)}")));
            text.Append(CultureInfo.InvariantCulture, $"| {Markdown.Code(workload.Name)} | {Markdown.Code(workload.Image)} | {workload.Replicas} | {ports} | {published} | {kept} |\n");
        }

        text.Append('\n').Append(Mermaid.Flowchart(
            [.. input.Workloads.Select(w => new DiagramNode(w.Name, Stored: w.Volumes.Any(v => v.SizeMiB is not null), Outside: w.Exposure is not null))],
            input.Workloads.Count > Mermaid.Most ? [] : [.. input.Workloads.SelectMany(w => w.DependsOn.Select(d => new DiagramEdge(w.Name, d)))]));
    }

    void Secrets(StringBuilder text)
    {
        var users = input.Workloads.Where(w => w.Secrets.Count > 0).ToArray();
        if (users.Length == 0) return;
        text.Append($"""

            ## Secrets

            Each is a file, `secrets/<service>.<name>`, with the value and no line end after it; `PLAYBOOK.md` has the commands that make them from their
            stores. The container reads it at `/run/secrets/<name>`, which the variable `<name>_FILE` tells. Without the file nothing starts.
            The folder is its owner's alone (mode 0700) and the files in it are readable (0444), since a container sees them with the mode and owner that they have here.
            To keep them elsewhere, such as on a file system in memory, set `{ComposeVariables.SecretsFolder}` to that folder. After a change, start the service again
            (`docker-compose restart <service>`).

            | service | secret | kept at |
            |---|---|---|

            """.ReplaceLineEndings("\n"));
        foreach (var workload in users)
        {
            foreach (var (variable, reference) in workload.Secrets)
                text.Append(CultureInfo.InvariantCulture, $"| {Markdown.Code(workload.Name)} | {Markdown.Code(variable)} | {Markdown.Code(reference.Uri)} |\n");
        }
    }
}
