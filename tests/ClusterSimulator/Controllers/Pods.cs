using System.Globalization;
using System.Text.Json.Nodes;

namespace InfraAgent.ClusterSimulator.Controllers;

static class Pods
{
    public static bool IsReady(JsonObject pod) => pod.Object("status").Objects("conditions").Any(c => c.Text("type") == "Ready" && c.Text("status") == "True");

    /// <summary>Of an owner's template.</summary>
    public static JsonObject New(JsonObject owner, string name, JsonObject? labels = null)
    {
        var template = owner.Object("spec").Object("template")!;
        var all = template.Object("metadata").Object("labels")?.Copy() ?? [];
        foreach (var (key, value) in labels ?? []) all[key] = value!.DeepClone();
        var pod = ControllerStore.New(owner.Namespace(), name, all, owner);
        if (template.Object("metadata").Object("annotations") is { } annotations) pod.Meta()["annotations"] = annotations.DeepClone();
        pod["spec"] = template["spec"]!.DeepClone();
        pod.Child("spec")["nodeName"] = ControllerLoop.Node;
        return pod;
    }

    public static string NewName(JsonObject owner) => $"{owner.Name()}-{Guid.NewGuid().ToString("n")[..5]}";

    /// <summary>A number, or a part of all in percent.</summary>
    public static int Share(JsonNode? value, int all, bool roundUp)
    {
        var text = value?.ToString() ?? "0";
        if (!text.EndsWith('%')) return int.Parse(text, CultureInfo.InvariantCulture);
        var exact = all * double.Parse(text[..^1], CultureInfo.InvariantCulture) / 100;
        return (int)(roundUp ? Math.Ceiling(exact) : Math.Floor(exact));
    }
}
