using System.Globalization;
using System.Text;

namespace InfraAgent.Generator;

/// <summary><c>README.md</c> of a bundle for a cluster: how to install it, what is in it, what the cluster must have.</summary>
static class ClusterReadme
{
    public static string Kubernetes(ClusterModel model)
    {
        var (name, environment) = (model.Facts.Name, model.Facts.Environment);
        return Text(model, "kustomize", $"""
            ```sh
            kubectl apply --server-side -f overlays/{environment}/namespace.yaml
            kubectl apply --server-side -k overlays/{environment}
            kubectl rollout status {string.Join(',', model.Workloads.Select(w => w.Stateful ? "statefulset" : "deployment").Distinct().Order(StringComparer.Ordinal))} --namespace {name} --selector app.kubernetes.io/instance={name}
            ```

            `base/` is the same for every deployment and environment of this specification: one file for each resource. `overlays/{environment}/` has
            what is this deployment's: namespace, labels, replicas, images, and as JSON Patches (RFC 6902) all other values of the environment and of parameters.
            Take it down with `kubectl delete -k overlays/{environment}`; the namespace and the claims of volumes stay until you delete them.
            """);
    }

    public static string Helm(ClusterModel model)
    {
        var (name, environment) = (model.Facts.Name, model.Facts.Environment);
        return Text(model, "helm", $"""
            ```sh
            kubectl apply --server-side -f namespace-{environment}.yaml
            helm upgrade --install {name} . --namespace {name} --values values-{environment}.yaml --wait
            helm test {name} --namespace {name}
            ```

            `values.yaml` is the same for every deployment and environment of this specification, and so are the templates; `values-{environment}.yaml`
            has what is this deployment's. `values.schema.json` refuses whatever the templates would not read. Values are data: no template is ever read from them.{(model.Patches.Count == 0 ? "" : Patches)}
            Take it down with `helm uninstall {name} --namespace {name}`; the namespace and the claims of volumes stay until you delete them.
            """);
    }

    const string Patches = "\n`patches.json` has the specification's JSON Patches (RFC 6902). They are applied when the chart is rendered, to what the templates make of the values.";

    public static string Pulumi(ClusterModel model, PulumiLanguage language) => Text(model, "Pulumi", PulumiReadme.Use(model.Facts.Environment, language) + $"""

        `Pulumi.{model.Facts.Environment}.yaml` has the settings of the stack: the images and numbers of replicas that parameters gave.
        Take it down with `pulumi destroy`; the namespace and the claims of volumes stay until you delete them.
        """);

    static string Text(ClusterModel model, string tool, string use)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"# {model.Facts.Name} on {model.Facts.Environment}\n\n");
        text.Append(CultureInfo.InvariantCulture, $"Made by InfraAgent for {tool}, deployment {Markdown.Code(model.Facts.Annotations["infra-agent/deployment-id"])}. Change the specification and generate again instead of editing it.\n\n");
        text.Append("## Use\n\n").Append(use.ReplaceLineEndings("\n")).Append("""


            `PLAYBOOK.md` has every step with what is seen, how to verify it and the way back; `playbook.json` says the same for programs.
            `secrets.manifest.json` names the secrets that have to be there, and `parameters/` has the parameters of the request.
            """.ReplaceLineEndings("\n")).Append("\n\n## Services\n\n| name | image | replicas | ports | reached from |\n|---|---|---|---|---|\n");
        var dependents = model.Workloads.SelectMany(w => w.DependsOn.Select(d => (On: d, w.Name))).ToLookup(d => d.On, d => d.Name, StringComparer.Ordinal);
        foreach (var workload in model.Workloads)
        {
            var from = dependents[workload.Name].Select(Markdown.Code).ToList();
            if (workload.Exposure is { } exposure) from.Add(Markdown.Code((workload.TlsSecret is null ? "http://" : "https://") + exposure.Host + exposure.Path));
            text.Append(CultureInfo.InvariantCulture, $"| {Markdown.Code(workload.Name)} | {Markdown.Code(workload.Image)} | {Replicas(workload)} | {string.Join(", ", workload.Ports.Select(p => Port(p)))} | {string.Join(", ", from)} |\n");
        }

        text.Append('\n').Append(Diagram(model));
        Needs(text, model);
        ReadmeTables.Append(text, model.Settable, model.Outputs);
        return text.ToString();
    }

    static string Port(ClusterPort port) => string.Create(CultureInfo.InvariantCulture, $"{port.Port}/{port.Protocol}");

    static string Replicas(ClusterWorkload workload) => workload.Scaling is { } scaling
        ? string.Create(CultureInfo.InvariantCulture, $"{scaling.Min} to {scaling.Max}")
        : string.Create(CultureInfo.InvariantCulture, $"{workload.Replicas}");

    static string Diagram(ClusterModel model) => Mermaid.Flowchart(
        [.. model.Workloads.Select(w => new DiagramNode(w.Name, Stored: w.Stateful, Outside: w.Exposure is not null))],
        model.Workloads.Count > Mermaid.Most ? [] : [.. model.Workloads.SelectMany(w => w.DependsOn.Select(d => new DiagramEdge(w.Name, d)))]);

    static void Needs(StringBuilder text, ClusterModel model)
    {
        text.Append("\n## What it expects of the cluster\n\n");
        var stores = model.Workloads.SelectMany(w => w.Secrets.Values).Select(s => s.Store).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToArray();
        if (stores.Length > 0)
            text.Append(CultureInfo.InvariantCulture, $"- The External Secrets operator, with the ClusterSecretStores {string.Join(", ", stores.Select(Markdown.Code))}. A changed secret reaches pods when they start again.\n");
        if (model.Workloads.Any(w => w.Exposure is not null)) text.Append("- An ingress controller whose class is the default.\n");
        foreach (var workload in model.Workloads.Where(w => w.TlsSecret is not null))
            text.Append(CultureInfo.InvariantCulture, $"- The certificate of {Markdown.Code(workload.Exposure!.Host)} in the secret {Markdown.Code(workload.TlsSecret!)}.\n");
        if (model.Workloads.Any(w => w.Scaling?.TargetCpu is not null)) text.Append("- The metrics server, for scaling by CPU.\n");
        if (model.Workloads.Any(w => w.Scaling?.TargetRps is not null)) text.Append("- An adapter that serves the metric `http_requests_per_second` of pods, for scaling by requests.\n");
        if (model.Workloads.Any(w => w.Stateful)) text.Append("- A default storage class.\n");
        text.Append("""
            - A network plugin that enforces network policies. Pods reach the name service and what they depend on, and nothing else: a service that
              calls an address outside of this bundle needs a rule for it.

            Services start in no order. A pod whose dependency is not there yet fails its probes until it is: there are no init containers that wait, since
            a dependency may also go away later. `depends_on` opens the network between two services.

            """.ReplaceLineEndings("\n"));
    }
}
